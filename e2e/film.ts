import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { decode } from 'jpeg-js';
import { openZip } from '../src/data/zip.ts';

/** Where Chromium's fake camera looks for its film. */
export const filmPath = fileURLToPath(new URL('../test-results/camera.y4m', import.meta.url));

/** Pictures of rendered people, as JPEG files. */
export async function renderedPictures(count: number): Promise<{ readonly name: string; readonly buffer: Buffer }[]> {
  const archive = await readFile(new URL('../public/datasets/rendered-people.zip', import.meta.url));
  const files = await openZip(new Blob([archive]), 'rendered-people.zip');
  const pictures = files.filter(({ path }) => /^val\/.*\.jpg$/.test(path)).slice(0, count);
  return Promise.all(
    pictures.map(async (picture) => ({ name: basename(picture.path), buffer: Buffer.from(await (await picture.bytes()).arrayBuffer()) })),
  );
}

/** Writes a film (YUV4MPEG2, 4:2:0, two frames a second) in which rendered people follow each other, a frame each. */
export async function writeFilm(people: number): Promise<void> {
  const parts: Uint8Array[] = [];
  for (const [i, { buffer }] of (await renderedPictures(people)).entries()) {
    const { width, height, data } = decode(buffer, { useTArray: true });
    if (i === 0) parts.push(Buffer.from(`YUV4MPEG2 W${width} H${height} F2:1 Ip A1:1 C420jpeg\n`));
    parts.push(Buffer.from('FRAME\n'), planes(data, width, height));
  }
  await mkdir(dirname(filmPath), { recursive: true });
  await writeFile(filmPath, Buffer.concat(parts));
}

/** RGBA as the planes Y, U and V, the latter two of half the size (ITU-R BT.601, full range). */
function planes(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const quarter = (width / 2) * (height / 2);
  const out = new Uint8Array(width * height + 2 * quarter);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [r, g, b] = [0, 1, 2].map((channel) => rgba[4 * (y * width + x) + channel]!) as [number, number, number];
      out[y * width + x] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
      if (x % 2 !== 0 || y % 2 !== 0) continue;
      const at = width * height + (y / 2) * (width / 2) + x / 2;
      out[at] = Math.round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
      out[at + quarter] = Math.round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
    }
  return out;
}

/** A short film of pictures (WebM, VP8), made by the browser. */
export async function filmed(page: Page, pictures: readonly { readonly buffer: Buffer }[]): Promise<Buffer> {
  const bytes = await page.evaluate(
    async (all) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [256, 256];
      const context = canvas.getContext('2d')!;
      const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm;codecs=vp8' });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const stopped = new Promise((resolve) => {
        recorder.onstop = resolve;
      });
      recorder.start();
      for (const base64 of all) {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
        for (let frame = 0; frame < 8; frame++) {
          context.drawImage(bitmap, 0, 0, 256, 256);
          await new Promise(requestAnimationFrame);
        }
      }
      recorder.stop();
      await stopped;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    },
    pictures.map(({ buffer }) => buffer.toString('base64')),
  );
  return Buffer.from(bytes);
}
