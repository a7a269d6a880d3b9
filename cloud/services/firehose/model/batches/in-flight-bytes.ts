/** A condition variable: waiting callers check their condition again after each `notifyAll`. */
export class Condition {
  #waiting: (() => void)[] = [];

  /** Resolves when `isTrue` returns true: at once, or after a `notifyAll`. */
  async waitUntil(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await this.waitForNext();
  }

  /** Resolves after the next `notifyAll`. */
  waitForNext(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets all waiting callers check their conditions again. */
  notifyAll(): void {
    for (const look of this.#waiting.splice(0)) look();
  }
}

/**
 * Bytes that the batches of all delivery streams hold in memory, from their acceptance until their records are in
 * buffers. A stream may hold as many bytes as the limit leaves free: a single stream gets half of the limit, several
 * get less each, but no stream can take all of it. Batches in flight never wait for room, so they always free some.
 */
export class InFlightBytes {
  /** Bytes. One batch may exceed the limit. */
  readonly #limit: number;
  readonly #changed = new Condition();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes; negative when a batch exceeded the limit. */
  get free(): number {
    return this.#limit - this.#bytes;
  }

  /**
   * @param bytes positive for a batch that was accepted; negative for one whose records are in buffers, or were thrown
   * away
   */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (bytes <= 0) this.#changed.notifyAll();
  }

  /** Resolves when fewer bytes are in flight; waiting callers resume in the order in which they came. */
  waitForLess(): Promise<void> {
    return this.#changed.waitForNext();
  }
}
