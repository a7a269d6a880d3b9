import type { AppendLog } from "../../storage/append-log";
import { recordFrom, recordHead, type ShardRecord } from "./record";

/** One entry of the index for so many bytes of records: 5 million records of 1 KB need 80,000 entries. */
const BLOCK_BYTES = 64 * 1024;

/** Where a run of records begins. */
interface Block {
  readonly offset: number;
  readonly number: number;
  readonly arrivedAt: number;
  readonly upMs: number;
}

/** Opens the log that a segment stands in; called once, with what replays it. */
export type OpenLog = (replay: (payload: Buffer, offset: number) => void) => AppendLog;

/** A run of a shard's records: bytes on disk, a sparse index in memory. */
export class Segment {
  readonly log: AppendLog;
  readonly #blocks: Block[] = [];
  #last: Pick<ShardRecord, "number" | "arrivedAt" | "upMs"> | undefined;

  constructor(open: OpenLog) {
    this.log = open((payload, offset) => this.#index(recordFrom(payload), offset));
  }

  /** The last record's number, arrival and up time; undefined while there is none. */
  get last(): Pick<ShardRecord, "number" | "arrivedAt" | "upMs"> | undefined {
    return this.#last;
  }

  /** @throws the operating system's error, with nothing written */
  append(records: readonly ShardRecord[]): void {
    const offsets = this.log.append(records.map((record) => [recordHead(record), record.data]));
    for (const [index, record] of records.entries()) this.#index(record, offsets[index] ?? 0);
  }

  /** Records from the block on that the first one wanted can lie in; the caller skips those before it. */
  *from(isBefore: (block: Pick<ShardRecord, "number" | "arrivedAt" | "upMs">) => boolean): Generator<ShardRecord> {
    const block = this.#blockBefore(isBefore);
    if (block === undefined) return;
    for (const { payload } of this.log.frames(block.offset, true)) yield recordFrom(payload);
  }

  /** The last block that begins before the wanted record, else the first. */
  #blockBefore(isBefore: (block: Block) => boolean): Block | undefined {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block !== undefined && isBefore(block)) low = middle + 1;
      else high = middle;
    }
    return this.#blocks[Math.max(0, low - 1)];
  }

  #index({ number, arrivedAt, upMs }: ShardRecord, offset: number): void {
    const block = this.#blocks.at(-1);
    if (block === undefined || offset - block.offset >= BLOCK_BYTES) this.#blocks.push({ offset, number, arrivedAt, upMs });
    this.#last = { number, arrivedAt, upMs };
  }
}
