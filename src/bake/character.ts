import type { Random } from '../pose/random.ts';
import { partsOfVertices } from './bodyParts.ts';
import { AS_IT_IS, clothColour, hairColour, skinTone } from './colours.ts';
import type { Fit, Mesh } from './meshJson.ts';
import { morphBody, type Physique } from './morphs.ts';
import { fitRig, type Rig } from './rig.ts';
import type { Material, Recolour, Texture } from './shade.ts';
import { CORE } from './sources.ts';
import type { Wardrobe } from './wardrobe.ts';

/** A person who appears in many pictures, in different clothes. */
export interface Character {
  name: string;
  physique: Physique;
  skin: string;
  skinVariant: number;
  skinTone: Recolour;
  hair: string;
  /** Seeds the colour of the hair, which needs its texture. */
  random: Random;
  eyes: string;
}

/** One layer of a dressed person at rest. */
export interface Layer {
  mesh: Mesh;
  /** [V, 3] metres */
  rest: Float32Array;
  triangles: Uint32Array;
  uvTriangles: Uint32Array;
  texture: Texture;
  material: Material;
  regions?: Uint8Array;
  recolours: readonly Recolour[];
  parts: Uint8Array;
  hidden?: Uint8Array;
}

export interface DressedPerson {
  character: Character;
  outfit: string;
  rig: Rig;
  layers: Layer[];
  /** The top of the skull at rest, metres. */
  headTop: readonly [number, number, number];
}

/** A person of mean or less mean build; `purpose` names the stream and so the person. */
export function createCharacter(name: string, sex: 'female' | 'male', wardrobe: Wardrobe, random: Random): Character {
  const people = ['african', 'asian', 'caucasian'] as const;
  const main = random.pick(people);
  const other = random.pick(people);
  const share = random.uniform(0.65, 1);
  const ethnicity = { african: 0, asian: 0, caucasian: 0 };
  ethnicity[main] += share;
  ethnicity[other] += 1 - share;
  const era = random.pick(['young', 'young', 'young', 'middleage', 'middleage', 'old'] as const);
  const age = era === 'young' ? random.uniform(0, 0.12) : era === 'middleage' ? random.uniform(0.25, 0.45) : random.uniform(0.55, 0.8);
  const bounded = (mean: number, spread: number, low: number, high: number): number =>
    Math.min(high, Math.max(low, mean + random.normal() * spread));
  const features = wardrobe.morphs.keys.filter((key) =>
    /targets\/(head\/head-(oval|round|rectangular|square|triangular|diamond)|chin\/chin-(height|width|prominent)|nose\/nose-(volume|hump|greek|point)).*\.target$/.test(
      key,
    ),
  );
  const details = Object.fromEntries(Array.from({ length: 4 }, () => [random.pick(features), random.uniform(0.1, 0.6)]));
  return {
    name,
    physique: {
      sex,
      age,
      ethnicity,
      muscle: bounded(sex === 'male' ? 0.58 : 0.5, 0.16, 0.15, 0.95),
      weight: bounded(0.52, 0.17, 0.2, 0.95),
      height: bounded(0.5, 0.14, 0.2, 0.8),
      details,
    },
    skin: `${era}_${main}_${sex}`,
    skinVariant: random.int(2),
    skinTone: skinTone(random),
    hair: random.pick(CORE.hair[sex]),
    random: random.fork('hair'),
    eyes: main === 'caucasian' ? random.pick(['brown_eye.png', 'blue_eye.png', 'green_eye.png', 'grey_eye.png']) : 'brown_eye.png',
  };
}

/** vertex = Σ w · body + offset; all in metres. */
export function fitToBody(fit: Fit, body: Float32Array): Float32Array {
  const out = new Float32Array(fit.offsets.length);
  for (let i = 0; i < out.length; i += 3) {
    for (let c = 0; c < 3; c++) {
      let sum = fit.offsets[i + c]! * 0.1;
      for (let k = 0; k < 3; k++) sum += fit.weights[i + k]! * body[fit.refs[i + k]! * 3 + c]!;
      out[i + c] = sum;
    }
  }
  return out;
}

/** Put clothes, shoes, hair and eyes on a body. */
export async function dress(
  character: Character,
  outfit: string,
  shoes: string,
  wardrobe: Wardrobe,
  random: Random,
): Promise<DressedPerson> {
  const { base } = wardrobe;
  const body = morphBody(base.vertices, wardrobe.morphs, character.physique).map((v) => v * 0.1);
  const hidden = new Uint8Array(body.length / 3);
  const layers: Layer[] = [];
  const layer = (mesh: Mesh, rest: Float32Array, looks: Omit<Layer, 'mesh' | 'rest' | 'parts' | 'triangles' | 'uvTriangles'>): Layer => ({
    mesh,
    rest,
    triangles: mesh.triangles,
    uvTriangles: mesh.uvTriangles,
    parts: partsOfVertices(mesh.boneIndices, mesh.boneWeights, mesh.boneNames),
    ...looks,
  });
  const put = async (shelf: 'clothes' | 'hair' | 'eyes', name: string, material: Material, picture?: string): Promise<void> => {
    const piece = await wardrobe.piece(shelf, name, picture);
    const fit = piece.mesh.fit;
    if (!fit) throw new Error(`dress: ${name} does not say how it fits`);
    fit.hides.forEach((hides, v) => {
      if (hides) hidden[v] = 1;
    });
    const { age, ethnicity } = character.physique;
    let recolours: Recolour[] = [AS_IT_IS];
    if (material === 'cloth') recolours = piece.regionHeights.map((height) => clothColour(piece.texture, height < 0, random));
    if (material === 'hair') recolours = [hairColour(piece.texture, age, ethnicity.caucasian < 0.5, character.random.fork('colour'))];
    layers.push(
      layer(piece.mesh, fitToBody(fit, body), {
        texture: piece.texture,
        material,
        recolours,
        ...(material === 'cloth' && { regions: piece.regions }),
      }),
    );
  };
  await put('clothes', outfit, 'cloth');
  await put('clothes', shoes, 'cloth');
  await put('hair', character.hair, 'hair');
  await put('eyes', 'Low-Poly', 'eye', character.eyes);
  const skinLayer = layer(base, body, {
    texture: await wardrobe.skin(character.skin, character.skinVariant),
    material: 'skin',
    recolours: [character.skinTone],
    hidden,
  });
  skinLayer.triangles = wardrobe.bodyTriangles;
  skinLayer.uvTriangles = wardrobe.bodyUvTriangles;
  layers.unshift(skinLayer);
  return { character, outfit, rig: fitRig(base, body), layers, headTop: topOf(skinLayer) };
}

/** The highest vertex of the skin, on the body's middle plane. */
function topOf({ rest, triangles }: Layer): [number, number, number] {
  let best = triangles[0]!;
  for (const v of triangles) if (rest[v * 3 + 1]! > rest[best * 3 + 1]!) best = v;
  return [0, rest[best * 3 + 1]!, rest[best * 3 + 2]!];
}
