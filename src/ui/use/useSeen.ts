import { type RefObject, useEffect, useState } from 'react';
import { cropPixels } from '../../label/cropPixels.ts';
import type { Square } from '../../label/teacher.ts';
import type { Preview, Probes } from '../../train/events.ts';
import { usePlayground } from '../playground.ts';
import type { Media } from './media.ts';

/** Side at which a square goes to the worker, which cuts it to the input's size, and at which it is shown. */
const side = 256;

/** How many answers the rate is taken over. */
const memory = 8;

interface Seen {
  /** The square, as a dataset's watched picture without labels. */
  readonly probes: Probes;
  readonly preview: Preview;
  /** Answers a second; null for a picture that stands still. */
  readonly rate: number | null;
}

/** Both networks' view of a square of some media, with the weights of now: as often as frames come and answers return. */
export function useSeen(media: Media | null, square: RefObject<Square>, joints: number): { seen: Seen | null; problem: string | null } {
  const { ask, session } = usePlayground();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setSeen(null);
    if (!media) return;
    const abort = new AbortController();
    const canvas = new OffscreenCanvas(side, side);
    const answered: number[] = [];
    let last = '';
    const look = async () => {
      while (!abort.signal.aborted) {
        // Hidden pages have no frames: nobody looks, nobody asks.
        await new Promise(requestAnimationFrame);
        const { x, y, side: wide } = square.current;
        const isMoving = media.kind === 'video' && !media.element.paused;
        const now = `${x} ${y} ${wide} ${media.kind === 'video' ? media.element.currentTime : ''} ${session.getState().preview?.step}`;
        if (now === last || abort.signal.aborted) continue;
        last = now;
        const pixels = cropPixels(media.element, media, square.current, side, canvas);
        try {
          const preview = await ask('see', { pixels, side }, abort.signal);
          if (abort.signal.aborted) return;
          answered.push(performance.now());
          if (answered.length > memory) answered.shift();
          const rate = (1000 * (answered.length - 1)) / (answered.at(-1)! - answered[0]!);
          const probes: Probes = {
            ...{ count: 1, size: side, ids: [media.name], splits: ['validation'] },
            ...{ pixels, joints: new Float32Array(3 * joints) },
          };
          setSeen({ probes, preview, rate: isMoving && answered.length > 1 ? rate : null });
          setProblem(null);
        } catch (error) {
          if (abort.signal.aborted) return;
          setProblem(error instanceof Error ? error.message : String(error));
        }
      }
    };
    void look();
    return () => abort.abort();
  }, [media, square, joints, ask, session]);
  return { seen, problem };
}
