const FIRST_BYTES = 64;

/**
 * Positions of records in their stream's write-ahead log, in the order in which they were added: ascending, repeated where one
 * record gave several outputs. Stored as differences of mostly one or two bytes each, since a buffer may hold millions
 * of positions.
 */
export class PositionList implements Iterable<number> {
  #bytes: Uint8Array = new Uint8Array(FIRST_BYTES);
  #used = 0;
  #last = 0;
  #count = 0;

  /** @param encoded the result of `encoded()` */
  static from(encoded: Uint8Array): PositionList {
    const list = new PositionList();
    list.#bytes = encoded;
    list.#used = encoded.byteLength;
    for (const position of list) {
      list.#last = position;
      list.#count += 1;
    }
    return list;
  }

  /** How many positions were added, repeated ones included. */
  get count(): number {
    return this.#count;
  }

  /** The highest position; 0 if the list is empty. */
  get last(): number {
    return this.#last;
  }

  /** @param position not below the one added before */
  add(position: number): void {
    if (position < this.#last) throw new RangeError(`position ${position} comes before ${this.#last}`);
    if (this.#used + 10 > this.#bytes.byteLength) this.#grow();
    let rest = position - this.#last;
    while (rest > 127) {
      this.#bytes[this.#used++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#used++] = rest;
    this.#last = position;
    this.#count += 1;
  }

  encodePositions(): Uint8Array {
    return this.#bytes.subarray(0, this.#used);
  }

  *[Symbol.iterator](): IterableIterator<number> {
    let position = 0;
    let difference = 0;
    let scale = 1;
    for (const byte of this.encodePositions()) {
      difference += (byte % 128) * scale;
      scale *= 128;
      if (byte > 127) continue;
      position += difference;
      difference = 0;
      scale = 1;
      yield position;
    }
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.byteLength * 2);
    larger.set(this.encodePositions());
    this.#bytes = larger;
  }
}
