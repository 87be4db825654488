import { pngOf } from './png.ts';
import type { Picture } from './takePicture.ts';

/** A way to keep a picture. A new one is one entry of the list. */
interface PictureFormat {
  /** The ending of the file's name. */
  readonly id: string;
  readonly title: string;
  readonly mime: string;
  readonly make: (picture: Picture) => Promise<Uint8Array<ArrayBuffer>>;
}

export const pictureFormats: readonly PictureFormat[] = [
  { id: 'png', title: 'PNG, for slides and letters', mime: 'image/png', make: pngOf },
  { id: 'svg', title: 'SVG, sharp at any size', mime: 'image/svg+xml', make: async ({ svg }) => new TextEncoder().encode(svg) },
];
