/** An item, and when it is due. */
interface HeapEntry<T> {
  /** The instant, in ms. */
  readonly at: number;
  readonly item: T;
  /** Counts up: the order of items with equal instants. */
  readonly order: number;
}

/** Items by their instants, earliest first; equal instants in the order in which they were added. A binary heap. */
export class DueHeap<T> {
  #heap: HeapEntry<T>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  get first(): HeapEntry<T> | undefined {
    return this.#heap[0];
  }

  /** @param at ms */
  add(at: number, item: T): void {
    const heap = this.#heap;
    const waiting = { at, item, order: this.#added++ };
    let position = heap.push(waiting) - 1;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= at) break;
      heap[position] = above;
      position = parent;
    }
    heap[position] = waiting;
  }

  removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#sink(last);
  }

  /** Drops the items for which `isWanted` is false. */
  keepOnly(isWanted: (waiting: HeapEntry<T>) => boolean): void {
    // A sorted list is a heap.
    this.#heap = this.#heap.filter(isWanted).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  #sink(waiting: HeapEntry<T>): void {
    const heap = this.#heap;
    let position = 0;
    for (;;) {
      const left = heap[2 * position + 1];
      const right = heap[2 * position + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (below === undefined || isBefore(waiting, below)) break;
      heap[position] = below;
      position = 2 * position + (isRight ? 2 : 1);
    }
    heap[position] = waiting;
  }
}

const isBefore = (a: HeapEntry<unknown>, b: HeapEntry<unknown>): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

/** Work that waits for its instant. */
export interface ScheduledWork {
  /** ms since the epoch, cloud clock. */
  readonly at: number;
  /** Called with its own instant, since `now()` may have moved on after an `await`. */
  readonly work: (at: number) => void | Promise<void>;
  canceled: boolean;
}

/** Waiting work, earliest first; equal instants in the order in which they were added. */
export class DueQueue {
  #heap = new DueHeap<ScheduledWork>();

  add(due: ScheduledWork): void {
    this.#heap.add(due.at, due);
  }

  /** The earliest work that was not canceled. */
  peek(): ScheduledWork | undefined {
    while (this.#heap.first?.item.canceled) this.#heap.removeFirst();
    return this.#heap.first?.item;
  }

  /** Takes the earliest work out if it is due at or before `now`. */
  takeDue(now: number): ScheduledWork | undefined {
    const first = this.peek();
    if (first === undefined || first.at > now) return undefined;
    this.#heap.removeFirst();
    return first;
  }

  clear(): void {
    this.#heap = new DueHeap();
  }
}
