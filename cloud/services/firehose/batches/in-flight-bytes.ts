import { Condition } from "./condition";

/**
 * What the batches of all delivery streams hold in memory, from their acceptance until they are in their buffers. A stream
 * may hold as much as it leaves free: alone half of the limit, and less the more others hold, but none can take it all.
 * Batches in flight never wait for room, so they always make some.
 */
export class InFlightBytes {
  /** Bytes. One batch may go over it. */
  readonly #limit: number;
  readonly #changed = new Condition();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes; negative when a batch went over the limit. */
  get free(): number {
    return this.#limit - this.#bytes;
  }

  /** @param bytes of a batch that was accepted; 0 or less: of one that is in its buffers, or was thrown away */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (bytes <= 0) this.#changed.notifyAll();
  }

  /** Resolves when what is on its way has become less; those who wait are called in the order in which they came. */
  less(): Promise<void> {
    return this.#changed.next();
  }
}
