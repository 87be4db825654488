import { isRecord, type JsonRecord } from './cocoRecords.ts';
import { DataError } from './dataset.ts';
import type { Hdf5 } from './hdf5.ts';

/** The skeleton of a SLEAP file. */
export interface SleapSkeleton {
  readonly joints: readonly string[];
  readonly limbs: readonly (readonly [string, string])[];
  /** From its symmetries; null without. */
  readonly mirror: readonly number[] | null;
}

/** The first skeleton in `metadata`'s JSON. @throws DataError 'bad-annotation' */
export function readSleapSkeleton(h5: Hdf5, file: string): SleapSkeleton {
  const root = parsed(h5.attribute('metadata', 'json'));
  const nodes = recordsOf(root?.nodes).map(({ name }) => (typeof name === 'string' ? name : ''));
  const skeleton = recordsOf(root?.skeletons)[0];
  const order = recordsOf(skeleton?.nodes).map(({ id }) => (isRecord(id) ? -1 : Number(id)));
  const joints = order.map((id) => nodes[id] ?? '');
  if (joints.length === 0 || joints.length > 512 || joints.includes('') || new Set(joints).size < joints.length) {
    throw new DataError('bad-annotation', {
      file,
      place: 'metadata, json',
      problem: 'there is no skeleton with named nodes in it',
      cure: 'Save the project again with a current SLEAP.',
    });
  }
  const limbs: [string, string][] = [];
  const mirror = joints.map((_, j) => j);
  let isMirrored = false;
  for (const link of recordsOf(skeleton?.links)) {
    const [a, b] = [nodes[Number(link.source)], nodes[Number(link.target)]];
    if (a === undefined || b === undefined || a === b) continue;
    const [i, k] = [joints.indexOf(a), joints.indexOf(b)];
    if (kindOf(link.type) === 1) limbs.push([a, b]);
    // A symmetry stands there once each way.
    else if (kindOf(link.type) === 2 && i >= 0 && k >= 0 && (mirror[i] === i || mirror[i] === k) && (mirror[k] === k || mirror[k] === i)) {
      [mirror[i], mirror[k]] = [k, i];
      isMirrored = true;
    }
  }
  return { joints, limbs, mirror: isMirrored ? mirror : null };
}

/** 1 for bones, 2 for symmetries: as jsonpickle writes an enumeration, the first time in full and then by number. */
function kindOf(type: unknown): number {
  if (!isRecord(type)) return 0;
  if (typeof type['py/id'] === 'number') return type['py/id'];
  const reduced = Array.isArray(type['py/reduce']) ? (type['py/reduce'][1] as unknown) : null;
  const tuple = isRecord(reduced) ? reduced['py/tuple'] : null;
  return Array.isArray(tuple) ? Number(tuple[0]) : 0;
}

/** A JSON object from a text; null when it is none. */
export function parsed(text: unknown): JsonRecord | null {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : null;
    return isRecord(value) ? value : null;
  } catch {
    // What is no JSON holds nothing; the caller says what is missing.
    return null;
  }
}

function recordsOf(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
