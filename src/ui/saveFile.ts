import type { MadeFile } from '../store/playground.ts';

/** Hands a file to the user as a download. */
export function saveFile({ name, mime, bytes }: MadeFile): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has to have begun before the address goes.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
