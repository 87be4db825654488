import type { RunSummary } from '../../worker/protocol.ts';

/** A game that was played to its end. */
export interface Game {
  /** Steps that G and D had made. */
  readonly step: number;
  /** Rounds won, of ten. */
  readonly visitor: number;
  readonly discriminator: number;
}

/** The games of each run; let go with it. */
const played = new WeakMap<RunSummary, readonly Game[]>();

export function gamesOf(run: RunSummary): readonly Game[] {
  return played.get(run) ?? [];
}

export function addGame(run: RunSummary, game: Game): void {
  played.set(run, [...gamesOf(run), game]);
}
