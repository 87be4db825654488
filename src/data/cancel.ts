import { DataError } from './dataset.ts';

/** Throws the `DataError` of a cancelled task when the signal has been given. */
export function stopIfCancelled(signal: AbortSignal | undefined, file: string): void {
  if (!signal?.aborted) return;
  throw new DataError('cancelled', { file, problem: 'reading was cancelled', cure: 'Open it again when you like.' });
}

/** Lets the event loop turn once: a worker then hears its messages. A message and not a timer: timers are slowed in hidden tabs. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Calls `breathe` when the last one was over `milliseconds` ago; for loops that would hold a worker for long. */
export function breather(signal: AbortSignal | undefined, file: string, milliseconds = 30): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await breathe();
    stopIfCancelled(signal, file);
    last = performance.now();
  };
}
