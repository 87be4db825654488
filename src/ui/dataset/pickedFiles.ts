import type { DataSource } from '../../worker/protocol.ts';

/** Files of a chooser as a source; null when none was chosen. */
export function sourceOfFiles(files: readonly File[]): DataSource | null {
  return sourceOf(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Dropped files and folders as a source, folders read to the bottom; null when nothing was dropped. */
export async function sourceOfDrop(transfer: DataTransfer): Promise<DataSource | null> {
  // The entries have to be taken before the first wait: afterwards the transfer is empty.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = (await Promise.all(entries.map(filesOf))).flat();
  return sourceOf(files);
}

type Picked = { readonly path: string; readonly file: File };

function sourceOf(files: readonly Picked[]): DataSource | null {
  const first = files[0];
  if (!first) return null;
  const [folder, ...rest] = first.path.split('/');
  const name = files.length === 1 || rest.length === 0 ? first.file.name : folder!;
  return { kind: 'files', name, files };
}

async function filesOf(entry: FileSystemEntry): Promise<Picked[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: Picked[] = [];
  // A reader gives some 100 entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await filesOf(inner)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
