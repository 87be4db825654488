import type { Random } from '../pose/random.ts';

/** From linear radiance to a photograph's bytes. */

/** Mean of each `factor`² block: [size · factor, size · factor, 3] → [size, size, 3]. */
export function shrink(linear: Float32Array, size: number, factor: number): Float32Array {
  const out = new Float32Array(size * size * 3);
  const wide = size * factor;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < factor; j++) {
          // A glint far brighter than paper must not bleed over its whole pixel.
          for (let i = 0; i < factor; i++) sum += Math.min(6, linear[((y * factor + j) * wide + x * factor + i) * 3 + c]!);
        }
        out[(y * size + x) * 3 + c] = sum / (factor * factor);
      }
    }
  }
  return out;
}

const luminance = (pixels: Float32Array, p: number): number => 0.2126 * pixels[p]! + 0.7152 * pixels[p + 1]! + 0.0722 * pixels[p + 2]!;

/** The exposure an automatic camera would choose that meters mostly the person. */
export function meter(linear: Float32Array, isPerson: (pixel: number) => boolean): number {
  let [person, people, all, count] = [0, 0, 0, 0];
  for (let p = 0; p < linear.length / 3; p++) {
    const light = Math.min(4, luminance(linear, p * 3));
    all += light;
    count++;
    if (isPerson(p)) {
      person += light;
      people++;
    }
  }
  const mean = 0.7 * (people ? person / people : all / count) + 0.3 * (all / count);
  return (0.2 / Math.max(0.02, mean)) ** 0.85;
}

/** Narkowicz's fit of the ACES film curve, then sRGB. */
function film(x: number): number {
  const y = Math.min(1, Math.max(0, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)));
  return y <= 0.0031308 ? y * 12.92 : 1.055 * y ** (1 / 2.4) - 0.055;
}

function blur(pixels: Float32Array, size: number, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 2.5);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((a, b) => a + b, 0);
  let from = pixels;
  for (const [stepX, stepY] of [
    [1, 0],
    [0, 1],
  ] as const) {
    const to = new Float32Array(pixels.length);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        for (let k = -reach; k <= reach; k++) {
          const sx = Math.min(size - 1, Math.max(0, x + k * stepX));
          const sy = Math.min(size - 1, Math.max(0, y + k * stepY));
          const w = kernel[k + reach]! / total;
          for (let c = 0; c < 3; c++) to[(y * size + x) * 3 + c]! += w * from[(sy * size + sx) * 3 + c]!;
        }
      }
    }
    from = to;
  }
  return from;
}

/** Expose, white-balance, film curve, a slight blur and grain: [size, size, 3] linear → bytes. */
export function develop(linear: Float32Array, size: number, exposure: number, random: Random): Uint8Array {
  const gain = exposure * 0.8 * 2 ** (random.normal() * 0.22);
  const warm = 1 + random.normal() * 0.03;
  const balance = [gain * warm, gain, gain / warm];
  const sharp = new Float32Array(linear.length);
  for (let i = 0; i < linear.length; i++) sharp[i] = film(linear[i]! * balance[i % 3]!);
  const sigma = random.uniform(0.1, 0.55);
  const picture = sigma > 0.3 ? blur(sharp, size, sigma) : sharp;
  const grain = random.uniform(0.002, 0.008);
  const out = new Uint8Array(linear.length);
  for (let p = 0; p < out.length; p += 3) {
    const common = random.normal() * grain;
    for (let c = 0; c < 3; c++)
      out[p + c] = Math.round(255 * Math.min(1, Math.max(0, picture[p + c]! + common + random.normal() * grain * 0.4)));
  }
  return out;
}
