/** Something that holds memory and can move its content to disk. */
export interface Spillable {
  readonly memoryBytes: number;
  /** Moves all of it to disk, so that `memoryBytes` is 0 after. @returns whether there was room on the disk */
  spill(): boolean;
}

/** Keeps what all buffers of all delivery streams hold in memory within one limit, whatever their hints and number. */
export class Memory {
  /** Bytes. */
  readonly #limit: number;
  readonly #holders = new Set<Spillable>();
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  join(holder: Spillable): void {
    this.#holders.add(holder);
  }

  leave(holder: Spillable): void {
    if (this.#holders.delete(holder)) this.#used -= holder.memoryBytes;
  }

  /** Tells that a holder took so much more. Above the limit, the largest holders are moved to disk until half is free. */
  took(bytes: number): void {
    this.#used += bytes;
    if (this.#used <= this.#limit) return;
    const largestFirst = [...this.#holders].sort((a, b) => b.memoryBytes - a.memoryBytes);
    for (const holder of largestFirst) {
      if (this.#used <= this.#limit / 2) return;
      const bytes = holder.memoryBytes;
      if (holder.spill()) this.#used -= bytes;
    }
  }
}
