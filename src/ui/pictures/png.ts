import { blobOf } from './canvasBlob.ts';
import { type Picture, sharpness } from './takePicture.ts';

/** A picture as a PNG file, white behind it. */
export async function pngOf({ svg, width, height }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = sharpness(width) * width;
    canvas.height = sharpness(width) * height;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Uint8Array(await (await blobOf(canvas)).arrayBuffer());
  } finally {
    URL.revokeObjectURL(address);
  }
}
