/** Whether this browser lets a page write files of its own from here. */
export function hasFolders(): boolean {
  return 'getDirectory' in (navigator.storage ?? {}) && 'createWritable' in (globalThis.FileSystemFileHandle?.prototype ?? {});
}

/** A folder in the origin's private file system, made when it is not there. */
export async function privateFolder(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
}

/** The file is replaced when the stream is closed, and not before. */
export async function writeFile(parent: FileSystemDirectoryHandle, name: string, bytes: Blob): Promise<void> {
  const stream = await (await parent.getFileHandle(name, { create: true })).createWritable();
  try {
    await stream.write(bytes);
  } catch (error) {
    await stream.abort().catch(() => {});
    throw error;
  }
  await stream.close();
}
