import type { Storage } from "../../storage/storage";
import type { NewRecord, ShardRecord } from "./record";
import { Segment } from "./segment";

/** A segment is closed at this size, so that old ones can be removed whole. */
const SEGMENT_BYTES = 64 * 1024 * 1024;

/** How much a read may give. */
export interface ReadLimits {
  readonly records: number;
  readonly bytes: number;
}

/** The records of one shard, on disk. Its files are opened when somebody first asks for them. */
export class ShardLog {
  readonly #storage: Storage;
  readonly #folder: string;
  readonly #listeners = new Set<() => void>();
  #opened: Segment[] | undefined;

  readonly #segmentBytes: number;

  /**
   * @param folder       such as `kinesis/<stream id>/<shard>`
   * @param segmentBytes a file is closed at this size, 64 MiB unless told
   */
  constructor(storage: Storage, folder: string, segmentBytes = SEGMENT_BYTES) {
    this.#storage = storage;
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
  }

  /** The number that the next record will get. */
  get next(): number {
    return (this.#newest()?.number ?? 0) + 1;
  }

  /** When the newest record arrived; 0 if there was none. */
  get lastArrival(): number {
    return this.#newest()?.arrivedAt ?? 0;
  }

  /**
   * Writes records behind the others: all, or none.
   *
   * @param at `arrivedAt` and `upMs` of all of them
   * @returns the first one's number, and their arrival time
   * @throws  the operating system's error (ENOSPC)
   */
  append(records: readonly NewRecord[], at: Pick<ShardRecord, "arrivedAt" | "upMs">): { readonly number: number; readonly arrivedAt: number } {
    const number = this.next;
    // A paced clock's timers may run a little behind; a shard's times never go back.
    const arrivedAt = Math.max(at.arrivedAt, this.lastArrival);
    this.#writable(number).append(records.map((record, index) => ({ ...record, upMs: at.upMs, arrivedAt, number: number + index })));
    for (const listener of [...this.#listeners]) listener();
    return { number, arrivedAt };
  }

  /** Calls `listener` after each write. @returns what makes it forget the listener */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Records from `number` on that have not aged out, oldest first.
   *
   * @param aged records that arrived at this up time or before are gone
   */
  read(number: number, aged: number, limits: ReadLimits): ShardRecord[] {
    const read: ShardRecord[] = [];
    let bytes = 0;
    if (number >= this.next) return read;
    for (const record of this.#recordsFrom(number, aged)) {
      bytes += record.data.byteLength + record.partitionKey.length;
      if (read.length === limits.records || (bytes > limits.bytes && read.length > 0)) break;
      read.push(record);
    }
    return read;
  }

  /** The number of the first record that arrived at `time` (ms) or later, or the next one's. */
  numberAt(time: number): number {
    for (const segment of this.#segments()) {
      if ((segment.last?.arrivedAt ?? 0) < time) continue;
      for (const { number, arrivedAt } of segment.from((block) => block.arrivedAt < time)) if (arrivedAt >= time) return number;
    }
    return this.next;
  }

  /** Removes files whose records are all older than `aged` (up time); the newest stays, since it holds the next number. */
  removeAged(aged: number): void {
    const segments = this.#segments();
    while (segments.length > 1 && (segments[0]?.last?.upMs ?? 0) <= aged) {
      const oldest = segments.shift();
      if (oldest === undefined) return;
      const [name] = this.#storage.logsIn(this.#folder);
      this.#storage.release(oldest.log);
      if (name !== undefined) this.#storage.remove(name);
    }
  }

  /** Closes and removes everything. */
  remove(): void {
    for (const { log } of this.#opened ?? []) this.#storage.release(log);
    this.#opened = [];
    this.#storage.remove(this.#folder);
  }

  *#recordsFrom(number: number, aged: number): Generator<ShardRecord> {
    for (const segment of this.#segments()) {
      const { last } = segment;
      if (last === undefined || last.number < number || last.upMs <= aged) continue;
      const isBefore = (one: Pick<ShardRecord, "number" | "upMs">): boolean => one.number <= number || one.upMs <= aged;
      for (const record of segment.from(isBefore)) if (record.number >= number && record.upMs > aged) yield record;
    }
  }

  #newest(): Pick<ShardRecord, "number" | "arrivedAt" | "upMs"> | undefined {
    const segments = this.#segments();
    // A segment that was just begun is still empty.
    return segments.at(-1)?.last ?? segments.at(-2)?.last;
  }

  #segments(): Segment[] {
    this.#opened ??= this.#storage.logsIn(this.#folder).map((name) => new Segment((replay) => this.#storage.log(name, replay)));
    return this.#opened;
  }

  #writable(number: number): Segment {
    const segments = this.#segments();
    const last = segments.at(-1);
    if (last !== undefined && last.log.bytes < this.#segmentBytes) return last;
    // Named by their first record, so that their alphabetical order is their own.
    const name = `${this.#folder}/${String(number).padStart(16, "0")}`;
    const segment = new Segment((replay) => this.#storage.log(name, replay));
    segments.push(segment);
    return segment;
  }
}
