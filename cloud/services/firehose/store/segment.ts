import { getItemAt } from "../../../../foundation/item-at";
import type { AppendLog } from "../../../storage/append-log";

/** A segment of this size accepts no more batches, so that it fits into memory as a whole. */
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
