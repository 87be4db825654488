import type { Probes } from '../../train/events.ts';

interface ProbePictures {
  /** As it is. */
  readonly plain: HTMLCanvasElement;
  /** Grey and dark, as the ground of a heatmap. */
  readonly dimmed: HTMLCanvasElement;
}

/** Made once for each set of probes, and let go with it. */
const made = new WeakMap<Probes, Map<number, ProbePictures>>();

export function probePictures(probes: Probes, probe: number): ProbePictures {
  const ofProbes = made.get(probes) ?? new Map<number, ProbePictures>();
  made.set(probes, ofProbes);
  const known = ofProbes.get(probe);
  if (known) return known;
  const bytes = 4 * probes.size * probes.size;
  const pixels = probes.pixels.subarray(probe * bytes, (probe + 1) * bytes);
  const pictures = { plain: canvasOf(pixels, probes.size), dimmed: canvasOf(dim(pixels), probes.size) };
  ofProbes.set(probe, pictures);
  return pictures;
}

/** Pixels [size, size, 4] as a canvas. */
export function canvasOf(pixels: Uint8ClampedArray, size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(size, size);
  image.data.set(pixels);
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Luma (Rec. 601) at 34 %, a touch above black so that the picture's edge shows. */
export function dim(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const dimmed = new Uint8ClampedArray(pixels.length);
  for (let i = 0; i < pixels.length; i += 4) {
    const grey = 12 + 0.34 * (0.299 * pixels[i]! + 0.587 * pixels[i + 1]! + 0.114 * pixels[i + 2]!);
    dimmed[i] = grey;
    dimmed[i + 1] = grey;
    dimmed[i + 2] = grey + 2;
    dimmed[i + 3] = 255;
  }
  return dimmed;
}
