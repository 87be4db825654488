import { isLoss } from '../../engine/engine.ts';
import type { Desk } from '../desk.ts';
import { problemOf } from '../problems.ts';
import type { Command } from '../protocol.ts';
import type { Question } from './question.ts';
import { free, prompt, type QuestionKind, queued } from './registry.ts';

type AskCommand = Extract<Command, { kind: 'ask' }>;

// What the page asked in one kind's words is answered by that kind's function; the union of commands says so.
const questions = { ...free, ...prompt, ...queued } as unknown as Readonly<Record<QuestionKind, Question<unknown, unknown>>>;

/** Milliseconds for which the engine is kept free for the next question of a hand that drags, which would have to wait for a step. */
const courtesy = 120;
/** Milliseconds between two prompt questions, at most, by which a hand is known that drags. */
const dragInterval = 2 * courtesy;

/** Where questions are handed in and answers handed out. */
export class Counter {
  readonly #desk: Desk;
  readonly #job: (work: () => Promise<void>) => void;
  readonly #makeStep: () => Promise<void>;
  readonly #open = new Map<number, AbortController>();
  /** Prompt questions that wait for the first moment in which nobody uses the engine. */
  readonly #waiting: (() => Promise<void>)[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #isDragging = false;
  /** Called when a prompt question comes. */
  #onPrompt = (): void => {};

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
      void this.#answer(command, abort.signal);
    } else if (command.question in prompt) {
      const now = this.#desk.platform.now();
      this.#isDragging = now - this.#askedAt <= dragInterval;
      this.#askedAt = now;
      this.#waiting.push(() => this.#answer(command, abort.signal));
      this.#onPrompt();
      this.#job(() => this.answerPrompt());
    } else {
      this.#job(() => this.#desk.tasks.run((cancelled) => this.#answer(command, AbortSignal.any([abort.signal, cancelled]))));
    }
  }

  /**
   * Answers the prompt questions that wait, and those that follow while a hand drags; called whenever the engine is free.
   * @throws EngineError when its device is lost: those that still wait have their turn once there is another
   */
  async answerPrompt(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await next();
      if (this.#waiting.length === 0 && this.#isDragging) await this.#nextPrompt();
    }
  }

  /** Resolves when the next prompt question comes, or when none has come for a while. */
  #nextPrompt(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, courtesy);
      this.#onPrompt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  withdraw(number: number): void {
    this.#open.get(number)?.abort(new DOMException('No longer wanted.', 'AbortError'));
  }

  /** @throws EngineError when the device is lost: the page has its answer, and the engine has to be made anew before the next question */
  async #answer({ number, question, ask }: AskCommand, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      this.#desk.post({
        kind: 'answer',
        number,
        answer: (await questions[question](ask, { desk: this.#desk, signal, makeStep: this.#makeStep })) as never,
      });
    } catch (error) {
      const problem = signal.aborted
        ? ({ code: 'cancelled', severity: 'note', message: 'Cancelled.', cure: 'Nothing was changed.' } as const)
        : problemOf(error);
      this.#desk.post({ kind: 'answer', number, problem });
      if (isLoss(error)) throw error;
    } finally {
      this.#open.delete(number);
    }
  }
}
