import type { Blob } from "./stored-object";

/** Larger blobs are removed at once. */
const MAX_BYTES = 64 * 1024;
const MAX_BLOBS = 64;
/** ms of real time without another free blob, after which the kept ones are removed. */
const RETENTION_MS = 100;

/**
 * Numbers of small blobs that are no longer used. A new blob reuses such a number and its file: creating and removing a
 * file costs several times as much as overwriting an existing one.
 */
export class FreeBlobs {
  readonly #remove: (id: number) => void;
  #ids: number[] = [];
  #removal: NodeJS.Timeout | undefined;

  /** @param remove called for blobs that were not reused */
  constructor(remove: (id: number) => void) {
    this.#remove = remove;
  }

  /** @returns whether the blob is kept for reuse */
  offer({ blob, size }: Blob): boolean {
    if (size > MAX_BYTES || this.#ids.length >= MAX_BLOBS) return false;
    this.#ids.push(blob);
    this.#removal ??= setTimeout(() => this.takeAll().forEach(this.#remove), RETENTION_MS).unref();
    this.#removal.refresh();
    return true;
  }

  /** @returns the number of a free blob; undefined if there is none */
  take(): number | undefined {
    return this.#ids.pop();
  }

  takeAll(): number[] {
    return this.#ids.splice(0);
  }
}
