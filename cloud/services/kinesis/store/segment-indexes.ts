import type { SegmentIndex } from "./segment-index";

const MAX_BYTES = 32 * 1024 * 1024;

/**
 * A cache of closed files' indexes, for all streams together, in bounded memory. An index that was dropped is read
 * again from its file when needed, so that a long stream takes hardly more memory than a short one.
 */
export class SegmentIndexes {
  readonly #max: number;
  /** By the file's name, in the order of last use. */
  readonly #cache = new Map<string, { readonly index: SegmentIndex; readonly bytes: number }>();
  #bytes = 0;

  /** @param max bytes of memory, 32 MiB unless told */
  constructor(max = MAX_BYTES) {
    this.#max = max;
  }

  /** The index of a file. @param read makes the index, if it is not in the cache */
  getIndex(name: string, read: () => SegmentIndex): SegmentIndex {
    const known = this.#cache.get(name)?.index ?? read();
    this.keep(name, known);
    return known;
  }

  keep(name: string, index: SegmentIndex): void {
    this.forget(name);
    const { bytes } = index;
    this.#cache.set(name, { index, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#cache.keys()) {
      if (this.#bytes <= this.#max || oldest === name) return;
      this.forget(oldest);
    }
  }

  forget(name: string): void {
    this.#bytes -= this.#cache.get(name)?.bytes ?? 0;
    this.#cache.delete(name);
  }
}
