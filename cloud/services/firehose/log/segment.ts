import { itemAt } from "../../../core/item-at";
import type { AppendLog } from "../../../storage/append-log";

/** A sealed segment takes no more batches. These keep one small enough to be read into memory as a whole. */
const FULL_BYTES = 16 * 1024 * 1024;
const FULL_RECORDS = 65_536;

/**
 * One file of the intake, and for each of its records what is still to be delivered of it. A record is done when nothing
 * is; a segment whose records are all done can go.
 */
export class Segment {
  readonly number: number;
  /** Position of the first record. */
  readonly first: number;
  readonly log: AppendLog;
  /**
   * How many outputs of each record are still on their way. Starts at 1: the record itself, not yet processed. One that a producer
   * library packed may become more than two bytes can count.
   */
  #left = new Uint32Array(64);
  #records = 0;
  #open = 0;

  constructor(number: number, first: number, log: AppendLog) {
    this.number = number;
    this.first = first;
    this.log = log;
  }

  /** Position behind the last record. */
  get end(): number {
    return this.first + this.#records;
  }

  get isFull(): boolean {
    return this.log.bytes >= FULL_BYTES || this.#records >= FULL_RECORDS;
  }

  /** Whether nothing is left to deliver of what it holds so far. */
  get isDone(): boolean {
    return this.#open === 0;
  }

  holds(position: number): boolean {
    return position >= this.first && position < this.end;
  }

  /** Counts in records that stand behind the ones before. */
  add(records: number): void {
    while (this.#records + records > this.#left.length) {
      const larger = new Uint32Array(this.#left.length * 2);
      larger.set(this.#left);
      this.#left = larger;
    }
    this.#left.fill(1, this.#records, this.#records + records);
    this.#records += records;
    this.#open += records;
  }

  /** How many outputs of a record are still on their way: none of a record in another segment. */
  left(position: number): number {
    return this.holds(position) ? itemAt(this.#left, position - this.first) : 0;
  }

  /**
   * Changes how many outputs of a record are on their way.
   *
   * @returns whether the record became done by this
   */
  change(position: number, by: number): boolean {
    const before = this.left(position);
    const after = before + by;
    if (before === 0 || after < 0)
      throw new RangeError(`record ${position} has ${before} outputs on their way, and ${-by} came in`);
    this.#left[position - this.first] = after;
    if (after === 0) this.#open -= 1;
    return after === 0;
  }
}
