import { DataError } from '../data/dataset.ts';
import { EngineError, type EngineErrorCode } from '../engine/engine.ts';
import type { Problem } from './protocol.ts';
import { Unanswerable } from './questions/question.ts';

const engineCures: Readonly<Record<EngineErrorCode, string>> = {
  unavailable: 'Choose another engine from the menu.',
  'device-lost': 'The run goes on from its last good state; if it happens again, choose another engine.',
  'out-of-memory': 'Choose a smaller size of the networks, or close other pages.',
  compile: 'Choose another engine from the menu, or update the browser.',
  internal: 'Choose another engine from the menu; the weights are kept.',
};

/** A setting that no run can have. */
export class BadSetting extends Error {
  override name = 'BadSetting';
}

/** What the page is told of an error. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DataError || error instanceof Unanswerable)
    return { code: error.code, severity: 'error', message: error.message, cure: error.cure };
  if (error instanceof BadSetting)
    return { code: 'bad-config', severity: 'error', message: error.message, cure: 'Change it, then start the run again.' };
  if (error instanceof EngineError)
    return { code: error.code, severity: 'error', message: error.message, cure: engineCures[error.code], stack: stackOf(error) };
  return {
    code: 'unexpected',
    severity: 'error',
    message: error instanceof Error ? error.message : String(error),
    cure: 'Restart the run; if it happens again, reload the page. The settings stay in the address.',
    stack: stackOf(error),
  };
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
