import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Who a body is, in MakeHuman's macro terms. */
export interface Physique {
  sex: 'female' | 'male';
  /** 0 = 25 years, 1 = 90 years. */
  age: number;
  /** Shares of the three ancestries; they sum to 1. */
  ethnicity: { african: number; asian: number; caucasian: number };
  /** 0 … 1 with ½ average. */
  muscle: number;
  weight: number;
  height: number;
  /** Other targets by their key, with their strength 0 … 1. */
  details: Record<string, number>;
}

const VERTICES = 19158;

/** The body morphs of `targets.bin`: int16 thousandths of a decimetre, in the sorted order of the keys of the list. */
export interface Morphs {
  keys: readonly string[];
  /** [V, 3] offsets in thousandths of a decimetre. Throws on a key that is not in the list. */
  read(key: string): Int16Array;
}

export function openMorphs(listPath: string, binaryPath: string): Morphs {
  const list = JSON.parse(readFileSync(listPath, 'utf8')) as { targets: Record<string, unknown> };
  const keys = Object.keys(list.targets).sort();
  const index = new Map(keys.map((key, i) => [key, i]));
  const cache = new Map<string, Int16Array>();
  return {
    keys,
    read(key) {
      const held = cache.get(key);
      if (held) return held;
      const at = index.get(key);
      if (at === undefined) throw new Error(`morphs: no target ${key}`);
      const values = new Int16Array(VERTICES * 3);
      const file = openSync(binaryPath, 'r');
      readSync(file, new Uint8Array(values.buffer), 0, values.byteLength, at * values.byteLength);
      closeSync(file);
      cache.set(key, values);
      return values;
    },
  };
}

const MACRO = 'data/targets/macrodetails';

/** A value 0 … 1 as shares of the poses min, average and max of a morph. */
function thirds(value: number): [string, number][] {
  return [
    ['min', Math.max(0, 1 - 2 * value)],
    ['average', 1 - Math.abs(2 * value - 1)],
    ['max', Math.max(0, 2 * value - 1)],
  ];
}

/** MakeHuman's macro rules: every combination of the factors is a target, weighted by the product of its shares. */
export function morphWeights({ sex, age, ethnicity, muscle, weight, height, details }: Physique): Map<string, number> {
  const weights = new Map<string, number>();
  const put = (key: string, value: number): void => {
    if (value > 1e-3) weights.set(key, value);
  };
  const ages: [string, number][] = [
    ['young', 1 - age],
    ['old', age],
  ];
  for (const [years, a] of ages) {
    for (const [people, share] of Object.entries(ethnicity)) put(`${MACRO}/${people}-${sex}-${years}.target`, a * share);
    for (const [m, mShare] of thirds(muscle)) {
      for (const [w, wShare] of thirds(weight)) {
        const build = `${sex}-${years}-${m}muscle-${w}weight`;
        const share = a * mShare * wShare;
        put(`${MACRO}/universal-${build}.target`, share);
        put(`${MACRO}/height/${build}-${height < 0.5 ? 'min' : 'max'}height.target`, share * Math.abs(2 * height - 1));
      }
    }
  }
  for (const [key, value] of Object.entries(details)) put(key, value);
  return weights;
}

/** The base mesh with its morphs, [V, 3] in decimetres. A target that the package lacks has no effect, as in MakeHuman. */
export function morphBody(base: Float32Array, morphs: Morphs, physique: Physique): Float32Array {
  const body = Float32Array.from(base);
  const known = new Set(morphs.keys);
  for (const [key, weight] of morphWeights(physique)) {
    if (!known.has(key)) continue;
    const offsets = morphs.read(key);
    for (let i = 0; i < body.length; i++) body[i]! += offsets[i]! * weight * 1e-3;
  }
  return body;
}
