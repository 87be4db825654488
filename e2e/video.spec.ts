import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny';
import { commonSet } from '../src/data/commonSet.ts';
import { writeSleap } from '../src/data/writtenFormats.ts';
import { coco17 } from '../src/pose/skeleton.ts';
import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

const frames = 12;
/** Each frame is so much lighter than the one before it. Grey, as colours come back a little different. */
const greyStep = 19;

test('labelled frames of a video: each is decoded when it is needed, and it is the right one', async ({ playground }, info) => {
  const { page } = playground;
  await playground.open(toy);
  const set = commonSet({ skeleton: coco17, pictures: frames });
  const labels = info.outputPath('labels.slp');
  const clip = info.outputPath('clip.webm');
  await writeFile(labels, Object.values(await writeSleap(set, false, 'C:\\films\\clip.webm'))[0]!);
  await writeFile(clip, await greyFilm(page));
  const found = page.getByRole('dialog', { name: 'This is what was found' });

  await playground.drop(labels);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('in a video that is not among the files');
  await expect(notices).toContainText('Put the videos into the same zip or folder');

  await playground.drop(labels, clip);
  await expect(found).toContainText('read as SLEAP');
  await expect(found).toContainText(`Pictures${frames}`);
  await found.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('SLEAP');
  await playground.waitForPhase('ready');
  await page.getByRole('tab', { name: 'Check the data' }).click();
  let before = Number.NaN;
  for (let n = 0; n < frames; n++) {
    await expect(page.getByRole('region', { name: `Person ${n + 1}`, exact: true })).toContainText(`clip.webm/${n},`);
    // Encoders and decoders differ in what black and white are, by 1.2 at most: a frame shown twice is no step, one left out two of them.
    const step = async () => (await commonGrey(page, n)) - before;
    if (n === 0) await expect.poll(() => commonGrey(page, 0)).toBeGreaterThan(0);
    else await expect.poll(async () => Math.abs((await step()) - greyStep), `frame ${n}`).toBeLessThan(greyStep / 2);
    before = await commonGrey(page, n);
    await page.getByRole('region', { name: 'People' }).press('ArrowRight');
  }
  await playground.train();
  await playground.waitForSteps(10);
  await playground.pause();
});

test('a video that the browser cannot decode: said with its name and the cure', async ({ playground }, info) => {
  const { page } = playground;
  await playground.open(toy);
  const labels = info.outputPath('labels.slp');
  const clip = info.outputPath('clip.mp4');
  await writeFile(labels, Object.values(await writeSleap(commonSet({ skeleton: coco17 }), false, 'clip.mp4'))[0]!);
  await writeFile(clip, 'this is text');
  await playground.drop(labels, clip);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('clip.mp4: this is no MP4, QuickTime, WebM or Matroska, or it is broken');
  await expect(notices).toContainText('.pkg.slp');
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('Rendered People');
});

/** The grey that most pixels of a shown person have: labels are drawn over some. */
function commonGrey(page: Page, n: number): Promise<number> {
  return page.getByRole('img', { name: `Person ${n + 1} with the labelled joints` }).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(canvas.width / 4, canvas.height / 4, canvas.width / 2, canvas.height / 2);
    const greys = Array.from({ length: data.length / 4 }, (_, i) => data[4 * i]!).sort((a, b) => a - b);
    return greys[greys.length >> 1]!;
  });
}

/** A film (VP8) whose frames have one grey each; two of three need the ones before. */
async function greyFilm(page: Page): Promise<Buffer> {
  const { chunks, config } = await page.evaluate(
    async (greys) => {
      const chunks: { bytes: number[]; type: 'key' | 'delta'; timestamp: number }[] = [];
      let config: { codec: string; codedWidth: number; codedHeight: number } | null = null;
      const encoder = new VideoEncoder({
        output(chunk, metadata) {
          const bytes = new Uint8Array(chunk.byteLength);
          chunk.copyTo(bytes);
          chunks.push({ bytes: [...bytes], type: chunk.type, timestamp: chunk.timestamp });
          if (metadata?.decoderConfig) config = { codec: metadata.decoderConfig.codec, codedWidth: 128, codedHeight: 96 };
        },
        error: (error) => {
          throw error;
        },
      });
      encoder.configure({ codec: 'vp8', width: 128, height: 96, bitrate: 2e6 });
      const canvas = new OffscreenCanvas(128, 96);
      const context = canvas.getContext('2d')!;
      for (const [n, grey] of greys.entries()) {
        context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
        context.fillRect(0, 0, 128, 96);
        const frame = new VideoFrame(canvas, { timestamp: n * 40_000 });
        encoder.encode(frame, { keyFrame: n % 3 === 0 });
        frame.close();
      }
      await encoder.flush();
      return { chunks, config };
    },
    Array.from({ length: frames }, (_, n) => 20 + greyStep * n),
  );
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(source, { frameRate: 25 });
  await output.start();
  for (const { bytes, type, timestamp } of chunks)
    await source.add(new EncodedPacket(Uint8Array.from(bytes), type, timestamp / 1e6, 0.04), { decoderConfig: config! });
  await output.finalize();
  return Buffer.from(target.buffer!);
}
