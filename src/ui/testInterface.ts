import type { MetricRow } from '../store/metricLog.ts';
import type { Playground } from '../store/playground.ts';
import type { Evaluation } from '../train/events.ts';
import type { Phase, Problem } from '../worker/protocol.ts';

/** What end-to-end tests may ask of the running page, as `window.poseduel`. It only reads; tests act through the page itself. */
interface TestInterface {
  phase(): Phase;
  /** Steps made in this run. */
  steps(): number;
  /** The numbers of the last step; null before the first. */
  metrics(): MetricRow | null;
  /** One number of every step so far. */
  history(name: Exclude<keyof MetricRow, 'step'>): number[];
  evaluation(): Evaluation | null;
  /** The step of the preview on the screen; null when there is none. */
  previewStep(): number | null;
  /** The step that is looked back to; null in the present. */
  lookedBackTo(): number | null;
  /** Of the open run: the steps to which one can look back. */
  moments(): readonly number[];
  /** All runs, by number; the open one's numbers are in `history`. */
  runs(): readonly {
    readonly id: number;
    readonly isOpen: boolean;
    readonly steps: number;
    readonly overlaid: boolean;
    /** The file that it was read from. */
    readonly file: string | null;
  }[];
  /** What is kept in the browser; null where nothing can be. */
  kept(): readonly { readonly step: number; readonly isOpenHere: boolean }[] | null;
  /** Pictures that had to be decoded since the open set was opened, as of the last pause. */
  decoded(): number | null;
  /** Bytes of pictures in memory, as of the last time they were told. */
  pictureBytes(): { readonly spent: number; readonly limit: number } | null;
  engine(): string | null;
  /** Bytes and buffers on the engine's device now, and bytes of the moments of all runs. */
  held(): Promise<{ readonly bytes: number; readonly buffers: number; readonly moments: number }>;
  /** How often the engine's device was lost. */
  losses(): number;
  /** The norms of ∂L_MSE/∂Ĉ and of λ_G ∂L_adv/∂Ĉ for a watched picture, asked of the engine now. */
  pull(probe: number): Promise<{ readonly mse: number; readonly adversarial: number }>;
  problems(): readonly Problem[];
  /** The longest task on the main thread since the last reset, in milliseconds; 0 when none took 50. */
  longestTask(): number;
  resetLongestTask(): void;
}

declare global {
  interface Window {
    poseduel: TestInterface;
  }
}

export function offerTestInterface({ session, log, runs, ask }: Playground): void {
  let longest = 0;
  // Safari has no such entries: there the answer stays 0.
  if (PerformanceObserver.supportedEntryTypes.includes('longtask'))
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
    }).observe({ type: 'longtask' });
  window.poseduel = {
    phase: () => session.getState().phase,
    steps: () => log.length,
    metrics: () => log.last(),
    history: (name) => [...log.column(name)],
    evaluation: () => session.getState().evaluations.at(-1) ?? null,
    previewStep: () => session.getState().preview?.step ?? null,
    lookedBackTo: () => session.getState().lookedBackTo,
    moments: () => session.getState().history?.runs.find(({ id }) => id === session.getState().run?.id)?.steps ?? [],
    runs: () => {
      const { open, records } = runs.store.getState();
      return records.map(({ id, curves, overlaid, file }) => ({
        id,
        isOpen: id === open,
        steps: curves.length,
        overlaid,
        file: file ?? null,
      }));
    },
    kept: () => session.getState().kept?.runs.map(({ step, run }) => ({ step, isOpenHere: run !== null })) ?? null,
    decoded: () => session.getState().pictures?.decoded ?? null,
    pictureBytes: () => session.getState().pictures?.memory ?? null,
    engine: () => session.getState().engine?.description.id ?? null,
    held: async () => ({ ...(await ask('schedule', {})).held, moments: session.getState().history?.bytes ?? 0 }),
    losses: () => session.getState().notices.reduce((sum, { problem, times }) => sum + (problem.code === 'device-lost' ? times : 0), 0),
    pull: async (probe) => {
      const { gradients, lambdaG } = await ask('inspect', { probe, outlines: [], whole: [], gradients: true });
      const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
      return { mse: norm(gradients!.mse), adversarial: lambdaG * norm(gradients!.adversarial) };
    },
    problems: () => session.getState().notices.map((notice) => notice.problem),
    longestTask: () => longest,
    resetLongestTask: () => {
      longest = 0;
    },
  };
}
