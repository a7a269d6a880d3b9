import { DueHeap } from "./due-heap";

/** Work that waits for its instant. */
export interface ScheduledWork {
  /** ms since the epoch, cloud clock. */
  readonly at: number;
  /** Called with its own instant, since `now()` may have moved on after an `await`. */
  readonly work: (at: number) => void | Promise<void>;
  cancelled: boolean;
}

/** Waiting work, earliest first; equal instants in the order in which they were added. */
export class DueQueue {
  #heap = new DueHeap<ScheduledWork>();

  add(due: ScheduledWork): void {
    this.#heap.add(due.at, due);
  }

  /** The earliest work that was not cancelled. */
  peek(): ScheduledWork | undefined {
    while (this.#heap.first?.item.cancelled) this.#heap.removeFirst();
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
