/** The first page of an index, and the size to which it grows; further pages have that size from the start. */
const FIRST_ENTRIES = 4;
const PAGE_ENTRIES = 1024;

/** A run of entries. Numbers stand as distances from the page's first, so that 12 bytes are enough for an entry. */
interface Page {
  readonly firstNumber: number;
  offsets: Float64Array;
  numbers: Uint32Array;
  count: number;
}

/** Where a chunk of records begins. */
export interface ChunkPlace {
  /** In the stream's log. */
  readonly offset: number;
  /** The number of its first record. */
  readonly number: number;
}

/** Where the chunks of one shard lie, in the order in which they were written: 12 bytes of memory a chunk. */
export class ChunkIndex {
  readonly #pages: Page[] = [];

  /** How many chunks there are. */
  get length(): number {
    const last = this.#pages.at(-1);
    return last === undefined ? 0 : (this.#pages.length - 1) * PAGE_ENTRIES + last.count;
  }

  add({ offset, number }: ChunkPlace): void {
    const page = this.#writable(number);
    page.offsets[page.count] = offset;
    page.numbers[page.count] = number - page.firstNumber;
    page.count += 1;
  }

  at(index: number): ChunkPlace | undefined {
    const page = this.#pages[Math.floor(index / PAGE_ENTRIES)];
    const place = index % PAGE_ENTRIES;
    if (page === undefined || place >= page.count) return undefined;
    return { offset: page.offsets[place] ?? 0, number: page.firstNumber + (page.numbers[place] ?? 0) };
  }

  /** How many chunks at the beginning answer yes; all that do must come before all that do not. */
  count(isBefore: (chunk: ChunkPlace) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const chunk = this.at(middle);
      if (chunk !== undefined && isBefore(chunk)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets whole pages of chunks that lie before an offset; what is left of them in a page that stays does no harm. */
  forgetBefore(offset: number): void {
    while (this.#pages.length > 1 && (this.#pages[1]?.offsets[0] ?? Infinity) <= offset) this.#pages.shift();
  }

  #writable(number: number): Page {
    const last = this.#pages.at(-1);
    if (last !== undefined && last.count < last.offsets.length) return last;
    if (last !== undefined && last.count < PAGE_ENTRIES) return grown(last);
    const entries = last === undefined ? FIRST_ENTRIES : PAGE_ENTRIES;
    const page = { firstNumber: number, offsets: new Float64Array(entries), numbers: new Uint32Array(entries), count: 0 };
    this.#pages.push(page);
    return page;
  }
}

function grown(page: Page): Page {
  const entries = Math.min(PAGE_ENTRIES, page.offsets.length * 4);
  const { offsets, numbers } = page;
  page.offsets = new Float64Array(entries);
  page.numbers = new Uint32Array(entries);
  page.offsets.set(offsets);
  page.numbers.set(numbers);
  return page;
}
