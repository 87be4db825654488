import type { Command, Problem, WorkerEvent } from './protocol.ts';
import type { Answer, Ask, QuestionKind } from './questions/registry.ts';

/** The page's end of the line to the worker in which everything is trained. */
export interface TrainerClient {
  /** When the worker is gone, a command that begins something starts another; any other is in vain. */
  send(command: Command): void;
  /** @throws Refused with the worker's problem; 'cancelled' when `signal` is aborted */
  ask<Kind extends QuestionKind>(question: Kind, ask: Ask<Kind>, signal?: AbortSignal): Promise<Answer<Kind>>;
  /** Ends the worker, however busy it is, and starts another. */
  restart(): void;
  dispose(): void;
}

/** Who is told what comes from the worker, and what does not. */
export interface TrainerListener {
  event(event: WorkerEvent): void;
  /** The worker is gone, with all that it had. */
  died(why: string): void;
  /** Whether it has said nothing for long, though asked. It may be stuck, or make one very long step. */
  silent(isSilent: boolean): void;
}

/** What a client needs of its worker. */
export type Line = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onmessageerror' | 'onerror'>;

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

/** Milliseconds between two looks at the worker; and after how many in silence it is called silent: while a task runs, and otherwise. */
const beat = 5000;
const patience = { busy: 24, idle: 4 } as const;

const beginnings: ReadonlySet<Command['kind']> = new Set(['open', 'go-on', 'open-run']);

const startThread = (): Line => new Worker(new URL('./trainer.worker.ts', import.meta.url), { type: 'module', name: 'trainer' });

/** Starts the worker and watches over it. */
export function startTrainer(listener: TrainerListener, start = startThread): TrainerClient {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let line: Line | null = null;
  // A worker is busy until it has spoken.
  let isBusy = true;
  let isSilent = false;
  // Looks, not time: a machine that slept has not waited.
  let looks = 0;

  const begin = (): Line => {
    const mine = start();
    line = mine;
    isBusy = true;
    const die = (why: string) => {
      if (line !== mine) return;
      end();
      listener.died(why);
    };
    mine.onmessage = ({ data: event }: MessageEvent<WorkerEvent>) => {
      if (line !== mine) return;
      looks = 0;
      hear(false);
      if (event.kind === 'task') isBusy = event.task !== null;
      else if (event.kind === 'phase') isBusy = false;
      if (event.kind === 'answer') return answer(event);
      // A worker holds its lock as long as it lives, however it ends; some ends come with no other word.
      if (event.kind === 'holds') void navigator.locks.request(event.lock, () => die('it ended without a word'));
      listener.event(event);
    };
    mine.onerror = (event) => die(event.message || 'it could not be loaded');
    mine.onmessageerror = () => die('a message of it could not be read');
    return mine;
  };
  const answer = (event: Extract<WorkerEvent, { kind: 'answer' }>) => {
    const { resolve, reject } = waiting.get(event.number) ?? {};
    waiting.delete(event.number);
    if ('problem' in event) reject?.(new Refused(event.problem));
    else resolve?.(event.answer);
  };
  const end = () => {
    line?.terminate();
    line = null;
    looks = 0;
    hear(false);
    for (const { reject } of waiting.values()) reject(new Refused(unanswered));
    waiting.clear();
  };
  const hear = (silent: boolean) => {
    if (isSilent === silent) return;
    isSilent = silent;
    listener.silent(silent);
  };
  const timer = setInterval(() => {
    if (looks === 0) line?.postMessage({ kind: 'are-you-there' } satisfies Command);
    if (line) looks++;
    if (looks > patience[isBusy ? 'busy' : 'idle']) hear(true);
  }, beat);
  const send = (command: Command) => (line ?? (beginnings.has(command.kind) ? begin() : null))?.postMessage(command);
  begin();
  return {
    send,
    ask<Kind extends QuestionKind>(question: Kind, ask: Ask<Kind>, signal?: AbortSignal): Promise<Answer<Kind>> {
      if (!line) return Promise.reject(new Refused(unanswered));
      const number = asked++;
      signal?.addEventListener('abort', () => waiting.has(number) && send({ kind: 'withdraw', number }), { once: true });
      // The kind and its words fit each other by this function's own type, which a union of pairs cannot follow.
      send({ kind: 'ask', number, question, ask } as unknown as Command);
      return new Promise((resolve, reject) => waiting.set(number, { resolve: resolve as Waiting['resolve'], reject }));
    },
    restart() {
      end();
      begin();
    },
    dispose() {
      clearInterval(timer);
      end();
    },
  };
}

const unanswered: Problem = {
  ...{ code: 'cancelled', severity: 'note', message: 'Not answered: the training worker is gone.' },
  cure: 'Ask again when the run goes on.',
};
