import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Block } from '../../network/blocks.ts';
import { fixed } from '../format.ts';
import { paintChannel, toneOf } from './activation.ts';
import css from './Bout.module.css';
import { blockWords } from './blockWords.ts';
import { layOutBlocks, type PlacedBlock, type Wire } from './layout.ts';

interface Props {
  readonly blocks: readonly Block[];
  readonly owner: 'generator' | 'discriminator';
  /** By block: [h, w], the mean size of its channels. */
  readonly outlines: ReadonlyMap<number, Float32Array>;
  /** Drawn from right to left. */
  readonly mirrored?: boolean;
  /** The text equivalent of the whole. */
  readonly label: string;
  readonly onOpen: (block: number) => void;
}

/** Pixels of a unit of the layout, at least and at most; below, the drawing scrolls. */
const [least, most] = [34, 54];
/** Pixels on both sides, where the sizes of the maps stand. */
const margin = 30;

/** A network, drawn from its data, with what every block computes now as a thumbnail in it. */
export function NetworkDrawing({ blocks, owner, outlines, mirrored = false, label, onOpen }: Props) {
  const box = useRef<HTMLFieldSetElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect.width));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const { blocks: placed, wires, levels, width, height } = useMemo(() => layOutBlocks(blocks), [blocks]);
  const unit = Math.min(most, Math.max(least, (room - 2 * margin) / width));
  const left = ({ x }: { readonly x: number }) => unit * (mirrored ? width - x : x);
  return (
    <fieldset ref={box} className={css.drawing} data-owner={owner} aria-label={label}>
      <div className={css.sheet} style={{ width: unit * width, height: unit * height, marginInline: margin }}>
        <svg className={css.wires} width={unit * width} height={unit * height} aria-hidden="true">
          {wires.map((wire) => (
            <path key={`${wire.from.index} ${wire.to.index}`} d={pathOf(wire, left, unit)} />
          ))}
        </svg>
        {levels.map(({ side, y }) => (
          <span key={side} className={css.level} style={{ top: unit * y, [mirrored ? 'right' : 'left']: -margin }} aria-hidden="true">
            {side}²
          </span>
        ))}
        {placed.map((each) => (
          <BlockButton
            key={each.index}
            placed={each}
            at={[left(each), unit * each.y]}
            side={each.small ? 0.46 * unit : 0.94 * unit}
            outline={outlines.get(each.index)}
            onOpen={onOpen}
          />
        ))}
      </div>
    </fieldset>
  );
}

function BlockButton({
  placed: { block, index, small },
  at: [x, y],
  side,
  outline,
  onOpen,
}: {
  readonly placed: PlacedBlock;
  readonly at: readonly [number, number];
  readonly side: number;
  readonly outline: Float32Array | undefined;
  readonly onOpen: (block: number) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [h, w] = block.shape;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !outline) return;
    const image = context.createImageData(w, h);
    paintChannel(image.data, w, [0, 0], outline, { w, c: 1, channel: 0 }, toneOf(outline));
    context.putImageData(image, 0, 0);
  }, [outline, w, h]);
  const mean = outline && outline.reduce((sum, value) => sum + value, 0) / outline.length;
  const words = `${blockWords(block)}, ${block.shape.join(' × ')}${mean === undefined ? '' : `, mean size ${fixed(mean, 2)}`}`;
  return (
    <button
      type="button"
      className={small ? css.small : css.block}
      style={{ left: x - side / 2, top: y - side / 2, width: side, height: side }}
      aria-label={words}
      title={words}
      onClick={() => onOpen(index)}
    >
      {small ? <Glyph kind={block.kind} /> : <canvas ref={canvas} width={w} height={h} />}
    </button>
  );
}

function Glyph({ kind }: { readonly kind: Block['kind'] }) {
  if (kind === 'pool' || kind === 'resize') return <ArrowDown size={12} aria-hidden />;
  if (kind === 'upsample') return <ArrowUp size={12} aria-hidden />;
  return <Plus size={12} aria-hidden />;
}

/** From one block to the other: straight in a row, a slope between rows, an arc over what stands in the way. */
function pathOf({ from, to, jumps }: Wire, left: (block: PlacedBlock) => number, unit: number): string {
  const [x1, y1, x2, y2] = [left(from), unit * from.y, left(to), unit * to.y];
  if (jumps) {
    const top = y1 - 0.56 * unit;
    const turn = Math.sign(x2 - x1) * 0.5 * unit;
    return `M${x1} ${y1}Q${x1} ${top} ${x1 + turn} ${top}H${x2 - turn}Q${x2} ${top} ${x2} ${y2}`;
  }
  if (y1 === y2) return `M${x1} ${y1}H${x2}`;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
