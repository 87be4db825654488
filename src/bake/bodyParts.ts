/** The parts of a body that a surface point can belong to; `thing` is not a body. */
// biome-ignore format: one row a limb reads better
export const PARTS = [
  'thing', 'head', 'neck', 'torso', 'pelvis',
  'upperArmL', 'foreArmL', 'handL', 'thighL', 'shinL', 'footL',
  'upperArmR', 'foreArmR', 'handR', 'thighR', 'shinR', 'footR',
] as const;
export type Part = (typeof PARTS)[number];

const LIMBS: readonly (readonly [RegExp, string])[] = [
  [/^(upperarm|shoulder01)/, 'upperArm'],
  [/^lowerarm/, 'foreArm'],
  [/^(wrist|finger|metacarpal)/, 'hand'],
  [/^upperleg/, 'thigh'],
  [/^lowerleg/, 'shin'],
  [/^(foot|toe)/, 'foot'],
];

/** The part that a bone of the MakeHuman rig moves. */
function partOfBone(bone: string): Part {
  for (const [pattern, limb] of LIMBS) if (pattern.test(bone)) return `${limb}${bone.endsWith('.L') ? 'L' : 'R'}` as Part;
  if (/^(root|pelvis|spine05)/.test(bone)) return 'pelvis';
  if (/^(spine|clavicle|breast)/.test(bone)) return 'torso';
  return /^neck/.test(bone) ? 'neck' : 'head';
}

/** [V] the part of each vertex: that of its heaviest bone. */
export function partsOfVertices(boneIndices: Uint16Array, boneWeights: Float32Array, boneNames: readonly string[]): Uint8Array {
  const partOf = Uint8Array.from(boneNames, (name) => PARTS.indexOf(partOfBone(name)));
  const out = new Uint8Array(boneIndices.length / 4);
  for (let v = 0; v < out.length; v++) {
    let best = 0;
    for (let k = 1; k < 4; k++) if (boneWeights[v * 4 + k]! > boneWeights[v * 4 + best]!) best = k;
    out[v] = partOf[boneIndices[v * 4 + best]!]!;
  }
  return out;
}
