import { normalize, type Vec3 } from './rotation.ts';
import type { Sources } from './sources.ts';

/** Light from all round: an equirectangular picture in linear RGB, or something like one. */
export interface Environment {
  name: string;
  width: number;
  height: number;
  /** [height, width, 3] linear radiance, mean luminance about 1; row 0 is straight up, the middle column is +z. */
  pixels: Float32Array;
  /** [9, 3] spherical harmonics of the irradiance over π (Ramamoorthi and Hanrahan 2001): what a white matt surface shows. */
  harmonics: Float32Array;
  /** Where most light comes from. */
  sun: { direction: Vec3; colour: Vec3; share: number };
}

/** Radiance in a direction, bilinear, written to `out`. */
export function sampleEnvironment(env: Environment, x: number, y: number, z: number, out: Float32Array): void {
  const { width, height, pixels } = env;
  const u = ((Math.atan2(x, z) / (2 * Math.PI) + 0.5) * width - 0.5 + width) % width;
  const v = Math.min(height - 1, Math.max(0, (Math.acos(Math.min(1, Math.max(-1, y))) / Math.PI) * height - 0.5));
  const x0 = Math.floor(u);
  const y0 = Math.min(height - 2, Math.floor(v));
  const fx = u - x0;
  const fy = v - y0;
  const a = (y0 * width + x0) * 3;
  const b = (y0 * width + ((x0 + 1) % width)) * 3;
  const row = width * 3;
  for (let c = 0; c < 3; c++) {
    const top = pixels[a + c]! * (1 - fx) + pixels[b + c]! * fx;
    const bottom = pixels[a + row + c]! * (1 - fx) + pixels[b + row + c]! * fx;
    out[c] = top * (1 - fy) + bottom * fy;
  }
}

/** The nine real harmonics of a direction. */
function basis(x: number, y: number, z: number): number[] {
  return [
    0.282095,
    0.488603 * y,
    0.488603 * z,
    0.488603 * x,
    1.092548 * x * y,
    1.092548 * y * z,
    0.315392 * (3 * z * z - 1),
    1.092548 * x * z,
    0.546274 * (x * x - y * y),
  ];
}

/** What a white matt surface with the normal (x, y, z) shows under the environment, written to `out`. */
export function irradiance(harmonics: Float32Array, x: number, y: number, z: number, out: Float32Array): void {
  const b = basis(x, y, z);
  for (let c = 0; c < 3; c++) {
    let sum = 0;
    for (let k = 0; k < 9; k++) sum += harmonics[k * 3 + c]! * b[k]!;
    out[c] = Math.max(0, sum);
  }
}

const luminance = (r: number, g: number, b: number): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Measure a picture of radiance: scale it to mean luminance 1, find its sun, project it on the harmonics. */
export function createEnvironment(name: string, width: number, height: number, pixels: Float32Array): Environment {
  let total = 0;
  let weight = 0;
  for (let y = 0; y < height; y++) {
    const solid = Math.sin(((y + 0.5) / height) * Math.PI);
    for (let x = 0; x < width; x++) {
      const p = (y * width + x) * 3;
      total += Math.min(20, luminance(pixels[p]!, pixels[p + 1]!, pixels[p + 2]!)) * solid;
      weight += solid;
    }
  }
  const gain = weight / Math.max(1e-6, total);
  const harmonics = new Float32Array(27);
  const bright = new Float64Array(7); // Σ direction, Σ colour, Σ weight over the brightest pixels
  // The cosine lobe's share of each band, over π.
  const band = [1, 2 / 3, 2 / 3, 2 / 3, 1 / 4, 1 / 4, 1 / 4, 1 / 4, 1 / 4];
  for (let y = 0; y < height; y++) {
    const theta = ((y + 0.5) / height) * Math.PI;
    const solid = (Math.sin(theta) * 2 * Math.PI * Math.PI) / (width * height);
    for (let x = 0; x < width; x++) {
      const phi = ((x + 0.5) / width - 0.5) * 2 * Math.PI;
      const d: Vec3 = [Math.sin(theta) * Math.sin(phi), Math.cos(theta), Math.sin(theta) * Math.cos(phi)];
      const p = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) pixels[p + c]! *= gain;
      // The sun itself is lit apart, with a shadow; here it would only make the harmonics ring.
      const b = basis(...d);
      for (let c = 0; c < 3; c++) {
        const value = Math.min(8, pixels[p + c]!);
        for (let k = 0; k < 9; k++) harmonics[k * 3 + c]! += value * b[k]! * solid * band[k]!;
      }
      const light = luminance(pixels[p]!, pixels[p + 1]!, pixels[p + 2]!);
      if (light > 3 && d[1] > 0.05) {
        const w = Math.min(60, light) ** 2 * solid;
        for (let c = 0; c < 3; c++) {
          bright[c]! += d[c]! * w;
          bright[3 + c]! += pixels[p + c]! * solid;
        }
        bright[6]! += w;
      }
    }
  }
  const direction = normalize(
    [bright[0]!, Math.max(bright[1]!, 0.3 * Math.hypot(bright[0]!, bright[2]!)), bright[2]!],
    normalize([0.4, 1, 0.5]),
  );
  const power = luminance(bright[3]!, bright[4]!, bright[5]!);
  const colour: Vec3 = power > 0 ? [bright[3]! / power, bright[4]! / power, bright[5]! / power] : [1, 0.97, 0.92];
  // Half way to white: a shop window's glow in one colour would dye a whole person.
  return {
    name,
    width,
    height,
    pixels,
    harmonics,
    sun: { direction, colour: [0.5 + colour[0] / 2, 0.5 + colour[1] / 2, 0.5 + colour[2] / 2], share: Math.min(1, power / Math.PI) },
  };
}

/** Lamps come out of the lossy EXR with black specks beside their glare; give those the mean of their neighbours. */
function withoutHoles(pixels: Float32Array, width: number, height: number): Float32Array {
  const out = Float32Array.from(pixels);
  const light = (p: number): number => luminance(pixels[p]!, pixels[p + 1]!, pixels[p + 2]!);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 0; x < width; x++) {
      const around: number[] = [];
      for (let j = -1; j <= 1; j++)
        for (let i = -1; i <= 1; i++) if (i || j) around.push(((y + j) * width + ((x + i + width) % width)) * 3);
      const bright = around.filter((p) => light(p) > 1.5);
      const p = (y * width + x) * 3;
      if (bright.length < 4 || light(p) > 0.6) continue;
      for (let c = 0; c < 3; c++) out[p + c] = bright.reduce((sum, q) => sum + Math.min(5, pixels[q + c]!), 0) / bright.length;
    }
  }
  return out;
}

/** One CC0 photograph of Poly Haven, from the EXR in @pmndrs/assets. */
export function readHdri(sources: Sources, name: string): Environment {
  const { width, height, data } = sources.exr.parse(sources.hdri(name));
  const channels = data.length / (width * height);
  const pixels = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // EXRLoader returns rows bottom up, as WebGL wants them.
      const from = ((height - 1 - y) * width + x) * channels;
      const finite = [0, 1, 2].map((c) => (Number.isFinite(data[from + c]!) ? Math.min(5000, Math.max(0, data[from + c]!)) : 5000));
      // The sun's own disc overflows half floats in one colour and not in another; it is white.
      const peak = Math.max(...finite);
      for (let c = 0; c < 3; c++) pixels[(y * width + x) * 3 + c] = peak > 60 ? Math.max(finite[c]!, peak * 0.8) : finite[c]!;
    }
  }
  return createEnvironment(`hdri/${name}`, width, height, withoutHoles(pixels, width, height));
}
