import { appendFileSync, createReadStream, rmSync, truncateSync } from "node:fs";
import { isDiskFull } from "../disk-full";
import type { Memory, Spillable } from "./memory";
import { PositionList } from "./position-list";

const FIRST_CHUNK_BYTES = 4 * 1024;
const LARGEST_CHUNK_BYTES = 256 * 1024;

/** The outputs that will become one object: appended byte for byte, in memory first, on disk when memory is short. */
export class RecordBuffer implements Spillable {
  readonly positions = new PositionList();
  readonly #memory: Memory;
  readonly #spillPath: string;
  #chunks: Buffer[] = [];
  /** How much of the last chunk is used; all others are full. */
  #used = 0;
  #bytes = 0;
  #contentBytes = 0;
  #longestBytes = 0;
  #spilled = 0;
  #oldestAt = Infinity;

  /** @param spillPath a file that is made when memory is short */
  constructor(memory: Memory, spillPath: string) {
    this.#memory = memory;
    this.#spillPath = spillPath;
    memory.join(this);
  }

  /** Bytes of all records so far, as they count: before a conversion. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes of what `content` gives. */
  get contentBytes(): number {
    return this.#contentBytes;
  }

  /** Bytes of the longest that was appended. */
  get longestBytes(): number {
    return this.#longestBytes;
  }

  get records(): number {
    return this.positions.count;
  }

  /** Arrival of the oldest record, ms since the epoch. */
  get oldestAt(): number {
    return this.#oldestAt;
  }

  get memoryBytes(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }

  /** @param from the record that this came from: its `position` may be that of the call before, never lower; `size` counts in place of the bytes */
  append(data: Uint8Array, { position, arrivedAt, size = data.byteLength }: { readonly position: number; readonly arrivedAt: number; readonly size?: number }): void {
    this.positions.add(position);
    this.#oldestAt = Math.min(this.#oldestAt, arrivedAt);
    this.#bytes += size;
    this.#contentBytes += data.byteLength;
    this.#longestBytes = Math.max(this.#longestBytes, data.byteLength);
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used + data.byteLength <= last.byteLength) {
      last.set(data, this.#used);
      this.#used += data.byteLength;
      return;
    }
    let rest = data;
    while (rest.byteLength > 0) {
      const chunk = this.#chunkWithRoom();
      const fits = rest.subarray(0, chunk.byteLength - this.#used);
      chunk.set(fits, this.#used);
      this.#used += fits.byteLength;
      rest = rest.subarray(fits.byteLength);
    }
  }

  /** All that was appended, in order. May be read several times. */
  async *content(): AsyncGenerator<Uint8Array> {
    // Taken at once: the buffer may be moved to disk while it is read.
    const spilled = this.#spilled;
    const inMemory = this.#filled();
    if (spilled > 0) yield* createReadStream(this.#spillPath, { end: spilled - 1 });
    yield* inMemory;
  }

  spill(): boolean {
    const filled = this.#filled();
    try {
      for (const part of filled) appendFileSync(this.#spillPath, part);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      // Better too much memory than records that are gone.
      truncateSync(this.#spillPath, this.#spilled);
      return false;
    }
    this.#spilled += filled.reduce((sum, part) => sum + part.byteLength, 0);
    this.#chunks = [];
    this.#used = 0;
    return true;
  }

  /** Frees memory and disk. */
  discard(): void {
    this.#memory.leave(this);
    this.#chunks = [];
    if (this.#spilled > 0) rmSync(this.#spillPath, { force: true });
  }

  #filled(): readonly Buffer[] {
    return this.#chunks.map((chunk, index) => (index === this.#chunks.length - 1 ? chunk.subarray(0, this.#used) : chunk));
  }

  #chunkWithRoom(): Buffer {
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used < last.byteLength) return last;
    const bytes = Math.min(LARGEST_CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * (last?.byteLength ?? 0)));
    const chunk = Buffer.allocUnsafeSlow(bytes);
    // Before the chunk joins: making room may spill this very buffer.
    this.#memory.took(bytes);
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
  }
}
