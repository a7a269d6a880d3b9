/** Something that holds memory and can move its content to disk. */
export interface SpillableBuffer {
  readonly memoryBytes: number;
  /** Moves all content to disk, so that `memoryBytes` is 0 afterward. @returns whether there was room on the disk */
  spill(): boolean;
}

/**
 * Bytes of returned memory that are kept for later calls of `take`: allocating fresh memory costs more time than
 * filling it.
 */
const MAX_SPARE_BYTES = 8 * 1024 * 1024;

/**
 * Keeps what all buffers of all delivery streams hold in memory within one limit, whatever their buffering hints and
 * number.
 */
export class Memory {
  /** Bytes. */
  readonly #limit: number;
  readonly #holders = new Set<SpillableBuffer>();
  readonly #spare = new Map<number, Buffer[]>();
  #spareBytes = 0;
  #used = 0;
  /** Bytes of the limit that callers of `reserve` have set aside. */
  #reserved = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  join(holder: SpillableBuffer): void {
    this.#holders.add(holder);
  }

  leave(holder: SpillableBuffer): void {
    if (this.#holders.delete(holder)) this.#used -= holder.memoryBytes;
  }

  /** Memory for a holder, not cleared. Holders, the asking one included, may have to move their content to disk for it. */
  take(bytes: number): Buffer {
    this.#used += bytes;
    if (this.#used > this.#limit - this.#reserved) this.#spillLargest();
    const spare = this.#spare.get(bytes)?.pop();
    if (spare === undefined) return Buffer.allocUnsafeSlow(bytes);
    this.#spareBytes -= bytes;
    return spare;
  }

  /** Takes back memory that no code reads any more. */
  giveBack(pieces: readonly Buffer[]): void {
    for (const piece of pieces) {
      if (this.#spareBytes + piece.byteLength > MAX_SPARE_BYTES) return;
      const same = this.#spare.get(piece.byteLength) ?? [];
      this.#spare.set(piece.byteLength, same);
      same.push(piece);
      this.#spareBytes += piece.byteLength;
    }
  }

  /** Takes bytes of the limit away from the buffers. @returns a function that gives them back */
  reserve(bytes: number): () => void {
    this.#reserved += bytes;
    if (this.#used > this.#limit - this.#reserved) this.#spillLargest();
    return () => {
      this.#reserved -= bytes;
    };
  }

  /** Moves the largest holders to disk until half of the limit is free. */
  #spillLargest(): void {
    const largestFirst = [...this.#holders].sort((a, b) => b.memoryBytes - a.memoryBytes);
    for (const holder of largestFirst) {
      if (this.#used <= (this.#limit - this.#reserved) / 2) return;
      const bytes = holder.memoryBytes;
      if (holder.spill()) this.#used -= bytes;
    }
  }
}
