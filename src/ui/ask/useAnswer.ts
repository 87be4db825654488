import { useEffect, useMemo, useRef, useState } from 'react';
import type { Preview } from '../../train/events.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import type { Ask } from '../../worker/questions/registry.ts';
import { usePlayground, useSession } from '../playground.ts';
import { type Opinion, opinionOf } from './answer.ts';
import { createLatest, type Latest } from './latest.ts';
import { mapsOf } from './question.ts';
import { type Asking, mapSizeOf } from './useQuestion.ts';

/** D's answers to the untouched pose and to the question, given at the same weights. */
export interface Answered {
  readonly before: Opinion;
  readonly now: Opinion;
  /** From the change to the answer, its wait for a turn between two steps and all. */
  readonly milliseconds: number;
}

type AskRedraw = Ask<'redraw'>;

/**
 * Asks D again whenever the question changes, or the networks have.
 * @param drawn the question's heatmaps, [h, w, J]
 */
export function useAnswer(
  run: RunSummary,
  preview: Preview,
  probe: number,
  { untouched, question, weights }: Pick<Asking, 'untouched' | 'question' | 'weights'>,
  drawn: Float32Array,
  as: 'real' | 'fake',
): { readonly answered: Answered | null; readonly problem: string | null } {
  const { ask } = usePlayground();
  const phase = useSession((state) => state.phase);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const drawnBefore = useMemo(() => mapsOf({ spots: untouched, strokes: [] }, mapSizeOf(run)), [run, untouched]);
  const latest = useRef<Latest<AskRedraw> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the truth does not change with the preview
  useEffect(() => {
    const { size } = mapSizeOf(run);
    const each = size * size * weights.length;
    const truth = preview.truth.subarray(probe * each, (probe + 1) * each);
    latest.current = createLatest((words: AskRedraw, signal: AbortSignal) => ask('redraw', words, signal), {
      onAnswer(redrawn, { maps }, milliseconds) {
        const part = (all: Float32Array, n: number) => all.subarray(n * each, (n + 1) * each);
        setAnswered((last) => ({
          // Where it is what it was, so that nothing of it is painted again.
          before:
            sameOpinion(last?.before, part(maps, 0), part(redrawn, 0)) ?? opinionOf(part(maps, 0), part(redrawn, 0), truth, weights, size),
          now: opinionOf(part(maps, 1), part(redrawn, 1), truth, weights, size),
          milliseconds,
        }));
        setProblem(null);
      },
      onProblem: (error) => setProblem(error instanceof Error ? error.message : String(error)),
    });
    return () => latest.current?.dispose();
  }, [ask, run, probe, weights]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new preview or a pause means other weights, so the same question has another answer
  useEffect(() => {
    const maps = new Float32Array(2 * drawn.length);
    maps.set(drawnBefore);
    maps.set(drawn, drawn.length);
    latest.current?.submit({ probe, maps, as, covers: [[], question.covers] });
  }, [ask, run, probe, weights, drawnBefore, drawn, question, as, preview.step, phase]);
  return { answered, problem };
}

/** An opinion that was given of the same maps, with the same answer. */
function sameOpinion(last: Opinion | undefined, maps: Float32Array, redrawn: Float32Array): Opinion | null {
  const isSame = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((value, i) => value === b[i]);
  return last && isSame(last.redrawn, redrawn) && isSame(last.maps, maps) ? last : null;
}
