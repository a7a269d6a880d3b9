/** Numbers stored for each chunk: its offset, and its first record's number, counted from the first chunk's. */
const COLUMNS = 2;
/** Approximate bytes that a number takes in a growing array. */
const NUMBER_BYTES = 12;
/** Bytes that the index of a shard takes beside its numbers: objects, and the array's initial capacity. */
const OVERHEAD_BYTES = 250;

/** Where a chunk of records begins. */
interface ChunkPosition {
  /** The byte offset in the chunk's file. */
  readonly offset: number;
  /** The number of its first record. */
  readonly number: number;
}

/** The positions of one shard's chunks in one file, in the order of writing: 16 to 24 bytes of memory for each chunk. */
export class ChunkIndex {
  /** A plain array: for a stream with few records a typed array would take more memory than its numbers. */
  readonly #columns: number[] = [];
  #firstNumber = 0;

  /** The number of chunks. */
  get length(): number {
    return this.#columns.length / COLUMNS;
  }

  /** The approximate memory of the index, in bytes. */
  get bytes(): number {
    return OVERHEAD_BYTES + this.#columns.length * NUMBER_BYTES;
  }

  add({ offset, number }: ChunkPosition): void {
    if (this.#columns.length === 0) this.#firstNumber = number;
    this.#columns.push(offset, number - this.#firstNumber);
  }

  getPlace(index: number): ChunkPosition | undefined {
    if (index >= this.length) return undefined;
    const [offset = 0, distance = 0] = [this.#columns[index * COLUMNS], this.#columns[index * COLUMNS + 1]];
    return { offset, number: this.#firstNumber + distance };
  }

  /** How many chunks at the beginning satisfy `isBefore`; they must all come before the chunks that do not. */
  count(isBefore: (chunk: ChunkPosition) => boolean): number {
    return countBefore(this.length, (index) => {
      const chunk = this.getPlace(index);
      return chunk !== undefined && isBefore(chunk);
    });
  }
}

/**
 * How many of `length` indexes satisfy `isBefore`, by binary search; they must all come before the indexes that do not.
 */
export function countBefore(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
