import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openZip } from '../src/data/zip.ts';

/** Where Chromium's fake camera looks for its film. */
export const filmPath = fileURLToPath(new URL('../test-results/camera.mjpeg', import.meta.url));

/** Frames a second of a film in this format, in Chromium. */
const rate = 30;

/** Writes a film in which each of some rendered people stands still for half a second. Motion JPEG is one picture after the other. */
export async function writeFilm(people: number): Promise<void> {
  const archive = await readFile(new URL('../public/datasets/rendered-people.zip', import.meta.url));
  const files = await openZip(new Blob([archive]), 'rendered-people.zip');
  const pictures = files.filter(({ path }) => /^val\/.*\.jpg$/.test(path)).slice(0, people);
  const frames: Buffer[] = [];
  for (const picture of pictures) {
    const bytes = Buffer.from(await (await picture.bytes()).arrayBuffer());
    for (let i = 0; i < rate / 2; i++) frames.push(bytes);
  }
  await mkdir(dirname(filmPath), { recursive: true });
  await writeFile(filmPath, Buffer.concat(frames));
}
