import type { MatStruct, MatValue } from './matArray.ts';

/** A field of an element of a struct array that is a struct array itself; null when it is not, or there is no such element. */
export function structAt(value: MatValue | null, index: number, field: string): MatStruct | null {
  const found = fieldAt(value, index, field);
  return found?.kind === 'struct' && found.count > 0 ? found : null;
}

/** The first number of a field; a text of digits counts as its number; null when there is none. */
export function numberAt(value: MatValue | null, index: number, field: string): number | null {
  const found = fieldAt(value, index, field);
  if (found?.kind === 'numbers') return found.values[0] ?? null;
  const text = found?.kind === 'text' ? (found.rows[0] ?? '') : '';
  return /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

/** The numbers of a field; empty when it has none. */
export function numbersAt(value: MatValue | null, index: number, field: string): Float64Array {
  const found = fieldAt(value, index, field);
  return found?.kind === 'numbers' ? found.values : new Float64Array(0);
}

/** The text of a field; '' when it has none. */
export function textAt(value: MatValue | null, index: number, field: string): string {
  const found = fieldAt(value, index, field);
  return found?.kind === 'text' ? (found.rows[0] ?? '') : '';
}

function fieldAt(value: MatValue | null, index: number, field: string): MatValue | null {
  return value?.kind === 'struct' && index < value.count ? value.get(index, field) : null;
}
