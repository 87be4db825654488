import type { Block } from '../../network/blocks.ts';

/** A block on the drawing. Units: the side of a large block is 1. */
export interface PlacedBlock {
  readonly block: Block;
  readonly index: number;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** Blocks without weights are drawn small. */
  readonly small: boolean;
}

export interface Wire {
  readonly from: PlacedBlock;
  readonly to: PlacedBlock;
  /** It passes over blocks that stand in the same row. */
  readonly jumps: boolean;
}

/** A row of the drawing: one scale of the maps. */
export interface Level {
  /** Side of the maps, in pixels. */
  readonly side: number;
  readonly y: number;
}

export interface Layout {
  readonly blocks: readonly PlacedBlock[];
  readonly wires: readonly Wire[];
  readonly levels: readonly Level[];
  readonly width: number;
  readonly height: number;
}

/** Widths of a column, and the height of a lane. */
const large = 1.16;
const little = 0.6;
const lane = 1.2;

/**
 * Lays a network out as what it is: from left to right as it is computed, one row for each scale of its maps, so that an hourglass looks
 * like one. A block on a side path (a skip connection) stands midway between where the path leaves and where it comes back.
 */
export function layOutBlocks(blocks: readonly Block[]): Layout {
  const { earliest, latest } = ranksOf(blocks);
  const isSmall = blocks.map(({ parameters, kind }) => parameters === 0 && kind !== 'input');
  const columns = Math.max(...earliest) + 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    blocks.some((_, i) => earliest[i] === column && latest[i] === column && !isSmall[i]) ? large : little,
  );
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  const centre = (column: number) => starts[column]! + widths[column]! / 2;
  const x = blocks.map((_, i) => (centre(earliest[i]!) + centre(latest[i]!)) / 2);

  const sides = [...new Set(blocks.map(({ shape }) => shape[0]))].sort((a, b) => b - a);
  const placed: PlacedBlock[] = [];
  const levels: Level[] = [];
  let top = 0;
  for (const side of sides) {
    const row = blocks.map((block, index) => ({ block, index })).filter(({ block }) => block.shape[0] === side);
    // Who has no choice of place comes first; the others go to the next lane where there is no room.
    row.sort((a, b) => latest[a.index]! - earliest[a.index]! - (latest[b.index]! - earliest[b.index]!) || x[a.index]! - x[b.index]!);
    const lanes: number[][] = [];
    for (const { block, index } of row) {
      const fits = (taken: readonly number[]) =>
        taken.every((other) => Math.abs(x[other]! - x[index]!) > (isSmall[other] || isSmall[index] ? little : large) - 0.05);
      let at = lanes.findIndex(fits);
      if (at < 0) at = lanes.push([]) - 1;
      lanes[at]!.push(index);
      placed.push({ block, index, x: x[index]!, y: top + (at + 0.5) * lane, small: isSmall[index]! });
    }
    levels.push({ side, y: top + 0.5 * lane });
    top += lanes.length * lane;
  }
  placed.sort((a, b) => a.index - b.index);
  const wires = placed.flatMap((to) => to.block.inputs.map((from) => wireOf(placed[from]!, to, placed)));
  return { blocks: placed, wires, levels, width: starts.at(-1)! + widths.at(-1)!, height: top };
}

/** The earliest and the latest column in which each block can stand, when the whole is as short as it can be. */
function ranksOf(blocks: readonly Block[]): { earliest: readonly number[]; latest: readonly number[] } {
  const earliest = blocks.map(() => 0);
  blocks.forEach(({ inputs }, i) => {
    for (const input of inputs) earliest[i] = Math.max(earliest[i]!, earliest[input]! + 1);
  });
  const last = Math.max(...earliest);
  const latest = blocks.map(() => last);
  for (let i = blocks.length - 1; i >= 0; i--)
    for (const input of blocks[i]!.inputs) latest[input] = Math.min(latest[input]!, latest[i]! - 1);
  // An input that is needed late (the heatmaps of D) still comes in at the edge; an answer halfway (a stack's heatmaps) stays where it is.
  blocks.forEach(({ kind }, i) => {
    if (kind === 'input') latest[i] = earliest[i]!;
  });
  const read = new Set(blocks.flatMap(({ inputs }) => inputs));
  blocks.forEach((_, i) => {
    if (!read.has(i)) latest[i] = earliest[i]!;
  });
  return { earliest, latest };
}

function wireOf(from: PlacedBlock, to: PlacedBlock, all: readonly PlacedBlock[]): Wire {
  const jumps = from.y === to.y && all.some(({ x, y }) => y === from.y && x > from.x + 0.01 && x < to.x - 0.01);
  return { from, to, jumps };
}
