import { DataError } from '../../data/dataset.ts';
import { EngineError } from '../../engine/engine.ts';
import { ProgressBar } from './progressBar.ts';

/** A command line that cannot be run; the message says what to change. */
export class UsageError extends Error {}

export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** What a command works with. */
export interface Terminal {
  readonly bar: ProgressBar;
  /** Aborted by Ctrl-C or a polite end (SIGTERM). */
  readonly signal: AbortSignal;
}

/** A command of `npm run NAME`. */
interface Command<Options> {
  readonly name: string;
  /** The text of `--help`. */
  readonly help: string;
  /** @throws UsageError */
  readonly read: (args: readonly string[]) => Options | 'help';
  /** Resolves to the exit code. */
  readonly run: (options: Options, terminal: Terminal) => Promise<number>;
}

/**
 * Runs a command, and sets the exit code: what it returns, or one for what it throws, with a message on stderr.
 * The first Ctrl-C only sets the signal; the second ends the process at once, as it always does.
 */
export async function runCommand<Options>({ name, help, read, run }: Command<Options>): Promise<void> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort(new Error('interrupted')));
  const bar = new ProgressBar(process.stderr);
  try {
    const options = read(process.argv.slice(2));
    if (options === 'help') console.log(help);
    else process.exitCode = await run(options, { bar, signal: interrupt.signal });
  } catch (error) {
    bar.clear();
    process.exitCode = interrupt.signal.aborted ? exitCodes.interrupted : error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
    if (!interrupt.signal.aborted) console.error(messageOf(error, name));
  }
}

function messageOf(error: unknown, name: string): string {
  if (error instanceof UsageError) return `${error.message} See npm run ${name} -- --help.`;
  if (error instanceof DataError) return `${error.message}\n${error.cure}`;
  if (error instanceof EngineError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
