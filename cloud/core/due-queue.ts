/** Work that waits for its instant. */
export interface Due {
  /** ms since the epoch, cloud clock. */
  readonly at: number;
  /** Told its own instant, which asynchronous work keeps after the clock has gone on. */
  readonly work: (at: number) => void | Promise<void>;
  cancelled: boolean;
}

interface Entry {
  readonly due: Due;
  readonly order: number;
}

/** Waiting work, earliest first; equal instants in the order in which they were added. A binary heap. */
export class DueQueue {
  readonly #heap: Entry[] = [];
  #added = 0;

  add(due: Due): void {
    this.#heap.push({ due, order: this.#added++ });
    this.#rise(this.#heap.length - 1);
  }

  /** The earliest work that was not cancelled. */
  peek(): Due | undefined {
    while (this.#heap[0]?.due.cancelled) this.#removeFirst();
    return this.#heap[0]?.due;
  }

  /** Takes the earliest work out if it is due at or before `now`. */
  takeDue(now: number): Due | undefined {
    const first = this.peek();
    if (first === undefined || first.at > now) return undefined;
    this.#removeFirst();
    return first;
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = right < this.#heap.length && this.#isEarlier(right, left) ? right : left;
      if (child >= this.#heap.length || !this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #isEarlier(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.due.at < b.due.at || (a.due.at === b.due.at && a.order < b.order);
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    if (!this.#isEarlier(child, parent)) return false;
    const a = this.#heap[child];
    const b = this.#heap[parent];
    if (a === undefined || b === undefined) return false;
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }
}
