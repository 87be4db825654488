import type { PrivateFiles } from './privateFiles.ts';

/** For tests: the files of a browser, in memory. Pages come and go, room runs out, and power is cut in the middle of a write. */
export class Disk {
  readonly files = new Map<string, Blob>();
  readonly #claims = new Map<string, PrivateFiles>();
  #freed: { readonly name: string; resolve(): void }[] = [];
  /** Bytes that may be written yet. */
  room = Number.POSITIVE_INFINITY;
  /** Bytes after which the next write is cut off; what is there by then stays. */
  cut: number | null = null;

  page(): PrivateFiles {
    const page: PrivateFiles = {
      place: 'memory',
      list: async () => [...this.files].map(([name, { size }]) => ({ name, bytes: size })),
      read: async (name) => {
        const file = this.files.get(name);
        if (!file) throw new DOMException(`no ${name}`, 'NotFoundError');
        return file;
      },
      write: async (name, bytes) => {
        if (bytes.size > this.room) throw new DOMException('It is full.', 'QuotaExceededError');
        this.files.set(name, this.cut === null ? bytes : bytes.slice(0, this.cut));
        if (this.cut !== null) throw new Error('The power is gone.');
      },
      remove: async (name) => void this.files.delete(name),
      claim: async (name) => {
        if (this.#claims.has(name)) return this.#claims.get(name) === page;
        this.#claims.set(name, page);
        return true;
      },
      freed: (name) => (this.#claims.has(name) ? new Promise((resolve) => this.#freed.push({ name, resolve })) : Promise.resolve()),
      claimed: async () => new Set(this.#claims.keys()),
    };
    return page;
  }

  /** It was closed, or its worker has died: what it had claimed is free. */
  closePage(page: PrivateFiles): void {
    for (const [name, owner] of this.#claims) if (owner === page) this.#claims.delete(name);
    this.#tellFreed();
  }

  /** All pages are closed. */
  closePages(): void {
    this.#claims.clear();
    this.#tellFreed();
  }

  #tellFreed(): void {
    const freed = this.#freed.filter(({ name }) => !this.#claims.has(name));
    this.#freed = this.#freed.filter(({ name }) => this.#claims.has(name));
    for (const { resolve } of freed) resolve();
  }
}
