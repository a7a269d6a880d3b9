import type { MemoryShare } from "../conversion/parquet-writer";
import { InFlightBytes } from "../batches/in-flight-bytes";

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

const MEBIBYTE = 1024 * 1024;
/** The buffers' share of the whole, as long as no conversion needs more than the rest. */
const BUFFERS_SHARE = 0.25;
const MIN_BUFFERS_MIB = 8;
const IN_FLIGHT_MIB = 16;
/** The largest batch, 10 MiB of a Kinesis stream, may exceed the limit of bytes in flight; and `Memory` keeps up to 8 MiB for reuse. */
const OTHER_MIB = IN_FLIGHT_MIB + 10 + 8;

/**
 * Shares out the memory that Firehose may hold: to the buffers of all streams, to the conversion that runs, and to the
 * batches of all streams in flight. A conversion with many columns takes memory from the buffers, which spill to disk;
 * beyond that it gets less than it wants.
 *
 * @param mebibytes the limit for all of Firehose, 128 or more
 */
export function divideMemory(mebibytes: number): {
  readonly memory: Memory;
  readonly inFlight: InFlightBytes;
  readonly reserve: MemoryShare;
} {
  const buffersMiB = mebibytes * BUFFERS_SHARE;
  const freeMiB = mebibytes - OTHER_MIB - buffersMiB;
  const maxMiB = mebibytes - OTHER_MIB - MIN_BUFFERS_MIB;
  const memory = new Memory(buffersMiB * MEBIBYTE);
  return {
    memory,
    inFlight: new InFlightBytes(IN_FLIGHT_MIB * MEBIBYTE),
    reserve(requested) {
      const granted = Math.min(requested, maxMiB);
      return { mebibytes: granted, release: memory.reserve(Math.max(0, granted - freeMiB) * MEBIBYTE) };
    },
  };
}
