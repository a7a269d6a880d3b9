import type { SegmentIndex } from "./segment-index";

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Indexes of files that are closed: those used lately, of all streams together, in bounded memory. What is dropped is read
 * again from its file when somebody asks, so that a stream takes hardly more memory the longer it is.
 */
export class SegmentIndexes {
  readonly #most: number;
  /** By the file's name; the one used last stands last. */
  readonly #kept = new Map<string, { readonly index: SegmentIndex; readonly bytes: number }>();
  #bytes = 0;

  /** @param most bytes of memory, 32 MiB unless told */
  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  /** The index of a file. @param read makes it, if it is not there any more */
  of(name: string, read: () => SegmentIndex): SegmentIndex {
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
