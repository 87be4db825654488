import type { OpenFile } from '../../data/squareFile.ts';

/** Files of the page for the squares of datasets. Any of them may be gone at the next visit. */
export interface SquareFolder {
  /** Where, for the user's eyes. */
  readonly place: string;
  list(): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  /** Made when it is not there; null while another page has it open. It stays open until the page is closed. */
  open(name: string): Promise<OpenFile | null>;
  /** Resolves when no other page has it open, which may be never. */
  freed(name: string): Promise<void>;
  /** @throws Error when it is not there */
  read(name: string): Promise<Blob>;
  write(name: string, bytes: Blob): Promise<void>;
  /** @throws DOMException while another page has it open */
  remove(name: string): Promise<void>;
}
