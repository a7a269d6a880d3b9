import type { ShardRecord } from "../store/record";
import type { ShardLog } from "../store/shard-log";
import { formatShardId, type StoredShard } from "./stored-stream";
import { TokenBucket } from "../../../core/rates";
import { hash } from "node:crypto";

/** The number of hash keys, which have 128 bits: from 0 up to, not including, this. */
export const HASH_SPACE = 2n ** 128n;

/** The hash keys of one shard, both ends included. */
interface HashRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** A hash key as four numbers of 32 bits, the highest first: they are compared and made faster than a bigint. */
export type HashWords = Uint32Array;
/** How many words a hash key has. */
export const WORDS = 4;

const WORD_BYTES = 4;
const HASH_DIGITS = 32;

/** Writes a hash key as words. */
export function putWords(hashKey: bigint, into: HashWords): void {
  putBytes(Buffer.from(hashKey.toString(16).padStart(HASH_DIGITS, "0"), "hex"), into);
}

/** Writes a partition key's hash key as words: its MD5, read as one number (KDS-010). */
export function putHash(partitionKey: string, into: HashWords): void {
  putBytes(hash("md5", partitionKey, "buffer"), into);
}

function putBytes(bytes: Buffer, into: HashWords): void {
  for (let word = 0; word < WORDS; word += 1) into[word] = bytes.readUInt32BE(word * WORD_BYTES);
}

/** The hash space in `count` ranges of equal size; the last also takes the remainder (KDS-009). */
export function divideHashSpace(count: number): HashRange[] {
  const width = HASH_SPACE / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    first: width * BigInt(index),
    last: index === count - 1 ? HASH_SPACE - 1n : width * BigInt(index + 1) - 1n,
  }));
}

/** The fields of a sequence number of the version that AWS writes today. */
export interface SequencePosition {
  /** Seconds since the epoch at which the record's shard was made. */
  readonly shardMadeAt: number;
  /** ms since the epoch; the number holds its seconds only. */
  readonly arrivedAt: number;
  /** 1 for a shard's first record; 0 for the beginning of the shard. */
  readonly number: number;
  readonly shard: number;
}

/** The fields that any sequence number has, of whichever version. */
export interface ReadSequence {
  readonly version: 0 | 1 | 2;
  /** Seconds since the epoch. */
  readonly shardMadeAt: number;
  readonly shard: number;
  /** ms since the epoch; undefined in version 0, which does not hold it. */
  readonly arrivedAt: number | undefined;
  /** 0 for versions before 2, which have random digits instead. */
  readonly number: number;
  /** Whether the number is that of a position after its record (see `behind`), not the record's own. */
  readonly isBehind: boolean;
}

/** Every sequence number of today's version has this many decimal digits. */
export const SEQUENCE_DIGITS = 56;
/** The difference between the sequence numbers of neighboring records, digit by digit, and the place of its first digit. */
const STEP = Buffer.from(Array.from(String(1n << 80n).padStart(SEQUENCE_DIGITS, "0"), Number));
const STEP_BEGINS = STEP.findIndex((digit) => digit > 0);
/** The ASCII code of the digit. */
const NINE = 57;
const VERSION = 2;

/**
 * A sequence number in AWS's form (KDS-035), which client libraries parse: the decimal spelling of 47 hexadecimal
 * digits, `2`, the second of the shard's making (9), the last digit of the shard's index (1), the record's number (16),
 * `00`, the second of its arrival (9), the shard's index (8), `2`. Sequence numbers grow within a shard, and from a
 * shard to its children (KDS-016).
 */
export const formatSequenceNumber = (at: SequencePosition): string => toValue(at).toString();

/**
 * The sequence numbers of a shard's records, one after another, in ASCII. That of the next record within the same second
 * is added up digit by digit, in place: in a tenth of the time that a bigint takes, and GetRecords needs thousands.
 */
