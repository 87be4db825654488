import { DataError } from '../../data/dataset.ts';
import { mostPixels } from '../../data/pictureHeader.ts';
import type { OpenVideo } from '../../data/videoFrames.ts';

/**
 * Opens MP4, QuickTime, WebM and Matroska; which codecs there are is the browser's affair. Runs in a worker. A frame costs as much as all
 * since the last one that stands alone: some hundredths of a second, once a set.
 * @throws DataError 'bad-picture'
 */
export const openVideo: OpenVideo = async (bytes, name) => {
  // 230 kB that only sets with videos need.
  const { BlobSource, EncodedPacketSink, Input, MATROSKA, MP4, QTFF, VideoSampleSink, WEBM } = await import('mediabunny');
  const input = new Input({ source: new BlobSource(bytes), formats: [MP4, QTFF, WEBM, MATROSKA] });
  const track = await input.getPrimaryVideoTrack().catch((error: unknown) => {
    throw bad(name, 'this is no MP4, QuickTime, WebM or Matroska, or it is broken', error);
  });
  if (!track) throw bad(name, 'there is no picture in it, only sound');
  if (!(await track.canDecode())) throw bad(name, `this browser has no decoder for its codec (${(await track.getCodec()) ?? 'unknown'})`);
  const times: number[] = [];
  for await (const { timestamp } of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true }))
    times.push(timestamp);
  times.sort((a, b) => a - b);
  const frames = new VideoSampleSink(track);
  const read = async (index: number) => {
    const sample = await frames.getSample(times[index]!);
    if (!sample) throw bad(name, `frame ${index} cannot be decoded`);
    try {
      const { displayWidth: width, displayHeight: height } = sample;
      if (width * height > mostPixels) throw bad(name, `${width} × ${height} pixels are too many`);
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (!context) throw bad(name, 'the browser gives no canvas to decode it on');
      sample.draw(context, 0, 0);
      return { width, height, pixels: context.getImageData(0, 0, width, height).data };
    } finally {
      sample.close();
    }
  };
  // One after the other: each has a decoder of its own, and there are few.
  let last: Promise<unknown> = Promise.resolve();
  return {
    frames: times.length,
    frame(index) {
      const next = last
        .then(() => read(index))
        .catch((error: unknown) => {
          throw error instanceof DataError ? error : bad(name, `frame ${index} cannot be decoded`, error);
        });
      last = next.catch(() => {});
      return next;
    },
  };
};

function bad(file: string, problem: string, cause?: unknown): DataError {
  return new DataError('bad-picture', { file, problem, cure: 'Convert it to MP4 (H.264) or WebM, or leave it out.' }, { cause });
}
