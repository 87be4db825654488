import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** Whether a flag takes a word, or stands alone. */
type Kinds = Readonly<Record<string, 'word' | 'switch'>>;
type Flags<K extends Kinds> = { readonly [Name in keyof K]: K[Name] extends 'switch' ? boolean : string | null };

/**
 * Reads `--name value`, `--name=value` and `--switch`.
 * @throws UsageError
 */
export function readFlags<K extends Kinds>(args: readonly string[], kinds: K): Flags<K> | 'help' {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { type: kind === 'word' ? 'string' : 'boolean' } as const]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean', short: 'h' } }, strict: true });
    const given: Readonly<Record<string, string | boolean | undefined>> = values;
    if (given.help) return 'help';
    return Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [name, given[name] ?? (kind === 'word' ? null : false)]),
    ) as Flags<K>;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.`);
  }
}

/** @throws UsageError when it was not given */
export function required(flag: string, value: string | null): string {
  if (value === null || value === '') throw new UsageError(`${flag} is missing.`);
  return value;
}

/** @throws UsageError */
export function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}

/** Threads of the WebAssembly engine; as many as the processor runs unless told. */
export function threadsOf(text: string | null): number {
  return wholeNumber('threads', text ?? String(availableParallelism()), 1, 64);
}
