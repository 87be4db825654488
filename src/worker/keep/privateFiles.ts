/** Files that the page has in the browser and nobody else sees. They may be gone one day: the browser or the user may clear them. */
export interface PrivateFiles {
  /** Where, for the user's eyes. */
  readonly place: string;
  list(): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  /** @throws Error when it is not there */
  read(name: string): Promise<Blob>;
  /** @throws DOMException 'QuotaExceededError' when there is no room */
  write(name: string, bytes: Blob): Promise<void>;
  /** A file that is not there is gone already. */
  remove(name: string): Promise<void>;
  /** Makes a name this page's own until the page is closed; false when another page has it and keeps it. */
  claim(name: string): Promise<boolean>;
  /** Resolves when no page has this name. */
  freed(name: string): Promise<void>;
  /** The names that some page has, this one too. */
  claimed(): Promise<ReadonlySet<string>>;
}
