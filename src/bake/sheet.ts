import { mpii16 } from '../pose/skeleton.ts';
import { type Picture, SIZE } from './scene.ts';
import type { Sharp } from './sources.ts';

const ZOOM = 2;
const LEFT = [255, 160, 30] as const;
const RIGHT = [40, 170, 255] as const;
const MIDDLE = [90, 230, 90] as const;

/** Contact sheet: pictures twice their size with limbs, joints (ring = hidden) and boxes; the person's left orange, right blue. */
export async function contactSheet(pictures: readonly Picture[], columns: number, drawn: boolean, sharp: Sharp): Promise<Buffer> {
  const cell = SIZE * ZOOM;
  const rows = Math.ceil(pictures.length / columns);
  const width = columns * cell;
  const pixels = new Uint8Array(width * rows * cell * 3);
  pictures.forEach((picture, n) => {
    const [ox, oy] = [(n % columns) * cell, Math.floor(n / columns) * cell];
    for (let y = 0; y < cell; y++) {
      for (let x = 0; x < cell; x++) {
        const from = (Math.floor(y / ZOOM) * SIZE + Math.floor(x / ZOOM)) * 3;
        pixels.set(picture.pixels.subarray(from, from + 3), ((oy + y) * width + ox + x) * 3);
      }
    }
    if (!drawn) return;
    const dot = (x: number, y: number, colour: readonly number[]): void => {
      const [px, py] = [Math.round(x * ZOOM), Math.round(y * ZOOM)];
      if (px >= 0 && py >= 0 && px < cell && py < cell) pixels.set(colour, ((oy + py) * width + ox + px) * 3);
    };
    const line = (ax: number, ay: number, bx: number, by: number, colour: readonly number[]): void => {
      const steps = Math.ceil(ZOOM * Math.max(Math.abs(bx - ax), Math.abs(by - ay))) + 1;
      for (let i = 0; i <= steps; i++) dot(ax + ((bx - ax) * i) / steps, ay + ((by - ay) * i) / steps, colour);
    };
    const colourOf = (joint: number): readonly number[] => {
      const name = mpii16.joints[joint] ?? '';
      return name.startsWith('left') ? LEFT : name.startsWith('right') ? RIGHT : MIDDLE;
    };
    const { joints, headBox } = picture.labels;
    for (const [a, b] of mpii16.limbs) {
      const [p, q] = [joints[a]!, joints[b]!];
      if (p.v && q.v) line(p.x, p.y, q.x, q.y, colourOf(colourOf(a) === MIDDLE ? b : a));
    }
    joints.forEach(({ x, y, v }, k) => {
      if (!v) return;
      for (let j = -3; j <= 3; j++) {
        for (let i = -3; i <= 3; i++) {
          const r = Math.hypot(i, j);
          if (r < 3.3 && (v === 2 || r > 2.2)) dot(x + i / ZOOM, y + j / ZOOM, colourOf(k));
        }
      }
    });
    for (const [[x, y, w, h], colour] of [
      [headBox, [255, 255, 255]],
      [picture.labels.box, [255, 60, 60]],
    ] as const) {
      line(x, y, x + w, y, colour);
      line(x, y + h, x + w, y + h, colour);
      line(x, y, x, y + h, colour);
      line(x + w, y, x + w, y + h, colour);
    }
  });
  return sharp(pixels, { raw: { width, height: rows * cell, channels: 3 } })
    .png()
    .toBuffer();
}
