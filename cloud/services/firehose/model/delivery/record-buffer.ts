import {
  closeSync,
  createReadStream,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writevSync,
} from "node:fs";
import { isDiskFull } from "../../../../core/faults";
import type { Memory, SpillableBuffer } from "./memory";
import { isPresent } from "../../../../storage/if-present";
import { PositionList } from "../../store/segment";

const FIRST_CHUNK_BYTES = 4 * 1024;
const LARGEST_CHUNK_BYTES = 256 * 1024;
/**
 * A spilled buffer up to this size is read from disk in one go: hundreds of small files read as streams take far
 * longer.
 */
const READ_AT_ONCE_BYTES = 1024 * 1024;

/** The outputs that will become one object: appended byte for byte, in memory first, on disk when memory is short. */
export class RecordBuffer implements SpillableBuffer {
  readonly positions = new PositionList();
  readonly #memory: Memory;
  readonly #spillPath: string;
  #chunks: Buffer[] = [];
  /** How many bytes of the last chunk are used; all others are full. */
  #used = 0;
  #bytes = 0;
  #contentBytes = 0;
  #maxBytes = 0;
  #spilled = 0;
  #memoryBytes = 0;
  #readers = 0;
  #oldestAt = Infinity;

  /** @param spillPath the file that is made when memory is short */
  constructor(memory: Memory, spillPath: string) {
    this.#memory = memory;
    this.#spillPath = spillPath;
    memory.join(this);
  }

  /** Bytes of all records as they count toward the buffering hint: before a conversion. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes that `content` gives. */
  get contentBytes(): number {
    return this.#contentBytes;
  }

  /** Bytes of the longest piece of data that was appended. */
  get maxBytes(): number {
    return this.#maxBytes;
  }

  get records(): number {
    return this.positions.count;
  }

  /** Arrival of the oldest record, ms since the epoch. */
  get oldestAt(): number {
    return this.#oldestAt;
  }

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /** @param from the record that the data came from: its `position` is that of the call before or a higher one; `size` counts in place of the bytes */
  append(
    data: Uint8Array,
    {
      position,
      arrivedAt,
      size = data.byteLength,
    }: { readonly position: number; readonly arrivedAt: number; readonly size?: number },
  ): void {
    this.positions.add(position);
    this.#oldestAt = Math.min(this.#oldestAt, arrivedAt);
    this.#bytes += size;
    this.#contentBytes += data.byteLength;
    this.#maxBytes = Math.max(this.#maxBytes, data.byteLength);
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used + data.byteLength <= last.byteLength) {
      last.set(data, this.#used);
      this.#used += data.byteLength;
      return;
    }
    let rest = data;
    while (rest.byteLength > 0) {
      const chunk = this.#getChunkWithSpace();
      const fits = rest.subarray(0, chunk.byteLength - this.#used);
      chunk.set(fits, this.#used);
      this.#used += fits.byteLength;
      rest = rest.subarray(fits.byteLength);
    }
  }

  /** All data that was appended, in order. May be read several times. */
  async *readContent(): AsyncGenerator<Uint8Array> {
    // Both are read at once, since the buffer may be moved to disk while a caller reads the content.
    const spilled = this.#spilled;
    const inMemory = this.#listFilled();
    this.#readers += 1;
    try {
      if (spilled > READ_AT_ONCE_BYTES)
        yield* createReadStream(this.#spillPath, { end: spilled - 1, highWaterMark: LARGEST_CHUNK_BYTES });
      else if (spilled > 0) yield readFileSync(this.#spillPath).subarray(0, spilled);
      yield* inMemory;
    } finally {
      this.#readers -= 1;
    }
  }

  spill(): boolean {
    const filled = this.#listFilled();
    if (filled.length === 0) return true;
    try {
      appendAll(this.#spillPath, filled);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      // Using too much memory is better than losing records.
      if (isPresent(this.#spillPath)) truncateSync(this.#spillPath, this.#spilled);
      return false;
    }
    this.#spilled += filled.reduce((sum, part) => sum + part.byteLength, 0);
    this.#clear();
    return true;
  }

  /** Frees memory and disk. */
  discard(): void {
    this.#memory.leave(this);
    this.#clear();
    // The file may be gone already, together with the stream's folder.
    if (this.#spilled > 0) rmSync(this.#spillPath, { force: true });
    this.#spilled = 0;
  }

  #clear(): void {
    if (this.#readers === 0) this.#memory.giveBack(this.#chunks);
    this.#chunks = [];
    this.#used = 0;
    this.#memoryBytes = 0;
  }

  #listFilled(): readonly Buffer[] {
    return this.#chunks.map((chunk, index) =>
      index === this.#chunks.length - 1 ? chunk.subarray(0, this.#used) : chunk,
    );
  }

  #getChunkWithSpace(): Buffer {
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used < last.byteLength) return last;
    const bytes = Math.min(LARGEST_CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * (last?.byteLength ?? 0)));
    // `take` may make room by spilling this very buffer.
    const chunk = this.#memory.take(bytes);
    this.#chunks.push(chunk);
    this.#memoryBytes += bytes;
    this.#used = 0;
    return chunk;
  }
}

/**
 * The system may write fewer bytes than it is given, as when the disk fills up: the second write then throws the
 * reason.
 */
function appendAll(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, "a", 0o600);
  try {
    let left = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
    left -= writevSync(file, parts);
    if (left > 0) writeFileSync(file, Buffer.concat(parts).subarray(-left));
  } finally {
    closeSync(file);
  }
}
