import type { Command, Problem, WorkerEvent } from './protocol.ts';
import type { Answer, Ask, QuestionKind } from './questions/registry.ts';

/** The page's end of the line to the worker in which everything is trained. */
export interface TrainerClient {
  send(command: Command): void;
  /** @throws Refused with the worker's problem; 'cancelled' when `signal` is aborted */
  ask<Kind extends QuestionKind>(question: Kind, ask: Ask<Kind>, signal?: AbortSignal): Promise<Answer<Kind>>;
  dispose(): void;
}

/** A question that the worker did not answer, and why. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'Refused';
    this.problem = problem;
  }
}

interface Waiting {
  resolve(answer: Answer<QuestionKind>): void;
  reject(reason: Refused): void;
}

/** Starts the worker. A worker that dies or sends what cannot be read is told like any other failure. */
export function startTrainer(onEvent: (event: WorkerEvent) => void): TrainerClient {
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), { type: 'module', name: 'trainer' });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const fail = (message: string) => {
    const problem = crash(message);
    for (const { reject } of waiting.values()) reject(new Refused(problem));
    waiting.clear();
    onEvent({ kind: 'problem', problem });
    onEvent({ kind: 'phase', phase: 'failed' });
  };
  worker.onmessage = ({ data: event }: MessageEvent<WorkerEvent>) => {
    if (event.kind !== 'answer') return onEvent(event);
    const { resolve, reject } = waiting.get(event.number) ?? {};
    waiting.delete(event.number);
    if ('problem' in event) reject?.(new Refused(event.problem));
    else resolve?.(event.answer);
  };
  worker.onerror = (event) => fail(event.message || 'The training worker could not be loaded.');
  worker.onmessageerror = () => fail('A message of the training worker could not be read.');
  const send = (command: Command) => worker.postMessage(command);
  return {
    send,
    ask<Kind extends QuestionKind>(question: Kind, ask: Ask<Kind>, signal?: AbortSignal): Promise<Answer<Kind>> {
      const number = asked++;
      signal?.addEventListener('abort', () => send({ kind: 'withdraw', number }), { once: true });
      // The kind and its words fit each other by this function's own type, which a union of pairs cannot follow.
      send({ kind: 'ask', number, question, ask } as unknown as Command);
      return new Promise((resolve, reject) => waiting.set(number, { resolve: resolve as Waiting['resolve'], reject }));
    },
    dispose: () => worker.terminate(),
  };
}

function crash(message: string): Problem {
  return { code: 'unexpected', severity: 'error', message, cure: 'Reload the page; the settings stay in the address.' };
}
