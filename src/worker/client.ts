import type { Command, Problem, WorkerEvent } from './protocol.ts';

/** The page's end of the line to the worker in which everything is trained. */
export interface TrainerClient {
  send(command: Command): void;
  dispose(): void;
}

/** Starts the worker. A worker that dies or sends what cannot be read is told like any other failure. */
export function startTrainer(onEvent: (event: WorkerEvent) => void): TrainerClient {
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), { type: 'module', name: 'trainer' });
  const fail = (message: string) => {
    onEvent({ kind: 'problem', problem: crash(message) });
    onEvent({ kind: 'phase', phase: 'failed' });
  };
  worker.onmessage = (message: MessageEvent<WorkerEvent>) => onEvent(message.data);
  worker.onerror = (event) => fail(event.message || 'The training worker could not be loaded.');
  worker.onmessageerror = () => fail('A message of the training worker could not be read.');
  return {
    send: (command) => worker.postMessage(command),
    dispose: () => worker.terminate(),
  };
}

function crash(message: string): Problem {
  return { code: 'unexpected', severity: 'error', message, cure: 'Reload the page; the settings stay in the address.' };
}
