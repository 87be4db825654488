import type { Desk } from '../desk.ts';
import { problemOf } from '../problems.ts';
import type { Command } from '../protocol.ts';
import type { Question } from './question.ts';
import { free, prompt, queued } from './registry.ts';

type AskCommand = Extract<Command, { kind: 'ask' }>;
// What the page asked in one kind's words is answered by that kind's function; the union of commands says so.
type AnyQuestion = Question<unknown, unknown>;

/** Where questions are handed in and answers handed out. */
export class Counter {
  readonly #desk: Desk;
  readonly #job: (work: () => Promise<void>) => void;
  readonly #makeStep: () => Promise<void>;
  readonly #open = new Map<number, AbortController>();
  /** Prompt questions that wait for the first moment in which nobody uses the engine. */
  readonly #waiting: (() => Promise<void>)[] = [];

  /**
   * @param job puts work into the queue in which steps are made
   * @param makeStep makes a step, from within a job
   */
  constructor(desk: Desk, job: (work: () => Promise<void>) => void, makeStep: () => Promise<void>) {
    this.#makeStep = makeStep;
    this.#desk = desk;
    this.#job = job;
  }

  ask(command: AskCommand): void {
    const abort = new AbortController();
    this.#open.set(command.number, abort);
    if (command.question in free) {
      void this.#answer(command, (free as Record<string, AnyQuestion>)[command.question]!, abort.signal);
    } else if (command.question in prompt) {
      const question = (prompt as unknown as Record<string, AnyQuestion>)[command.question]!;
      this.#waiting.push(() => this.#answer(command, question, abort.signal));
      this.#job(() => this.answerPrompt());
    } else {
      const question = (queued as unknown as Record<string, AnyQuestion>)[command.question]!;
      this.#job(() => this.#desk.tasks.run((cancelled) => this.#answer(command, question, AbortSignal.any([abort.signal, cancelled]))));
    }
  }

  /** Answers the prompt questions that wait; called whenever the engine is free. */
  async answerPrompt(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
  }

  withdraw(number: number): void {
    this.#open.get(number)?.abort(new DOMException('No longer wanted.', 'AbortError'));
  }

  async #answer({ number, ask }: AskCommand, question: AnyQuestion, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      this.#desk.post({
        kind: 'answer',
        number,
        answer: (await question(ask, { desk: this.#desk, signal, makeStep: this.#makeStep })) as never,
      });
    } catch (error) {
      const problem = signal.aborted
        ? ({ code: 'cancelled', severity: 'note', message: 'Cancelled.', cure: 'Nothing was changed.' } as const)
        : problemOf(error);
      this.#desk.post({ kind: 'answer', number, problem });
    } finally {
      this.#open.delete(number);
    }
  }
}
