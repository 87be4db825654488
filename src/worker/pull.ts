import type { Evaluation, Preview } from '../train/events.ts';
import { type StepRow, toColumns } from './columns.ts';
import type { Problem, WorkerEvent } from './protocol.ts';
import type { Run } from './run.ts';

/** Milliseconds between two messages of steps, at least. */
const interval = 100;

/** Who looks at what comes before it is handed over to the page. */
export interface Watcher {
  step(row: StepRow): void;
  evaluation(evaluation: Evaluation): void;
  preview(run: Run, preview: Preview): Promise<void>;
}

/** Pulls a run's events and passes them on to the page, steps in bunches. */
export class Puller {
  readonly #post: (event: WorkerEvent) => void;
  readonly #now: () => number;
  readonly #watcher: Watcher;
  #rows: StepRow[] = [];
  #joints = 0;
  #postedAt = Number.NEGATIVE_INFINITY;
  #steppedAt = 0;

  constructor(post: (event: WorkerEvent) => void, now: () => number, watcher: Watcher) {
    this.#post = post;
    this.#now = now;
    this.#watcher = watcher;
  }

  /** The time of the next step counts from now. */
  begin(): void {
    this.#steppedAt = this.#now();
  }

  /**
   * Passes on the run's next event; a problem when the run has ended by it.
   * @param goesOn whether another will be pulled
   */
  async pull(run: Run, goesOn: boolean): Promise<Problem | null> {
    const event = await run.next(goesOn);
    switch (event?.kind) {
      case 'step': {
        const now = this.#now();
        this.#joints = run.duel.joints;
        const { metrics, lambdaG, gamma, waited } = event;
        const row = { ...metrics, lambdaG, gamma, waited, milliseconds: now - this.#steppedAt };
        this.#rows.push(row);
        this.#watcher.step(row);
        this.#steppedAt = now;
        if (now - this.#postedAt >= interval) this.flush();
        return null;
      }
      case 'evaluation':
      case 'preview':
        this.flush();
        if (event.kind === 'preview') await this.#watcher.preview(run, event.preview);
        else this.#watcher.evaluation(event.evaluation);
        this.#post(event);
        this.begin();
        return null;
      case 'diverged':
        this.flush();
        return {
          code: 'diverged',
          severity: 'error',
          message: `A loss was no longer a number at step ${event.step}. The weights are those of step ${event.restoredStep} again.`,
          cure: 'Lower the learning rates or λ_G and start a new run. The last good weights can be downloaded.',
        };
      case undefined:
        return null;
      default:
        return event satisfies never;
    }
  }

  /** Sends the steps that wait. */
  flush(): void {
    if (this.#rows.length === 0) return;
    this.#post({ kind: 'steps', steps: toColumns(this.#rows, this.#joints) });
    this.#rows = [];
    this.#postedAt = this.#now();
  }
}
