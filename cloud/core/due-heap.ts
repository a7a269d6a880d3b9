/** An item with the instant for which it waits. */
interface Waiting<T> {
  /** The instant, in ms. */
  readonly at: number;
  readonly item: T;
  /** Counts up: the order of items with equal instants. */
  readonly order: number;
}

/** Items by their instants, earliest first; equal instants in the order in which they were added. A binary heap. */
export class DueHeap<T> {
  #heap: Waiting<T>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  get first(): Waiting<T> | undefined {
    return this.#heap[0];
  }

  /** @param at ms */
  add(at: number, item: T): void {
    const heap = this.#heap;
    const waiting = { at, item, order: this.#added++ };
    let place = heap.push(waiting) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= at) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = waiting;
  }

  removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#sink(last);
  }

  /** Drops the items for which `isWanted` is false. */
  keepOnly(isWanted: (waiting: Waiting<T>) => boolean): void {
    // A sorted list is a heap.
    this.#heap = this.#heap.filter(isWanted).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  #sink(waiting: Waiting<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (below === undefined || isBefore(waiting, below)) break;
      heap[place] = below;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = waiting;
  }
}

const isBefore = (a: Waiting<unknown>, b: Waiting<unknown>): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);