export class SequenceCounter {
  readonly digits: Buffer;
  readonly #shard: Pick<SequencePosition, "shard" | "shardMadeAt">;
  #number = -1;
  #second = -1;

  /** @param digits where to write the numbers: SEQUENCE_DIGITS bytes */
  constructor(shard: Pick<SequencePosition, "shard" | "shardMadeAt">, digits: Buffer = Buffer.alloc(SEQUENCE_DIGITS)) {
    this.#shard = shard;
    this.digits = digits;
  }

  /** Writes a record's number into `digits`. */
  to(number: number, arrivedAt: number): void {
    const second = Math.floor(arrivedAt / 1000);
    if (number === this.#number + 1 && second === this.#second) this.#step();
    else this.digits.write(formatSequenceNumber({ ...this.#shard, number, arrivedAt }), "latin1");
    this.#number = number;
    this.#second = second;
  }

  /** The digits of the latest number. */
  get text(): string {
    return this.digits.toString("latin1");
  }

  #step(): void {
    const { digits } = this;
    let carried = 0;
    for (let at = SEQUENCE_DIGITS - 1; at >= STEP_BEGINS || carried > 0; at -= 1) {
      // The border: both have so many digits, and `readUInt8` would make a GetRecords of 500 records a fifth slower.
      const digit = (digits[at] as number) + (STEP[at] as number) + carried;
      carried = digit > NINE ? 1 : 0;
      digits[at] = digit - 10 * carried;
    }
  }
}

const toValue = ({ shardMadeAt, arrivedAt, number, shard }: SequencePosition): bigint =>
  // Doubles are used as far as their precision reaches, since bigint operations are slow.
  (BigInt(2 ** 41 + shardMadeAt * 16 + (shard & 15)) << 144n) +
  (BigInt(number) << 80n) +
  (BigInt(Math.floor(arrivedAt / 1000)) << 36n) +
  BigInt(shard * 16 + VERSION);

/** A bit of the byte that is 0 in records' own numbers. */
const BEHIND = 1n << 72n;

/** A number after a record's own, and before the next record's. */
const getNumberAfter = (sequence: string): string => String(BigInt(sequence) + BEHIND);

const SMALL_BEGIN = 2n ** 124n;
const OLD_BEGIN = 2n ** 185n;
const HEX_DIGITS = 47;
/** From this second on, in 2477, AWS refuses a shard's time of creation (KDS-036). */
const MAX_CREATION_SECONDS = 16_025_175_000;

/**
 * Reads a sequence number (KDS-036, KDS-038).
 *
 * @param text decimal digits
 * @returns undefined if it cannot be a sequence number
 */
export function readSequence(text: string): ReadSequence | undefined {
  const sent = BigInt(text);
  const value = sent < SMALL_BEGIN ? sent + SMALL_BEGIN : sent;
  const hex = value.toString(16);
  const getPart = (from: number, to: number): number => Number.parseInt(hex.slice(from, to), 16);
  const shardMadeAt = getPart(1, 10);
  if (value < OLD_BEGIN) {
    if (shardMadeAt >= MAX_CREATION_SECONDS) return undefined;
    return { version: 0, shardMadeAt, shard: getPart(28, 32), arrivedAt: undefined, number: 0, isBehind: false };
  }
  if (hex.length !== HEX_DIGITS) return undefined;
  const version = getPart(46, 47);
  const shard = getPart(38, 46);
  if (version === 1)
    return { version, shardMadeAt, shard, arrivedAt: getPart(13, 22) * 1000, number: 0, isBehind: false };
  if (version !== VERSION || getPart(11, 12) > 7 || shardMadeAt >= MAX_CREATION_SECONDS) return undefined;
  return {
    version,
    shardMadeAt,
    shard,
    arrivedAt: getPart(29, 38) * 1000,
    number: getPart(11, 27),
    isBehind: getPart(27, 29) > 0,
  };
}

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
   * The sequence number at which a subscription continues: between a record's and the next one's, and no record's own
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
