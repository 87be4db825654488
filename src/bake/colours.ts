import type { Random } from '../pose/random.ts';
import type { Vec3 } from './rotation.ts';
import type { Recolour, Texture } from './shade.ts';

export const AS_IT_IS: Recolour = [1, 0, 0, 0, 1, 0, 0, 0, 1];

const WEIGHTS: Vec3 = [0.2126, 0.7152, 0.0722];
const toLinear = (byte: number): number => (byte / 255) ** 2.2;
const fromHex = (hex: string): Vec3 => [0, 2, 4].map((at) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16))) as unknown as Vec3;

/** Colours that cloth is sold in; none that could pass for skin, since people here are always dressed and must look it. */
const DYES = [
  'e8e4da',
  'b9b4a8',
  '6b6f75',
  '2b2e34',
  '1f2a44',
  '35507e',
  '6f93b8',
  '7a2430',
  'b4413c',
  'c98a3c',
  'd9c27a',
  '4d5f3a',
  '7f9470',
  '2f6b62',
  '5d4a6e',
  '556b8d',
  '3d4a52',
  '9fb7c9',
  'e07b39',
  '9b2d5b',
].map(fromHex);
const TROUSERS = ['2b2e34', '1f2a44', '35507e', '4a5f7d', '6b6f75', '6e6a5c', 'c9c3b3', '3d4a52', '3f4a38', '22252b', '9aa0a6'].map(
  fromHex,
);
/** And hair grows in. */
const HAIR: Record<string, Vec3> = {
  black: fromHex('1c1714'),
  dark: fromHex('33241b'),
  brown: fromHex('5a3d28'),
  auburn: fromHex('7a4526'),
  blond: fromHex('b08d57'),
  grey: fromHex('9a9791'),
  white: fromHex('d5d2cb'),
};

const means = new WeakMap<Texture, number>();

/** Mean linear luminance of the opaque part of a texture. */
function meanLuminance(texture: Texture): number {
  const held = means.get(texture);
  if (held !== undefined) return held;
  let sum = 0;
  let count = 1e-6;
  for (let p = 0; p < texture.pixels.length; p += 28) {
    if (texture.pixels[p + 3]! < 128) continue;
    for (let c = 0; c < 3; c++) sum += WEIGHTS[c]! * toLinear(texture.pixels[p + c]!);
    count++;
  }
  means.set(texture, sum / count);
  return sum / count;
}

/** Keep the weave's light and dark, replace its colour: the mean becomes `colour`. */
function dye(texture: Texture, colour: Vec3): Recolour {
  const gain = 1 / Math.max(0.03, meanLuminance(texture));
  return colour.flatMap((c) => WEIGHTS.map((w) => c * w * gain));
}

/** Turn the hue by `angle` about the grey axis. */
function turnHue(angle: number, gain: number): Recolour {
  const cos = Math.cos(angle);
  const a = (1 - cos) / 3;
  const b = Math.sin(angle) / Math.sqrt(3);
  // A third of the way to grey: full turns of bright blue look like neon.
  return [cos + a, a - b, a + b, a + b, cos + a, a - b, a - b, a + b, cos + a].map((m, i) => (m * 0.65 + WEIGHTS[i % 3]! * 0.35) * gain);
}

/** A new colour for one piece of cloth, quieter for what is worn low; nearly half keep their own. */
export function clothColour(texture: Texture, low: boolean, random: Random): Recolour {
  const choice = random.uniform();
  const gain = random.uniform(0.75, 1.25);
  if (choice < 0.45) return AS_IT_IS.map((m) => m * gain);
  if (choice < 0.55 && !low) return turnHue(random.uniform(-Math.PI, Math.PI), gain);
  return dye(texture, random.pick(low ? TROUSERS : DYES));
}

/** A hair colour that goes with age and ancestry. */
export function hairColour(texture: Texture, age: number, dark: boolean, random: Random): Recolour {
  const grey = random.uniform() < (age - 0.25) * 1.6;
  const names = grey ? ['grey', 'white', 'grey'] : dark ? ['black', 'black', 'dark'] : ['dark', 'brown', 'brown', 'auburn', 'blond'];
  return dye(texture, HAIR[random.pick(names)]!);
}

/** Skin a little lighter or darker, a little warmer or cooler than painted. */
export function skinTone(random: Random): Recolour {
  const gain = random.uniform(0.82, 1.12);
  const warm = random.uniform(-0.04, 0.04);
  return [gain * (1 + warm), 0, 0, 0, gain, 0, 0, 0, gain * (1 - warm)];
}
