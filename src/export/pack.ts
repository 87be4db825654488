import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { ExportedFile, Exporter } from './exporter.ts';
import type { SavedRun } from './runFile.ts';

/** One file to hand out: an exporter's only one, or a zip of all of them. */
export async function packed(files: readonly ExportedFile[], { id, extension }: Exporter, run: SavedRun): Promise<ExportedFile> {
  const name = `poseduel-${run.config.preset}-step-${run.state.step}`;
  const only = files[0];
  if (only && files.length === 1) return { path: only.path.startsWith('events.') ? only.path : `${name}.${extension}`, bytes: only.bytes };
  const folder = `${name}-${id}`;
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, lastModDate: new Date(run.savedAt) });
  // Weights are noise to a packer.
  for (const { path, bytes } of files)
    await writer.add(`${folder}/${path}`, new Uint8ArrayReader(bytes), { level: bytes.length > 2 ** 16 ? 0 : 6 });
  return { path: `${folder}.zip`, bytes: (await writer.close()) as Uint8Array<ArrayBuffer> };
}
