/** A list with removal at the front and insertion at both ends, each in constant time. */
export class Deque<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** The item at an index counted from the front; undefined after the end. */
  getItem(position: number): T | undefined {
    return this.#items[this.#head + position];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#items.length) this.#trim();
    return item;
  }

  /** Puts items before all others, in the order given. */
  unshift(items: readonly T[]): void {
    if (items.length > this.#head) {
      // Leaves spare room at the front, so that later calls do not copy all items again.
      const spare = 64 + (this.length >> 3) + items.length;
      this.#items = [...new Array<undefined>(spare), ...this.#items.slice(this.#head)];
      this.#head = spare;
    }
    this.#head -= items.length;
    for (const [index, item] of items.entries()) this.#items[this.#head + index] = item;
  }

  /** Removes unwanted and repeated items. */
  keepOnly(isWanted: (item: T) => boolean): void {
    const values = new Set<T>();
    for (let position = 0; position < this.length; position++) {
      const item = this.getItem(position);
      if (item !== undefined && isWanted(item)) values.add(item);
    }
    this.#items = [...values];
    this.#head = 0;
  }

  #trim(): void {
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
