import type { Blob } from "./stored-object";

/** Larger ones give their room back at once. */
const MOST_BYTES = 64 * 1024;
const MOST_BLOBS = 64;
/** ms of real time without a further one, after which they are removed. */
const KEPT_MS = 100;

/**
 * Small blobs that nothing names any more, by their numbers. A new blob takes the number and the file of one: to make a file and to
 * remove one costs a file system several times what it takes to write into one that is there.
 */
export class FreeBlobs {
  readonly #remove: (id: number) => void;
  #ids: number[] = [];
  #removal: NodeJS.Timeout | undefined;

  /** @param remove told of those that nobody took */
  constructor(remove: (id: number) => void) {
    this.#remove = remove;
  }

  /** @returns whether it is kept for a while */
  keeps({ blob, size }: Blob): boolean {
    if (size > MOST_BYTES || this.#ids.length >= MOST_BLOBS) return false;
    this.#ids.push(blob);
    this.#removal ??= setTimeout(() => this.takeAll().forEach(this.#remove), KEPT_MS).unref();
    this.#removal.refresh();
    return true;
  }

  /** @returns undefined if there is none */
  take(): number | undefined {
    return this.#ids.pop();
  }

  takeAll(): number[] {
    return this.#ids.splice(0);
  }
}
