import type { PresetName } from '../../src/network/presets.ts';
import type { BrowserEngine, Measurement } from './measurement.ts';

export interface Job {
  readonly engine: BrowserEngine;
  readonly preset: PresetName;
  /** Milliseconds. */
  readonly budget: number;
}

export type Answer =
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'failed'; readonly problem: string };

declare global {
  interface Window {
    measure(job: Job): Promise<Measurement>;
  }
}

window.measure = (job) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = ({ message }) => reject(new Error(message || 'the worker does not start'));
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      worker.terminate();
      if (data.kind === 'measured') resolve(data.measurement);
      else reject(new Error(data.problem));
    };
    worker.postMessage(job);
  });
