import { applyPalette, GIFEncoder, quantize } from 'gifenc';

/** A picture of a film. */
export interface Frame {
  /** [height, width, 4], RGBA. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** How long it is shown, in milliseconds; a GIF counts in hundredths of a second. */
  readonly delay: number;
}

/** An animated GIF that plays for ever and is made frame by frame, each with its own 256 colours. */
export function createGif() {
  const gif = GIFEncoder();
  return {
    add({ pixels, width, height, delay }: Frame): void {
      const palette = quantize(pixels, 256);
      gif.writeFrame(applyPalette(pixels, palette), width, height, { palette, delay, repeat: 0 });
    },
    /** The file. */
    finish(): Uint8Array<ArrayBuffer> {
      gif.finish();
      return gif.bytes();
    },
  };
}
