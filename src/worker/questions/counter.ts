import { isLoss } from '../../engine/engine.ts';
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
  readonly #waiting: (() => Promise<unknown>)[] = [];

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
      this.#job(async () => {
        const error = await this.#desk.tasks.run((cancelled) =>
          this.#answer(command, question, AbortSignal.any([abort.signal, cancelled])),
        );
        // The page has its answer; the engine has to be made anew before the next question.
        if (isLoss(error)) throw error;
      });
    }
  }

  /** Answers the prompt questions that wait; called whenever the engine is free. @throws EngineError when its device is lost */
  async answerPrompt(): Promise<void> {
    let error: unknown = null;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) error = (await next()) ?? error;
    if (isLoss(error)) throw error;
  }

  withdraw(number: number): void {
    this.#open.get(number)?.abort(new DOMException('No longer wanted.', 'AbortError'));
  }

  /** The error in place of an answer, if there was one. */
  async #answer({ number, ask }: AskCommand, question: AnyQuestion, signal: AbortSignal): Promise<unknown> {
    try {
      signal.throwIfAborted();
      this.#desk.post({
        kind: 'answer',
        number,
        answer: (await question(ask, { desk: this.#desk, signal, makeStep: this.#makeStep })) as never,
      });
      return null;
    } catch (error) {
      const problem = signal.aborted
        ? ({ code: 'cancelled', severity: 'note', message: 'Cancelled.', cure: 'Nothing was changed.' } as const)
        : problemOf(error);
      this.#desk.post({ kind: 'answer', number, problem });
      return error;
    } finally {
      this.#open.delete(number);
    }
  }
}
