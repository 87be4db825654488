import type { LabelSet } from './labelSet.ts';

/** A set as it is kept. Its version counts the times it was written. */
export interface StoredSet {
  readonly set: LabelSet;
  /** Thrown away, but not yet gone: it is when the page is opened next. */
  readonly discarded: boolean;
  /** When it was written, in milliseconds since 1970. */
  readonly changed: number;
}

/** Keeps sets in the browser. A set that was whole once stays so, whatever moment the tab is closed at. */
export interface SetStorage {
  /** Where, for the user's eyes. */
  readonly place: string;
  /** The last whole version of every set. */
  list(): Promise<StoredSet[]>;
  save(stored: StoredSet): Promise<void>;
  /** A picture is kept before the set that names it. */
  putPicture(set: string, picture: string, bytes: Blob): Promise<void>;
  /** @throws Error when it is not there */
  picture(set: string, picture: string): Promise<Blob>;
  /** Lets go of pictures that the set does not name. */
  prune(set: LabelSet): Promise<void>;
  remove(set: string): Promise<void>;
}

/** What was read back, when it is a set; null for anything else, as half a file. */
export function storedSetOf(value: unknown): StoredSet | null {
  if (typeof value !== 'object' || value === null || !('set' in value)) return null;
  const { set } = value as Partial<StoredSet>;
  const isWhole = typeof set?.id === 'string' && Array.isArray(set.pictures) && Array.isArray(set.skeleton?.joints);
  return isWhole ? (value as StoredSet) : null;
}
