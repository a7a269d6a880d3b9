import type { HashRange } from "./hash-keys";
import type { ShardRecord } from "../store/record";
import { getNumberAfter, SequenceCounter, formatSequenceNumber } from "./sequence-number";
import type { ShardLog } from "../store/shard-log";
import { formatShardId, type StoredShard } from "./stored-stream";
import { TokenBucket } from "../../../core/rates";

// One shard's limits per second, for writes and reads (KDS-014, KDS-022).
const RECORDS_IN = 1_000;
const BYTES_IN = 1024 * 1024;
const BYTES_OUT = 2 * 1024 * 1024;
const READS = 5;

/** One shard: its range of hash keys, its records, and what is left of its limits in this second. */
export class Shard {
  readonly index: number;
  readonly id: string;
  readonly range: HashRange;
  readonly log: ShardLog;
  readonly stored: StoredShard;
  /** Seconds since the epoch, as in the shard's sequence numbers. */
  readonly madeAtSeconds: number;
  readonly recordsIn: TokenBucket;
  readonly bytesIn: TokenBucket;
  readonly bytesOut: TokenBucket;
  readonly reads: TokenBucket;
  /** Reads by programs since the cloud's start: `records` counts records, repeated reads included; `reached` is the number of the first record that no program has read. */
  readonly readers: { records: number; reached: number };

  /** @param before the same shard before it was closed, whose limits in this second go on */
  constructor(stored: StoredShard, log: ShardLog, before?: Shard) {
    this.stored = stored;
    this.madeAtSeconds = Math.floor(stored.madeAt / 1000);
    this.index = stored.index;
    this.id = formatShardId(stored.index);
    this.range = { first: BigInt(stored.firstHash), last: BigInt(stored.lastHash) };
    this.log = log;
    this.recordsIn = before?.recordsIn ?? new TokenBucket(RECORDS_IN);
    this.bytesIn = before?.bytesIn ?? new TokenBucket(BYTES_IN);
    this.bytesOut = before?.bytesOut ?? new TokenBucket(BYTES_OUT);
    this.reads = before?.reads ?? new TokenBucket(READS);
    this.readers = before?.readers ?? { records: 0, reached: 0 };
  }

  /** Counts a program's read. @param next the number to read from next */
  noteRead(records: number, next: number): void {
    this.readers.records += records;
    this.readers.reached = Math.max(this.readers.reached, next);
  }

  get isOpen(): boolean {
    return this.stored.closed === undefined;
  }

  /** The sequence number of a record of this shard. */
  getSequenceNumber({ number, arrivedAt }: Pick<ShardRecord, "number" | "arrivedAt">): string {
    return formatSequenceNumber({ shardMadeAt: this.madeAtSeconds, arrivedAt, number, shard: this.index });
  }

  /** For the sequence numbers of many records. @param digits as for SequenceCounter */
  createSequenceCounter(digits?: Buffer): SequenceCounter {
    return new SequenceCounter({ shardMadeAt: this.madeAtSeconds, shard: this.index }, digits);
  }

  /**
   * The sequence number at which a subscription goes on: between a record's and the next one's, and no record's own
   * (seen on AWS).
   *
   * @param number of the last record, 0 for none
   */
  getContinuation({ number, arrivedAt }: Pick<ShardRecord, "number" | "arrivedAt">): string {
    return getNumberAfter(this.getSequenceNumber({ number, arrivedAt }));
  }

  get startingSequence(): string {
    return this.getSequenceNumber({ number: 0, arrivedAt: this.stored.madeAt });
  }

  /** Undefined while the shard is open. */
  get endingSequence(): string | undefined {
    const { closed } = this.stored;
    return closed === undefined ? undefined : this.getSequenceNumber({ number: closed.number, arrivedAt: closed.at });
  }

  /** Whether one more record of `bytes` (key and data) fits into this second's limits; counts the record if so. */
  canTake(bytes: number, now: number): boolean {
    if (!this.recordsIn.canUse(1, now) || !this.bytesIn.canUse(bytes, now)) return false;
    this.recordsIn.use(1);
    this.bytesIn.use(bytes);
    return true;
  }
}
