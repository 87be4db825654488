import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunSummary } from '../../worker/protocol.ts';
import { usePlayground } from '../playground.ts';
import { addGame, type Game, gamesOf } from './games.ts';
import { type HeldOut, type Round, roundsOf, roundsOfGame } from './verdict.ts';

/** A game under way. */
export interface Playing {
  readonly seen: HeldOut;
  readonly rounds: readonly Round[];
  /** What the visitor took for real, round by round. */
  readonly choices: readonly (0 | 1)[];
  /** The round that is shown; one that has its choice is shown with the answer. */
  readonly at: number;
}

export interface Table {
  readonly playing: Playing | null;
  readonly games: readonly Game[];
  readonly isBusy: boolean;
  readonly problem: string | null;
  begin(): void;
  choose(side: 0 | 1): void;
  next(): void;
}

/** Ten rounds against D, on people drawn anew for every game. */
export function useGame(run: RunSummary): Table {
  const { ask } = usePlayground();
  const [playing, setPlaying] = useState<Playing | null>(null);
  const [games, setGames] = useState(() => gamesOf(run));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const begin = useCallback(async () => {
    const own = new AbortController();
    abort.current = own;
    setBusy(true);
    setProblem(null);
    const seed = 1000 * run.config.seed + gamesOf(run).length;
    try {
      const seen = await ask('heldOut', { count: roundsOfGame, seed, maps: true }, own.signal);
      setPlaying({ seen, rounds: roundsOf(seen, seed), choices: [], at: 0 });
    } catch (error) {
      if (!own.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  }, [ask, run]);
  const choose = (side: 0 | 1) => {
    if (playing && playing.choices.length === playing.at) setPlaying({ ...playing, choices: [...playing.choices, side] });
  };
  const next = () => {
    if (!playing || playing.choices.length === playing.at) return;
    if (playing.at + 1 < playing.rounds.length) return setPlaying({ ...playing, at: playing.at + 1 });
    addGame(run, { step: playing.seen.step, ...scoreOf(playing) });
    setGames(gamesOf(run));
    setPlaying(null);
  };
  return { playing, games, isBusy, problem, begin: () => void begin(), choose, next };
}

/** Rounds won so far. */
export function scoreOf({ rounds, choices }: Pick<Playing, 'rounds' | 'choices'>): {
  readonly visitor: number;
  readonly discriminator: number;
} {
  const won = (choice: (round: Round, i: number) => 0 | 1) =>
    choices.filter((_, i) => rounds[i]!.exhibits[choice(rounds[i]!, i)].isReal).length;
  return { visitor: won((_, i) => choices[i]!), discriminator: won((round) => round.choiceOfD) };
}
