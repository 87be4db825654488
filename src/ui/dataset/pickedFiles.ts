import type { DataSource } from '../../worker/protocol.ts';

/** Files of a chooser as a source; null when none was chosen. */
export function sourceOfFiles(files: readonly File[]): DataSource | null {
  return sourceOf(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Dropped files, and those of dropped folders to the bottom. */
export async function droppedFiles(transfer: DataTransfer): Promise<Picked[]> {
  // The entries have to be taken before the first wait: afterwards the transfer is empty.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map(filesOf))).flat();
}

export interface Picked {
  /** With its folders. */
  readonly path: string;
  readonly file: File;
}

/** Files as a source; null when there are none. */
export function sourceOf(files: readonly Picked[]): DataSource | null {
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
    for (const files of await Promise.all(some.map(filesOf))) for (const each of files) found.push(each);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
