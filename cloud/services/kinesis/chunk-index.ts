const FIRST_CHUNKS = 2;
/** Numbers a chunk: its offset, and the distance of its number from the first chunk's. */
const COLUMNS = 2;
/** What the index of a shard takes beside its columns: objects, and the array's own head. */
const OVERHEAD_BYTES = 300;

/** Where a chunk of records begins. */
export interface ChunkPlace {
  /** In its file. */
  readonly offset: number;
  /** The number of its first record. */
  readonly number: number;
}

/** Where the chunks of one shard lie in one file, in the order in which they were written: 8 to 16 bytes of memory a chunk. */
export class ChunkIndex {
  #columns = new Uint32Array(FIRST_CHUNKS * COLUMNS);
  #firstNumber = 0;
  #count = 0;

  /** How many chunks there are. */
  get length(): number {
    return this.#count;
  }

  /** The memory it takes, about. */
  get bytes(): number {
    return OVERHEAD_BYTES + this.#columns.byteLength;
  }

  add({ offset, number }: ChunkPlace): void {
    const at = this.#count * COLUMNS;
    if (at === 0) this.#firstNumber = number;
    if (at === this.#columns.length) this.#grow();
    this.#columns[at] = offset;
    this.#columns[at + 1] = number - this.#firstNumber;
    this.#count += 1;
  }

  at(index: number): ChunkPlace | undefined {
    if (index >= this.#count) return undefined;
    const [offset = 0, distance = 0] = [this.#columns[index * COLUMNS], this.#columns[index * COLUMNS + 1]];
    return { offset, number: this.#firstNumber + distance };
  }

  /** How many chunks at the beginning answer yes; all that do must come before all that do not. */
  count(isBefore: (chunk: ChunkPlace) => boolean): number {
    return countBefore(this.#count, (index) => {
      const chunk = this.at(index);
      return chunk !== undefined && isBefore(chunk);
    });
  }

  #grow(): void {
    const larger = new Uint32Array(this.#columns.length * 2);
    larger.set(this.#columns);
    this.#columns = larger;
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
