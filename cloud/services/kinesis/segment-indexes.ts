import type { SegmentIndex } from "./segment-index";

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * A cache of closed files' indexes, for all streams together, in bounded memory. An index that was dropped is read
 * again from its file when needed, so that a long stream takes hardly more memory than a short one.
 */
export class SegmentIndexes {
  readonly #most: number;
  /** By the file's name, in the order of last use. */
  readonly #kept = new Map<string, { readonly index: SegmentIndex; readonly bytes: number }>();
  #bytes = 0;

  /** @param most bytes of memory, 32 MiB unless told */
  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  /** The index of a file. @param read makes the index, if it is not in the cache */
  getIndex(name: string, read: () => SegmentIndex): SegmentIndex {
    const known = this.#kept.get(name)?.index ?? read();
    this.keep(name, known);
    return known;
  }

  keep(name: string, index: SegmentIndex): void {
    this.forget(name);
    const { bytes } = index;
    this.#kept.set(name, { index, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most || oldest === name) return;
      this.forget(oldest);
    }
  }

  forget(name: string): void {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
    this.#kept.delete(name);
  }
}
