/** What waits for an instant. */
export interface Waiting<T> {
  /** ms. */
  readonly at: number;
  readonly item: T;
}

/** Items by their instants, earliest first: a binary heap. */
export class DueHeap<T> {
  #heap: Waiting<T>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  get first(): Waiting<T> | undefined {
    return this.#heap[0];
  }

  add(waiting: Waiting<T>): void {
    const heap = this.#heap;
    let place = heap.push(waiting) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= waiting.at) break;
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

  /** Drops what is not wanted any more. */
  keepOnly(isWanted: (waiting: Waiting<T>) => boolean): void {
    // A sorted list is a heap.
    this.#heap = this.#heap.filter(isWanted).sort((a, b) => a.at - b.at);
  }

  #sink(waiting: Waiting<T>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const isRight = left !== undefined && right !== undefined && right.at < left.at;
      const below = isRight ? right : left;
      if (below === undefined || below.at >= waiting.at) break;
      heap[place] = below;
      place = 2 * place + (isRight ? 2 : 1);
    }
    heap[place] = waiting;
  }
}
