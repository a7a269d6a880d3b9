import { getItemAt } from "../../../core/item-at";
import type { AppendLog } from "../../../storage/append-log";

/** A segment of this size takes no more batches, so that it can be read into memory as a whole. */
const FULL_BYTES = 16 * 1024 * 1024;
const FULL_RECORDS = 65_536;

/**
 * One file of the write-ahead log, with the number of undelivered outputs of each of its records. A record is done when that is
 * 0; a segment whose records are all done can be removed.
 */
export class Segment {
  readonly number: number;
  /** Position of the first record. */
  readonly first: number;
  readonly log: AppendLog;
  /**
   * The number of undelivered outputs of each record. Starts at 1 for the record itself, not yet processed. Four bytes
   * each, since a record packed by a producer library may have more outputs than two bytes can count.
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

  /** Whether all records of the segment are done. */
  get isDone(): boolean {
    return this.#open === 0;
  }

  hasPosition(position: number): boolean {
    return position >= this.first && position < this.end;
  }

  /** Adds records behind the last one. */
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

  /** The number of undelivered outputs of a record; 0 for a record of another segment. */
  countRemaining(position: number): number {
    return this.hasPosition(position) ? getItemAt(this.#left, position - this.first) : 0;
  }

  /**
   * Changes the number of undelivered outputs of a record.
   *
   * @returns whether this change made the record done
   */
  change(position: number, by: number): boolean {
    const before = this.countRemaining(position);
    const after = before + by;
    if (before === 0 || after < 0)
      throw new RangeError(`record ${position} has ${before} outputs on their way, and ${-by} came in`);
    this.#left[position - this.first] = after;
    if (after === 0) this.#open -= 1;
    return after === 0;
  }
}
