/** Numbers a chunk: its offset, and the distance of its number from the first chunk's. */
const COLUMNS = 2;
/** Bytes that a number takes in an array that grows, about. */
const NUMBER_BYTES = 12;
/** Bytes that the index of a shard takes beside its columns: objects, and the array's first room. */
const OVERHEAD_BYTES = 250;

/** Where a chunk of records begins. */
export interface ChunkPlace {
  /** In its file. */
  readonly offset: number;
  /** The number of its first record. */
  readonly number: number;
}

/** Where the chunks of one shard lie in one file, in the order in which they were written: 16 to 24 bytes of memory a chunk. */
export class ChunkIndex {
  /** No typed array, which costs a stream with few records more than the numbers do. */
  readonly #columns: number[] = [];
  #firstNumber = 0;

  /** How many chunks there are. */
  get length(): number {
    return this.#columns.length / COLUMNS;
  }

  /** The memory it takes, about. */
  get bytes(): number {
    return OVERHEAD_BYTES + this.#columns.length * NUMBER_BYTES;
  }

  add({ offset, number }: ChunkPlace): void {
    if (this.#columns.length === 0) this.#firstNumber = number;
    this.#columns.push(offset, number - this.#firstNumber);
  }

  at(index: number): ChunkPlace | undefined {
    if (index >= this.length) return undefined;
    const [offset = 0, distance = 0] = [this.#columns[index * COLUMNS], this.#columns[index * COLUMNS + 1]];
    return { offset, number: this.#firstNumber + distance };
  }

  /** How many chunks at the beginning answer yes; all that do must come before all that do not. */
  count(isBefore: (chunk: ChunkPlace) => boolean): number {
    return countBefore(this.length, (index) => {
      const chunk = this.at(index);
      return chunk !== undefined && isBefore(chunk);
    });
  }
}

/** How many of `length` places at the beginning answer yes; all that do must come before all that do not. */
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
