import type { DataErrorCode } from '../../data/dataset.ts';
import type { Desk } from '../desk.ts';
import type { Run } from '../run.ts';

/** What a question may use beside its own words. */
export interface Asked {
  readonly desk: Desk;
  /** Aborted when the page no longer wants to know. */
  readonly signal: AbortSignal;
  /** Makes one step of the run and tells the page of it; for a queued question only. Training pauses. */
  readonly makeStep: () => Promise<void>;
}

/**
 * Answers one kind of question of the page. What goes in and out crosses the border by structured clone: plain data, typed arrays (their
 * buffers are handed over), blobs. What it throws reaches the page as a `Problem`. A new question is one file and one line in the registry.
 */
export type Question<Ask, Answer> = (ask: Ask, asked: Asked) => Promise<Answer>;

/** A question that cannot be answered as things are: what is wrong, and what to do. */
export class Unanswerable extends Error {
  readonly code: DataErrorCode | 'no-run';
  readonly cure: string;
  constructor(code: DataErrorCode | 'no-run', message: string, cure: string) {
    super(message);
    this.name = 'Unanswerable';
    this.code = code;
    this.cure = cure;
  }
}

/** @throws Unanswerable 'no-run' */
export function runOf({ desk }: Asked): Run {
  if (desk.run && !desk.hasFailed) return desk.run;
  throw new Unanswerable('no-run', 'There is no run to ask.', 'Open a dataset, or restart the run, first.');
}
