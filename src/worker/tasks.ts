import type { Task } from './protocol.ts';

/** The work that the page is shown a progress bar for; one at a time, and it can be cancelled. */
export class Tasks {
  readonly #show: (task: Task | null) => void;
  readonly #now: () => number;
  readonly #between: () => Promise<void>;
  #abort: AbortController | null = null;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isShown = false;
  readonly #ended = new WeakSet<AbortController>();

  /** @param between waited for between two parts of an evaluation: others have a turn */
  constructor(show: (task: Task | null) => void, now: () => number, between: () => Promise<void>) {
    this.#show = show;
    this.#now = now;
    this.#between = between;
  }

  /** The signal of the work that runs. */
  get signal(): AbortSignal {
    return this.#abort?.signal ?? new AbortController().signal;
  }

  /** Runs work that can be cancelled; the page sees it from its first progress on. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      return await work(abort.signal);
    } finally {
      this.#ended.add(abort);
      if (this.#abort === abort) this.#abort = null;
      if (this.#isShown) this.#show(null);
      this.#isShown = false;
    }
  }

  /**
   * Says how far a stage is; at most ten times a second, but for its start and end.
   * @param start where the bar stands as it begins
   */
  progress(name: Task['name'], title: string, start = 0): (done: number) => void {
    const during = this.#abort;
    this.#shownAt = this.#now();
    this.#tell({ name, title, done: start });
    return (done) => {
      // Parts of work that was cancelled may come to their end after it.
      if (during && this.#ended.has(during)) return;
      if (done < 1 && this.#now() - this.#shownAt < 100) return;
      this.#shownAt = this.#now();
      this.#tell({ name, title, done });
    };
  }

  /** Progress of an evaluation that begins now. */
  scoring(): (done: number) => Promise<void> {
    const tell = this.progress('evaluate', 'Scoring held-out pictures');
    return (done) => {
      tell(done);
      return this.#between();
    };
  }

  cancel(): void {
    this.#abort?.abort(new DOMException('Cancelled by the user.', 'AbortError'));
  }

  #tell(task: Task): void {
    this.#isShown = true;
    this.#show(task);
  }
}
