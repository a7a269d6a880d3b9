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

/** How many decimal digits are computed anew from one record of a run to the next. */
const LOWER_DIGITS = 28;
const LOWER_END = 10n ** BigInt(LOWER_DIGITS);
/** The difference between the sequence numbers of neighbouring records. */
const STEP = 1n << 80n;
const VERSION = 2;

/**
 * A sequence number in AWS's form (KDS-035), which client libraries parse: the decimal spelling of 47 hexadecimal
 * digits, `2`, the second of the shard's making (9), the last digit of the shard's index (1), the record's number (16),
 * `00`, the second of its arrival (9), the shard's index (8), `2`. Sequence numbers grow within a shard, and from a
 * shard to its children (KDS-016).
 */
export const sequenceNumber = (at: SequencePosition): string => valueOf(at).toString();

/** Several sequence numbers. For consecutive records only the lower digits are added up, which is faster: GetRecords needs thousands of numbers. */
export function sequenceNumbers(positions: readonly SequencePosition[]): string[] {
  let [before, text]: [SequencePosition | undefined, string] = [undefined, ""];
  let [upper, lower] = ["", 0n];
  return positions.map((at) => {
    const isRun = before !== undefined && isNext(before, at);
    if (isRun && upper === "") [upper, lower] = [text.slice(0, LOWER_DIGITS), BigInt(text.slice(LOWER_DIGITS))];
    lower += STEP;
    before = at;
    if (isRun && lower < LOWER_END) return upper + String(lower).padStart(LOWER_DIGITS, "0");
    [upper, text] = ["", sequenceNumber(at)];
    return text;
  });
}

const valueOf = ({ shardMadeAt, arrivedAt, number, shard }: SequencePosition): bigint =>
  // Doubles are used as far as their precision reaches, since bigint operations are slow.
  (BigInt(2 ** 41 + shardMadeAt * 16 + (shard & 15)) << 144n) +
  (BigInt(number) << 80n) +
  (BigInt(Math.floor(arrivedAt / 1000)) << 36n) +
  BigInt(shard * 16 + VERSION);

/** A bit of the byte that is 0 in records' own numbers. */
const BEHIND = 1n << 72n;

/** A number after a record's own, and before the next record's. */
export const behind = (sequence: string): string => String(BigInt(sequence) + BEHIND);

const SMALL_BEGIN = 2n ** 124n;
const OLD_BEGIN = 2n ** 185n;
const HEX_DIGITS = 47;
/** From this second on, in 2477, AWS refuses a shard's time of creation (KDS-036). */
const LAST_MADE_AT = 16_025_175_000;

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
  const part = (from: number, to: number): number => Number.parseInt(hex.slice(from, to), 16);
  const shardMadeAt = part(1, 10);
  if (value < OLD_BEGIN) {
    if (shardMadeAt >= LAST_MADE_AT) return undefined;
    return { version: 0, shardMadeAt, shard: part(28, 32), arrivedAt: undefined, number: 0, isBehind: false };
  }
  if (hex.length !== HEX_DIGITS) return undefined;
  const version = part(46, 47);
  const shard = part(38, 46);
  if (version === 1) return { version, shardMadeAt, shard, arrivedAt: part(13, 22) * 1000, number: 0, isBehind: false };
  if (version !== VERSION || part(11, 12) > 7 || shardMadeAt >= LAST_MADE_AT) return undefined;
  return {
    version,
    shardMadeAt,
    shard,
    arrivedAt: part(29, 38) * 1000,
    number: part(11, 27),
    isBehind: part(27, 29) > 0,
  };
}

/** Whether a record follows another in their shard, within one second: most records of a request do. */
const isNext = (before: SequencePosition, at: SequencePosition): boolean =>
  at.number === before.number + 1 &&
  at.shard === before.shard &&
  at.shardMadeAt === before.shardMadeAt &&
  (at.arrivedAt === before.arrivedAt || Math.floor(at.arrivedAt / 1000) === Math.floor(before.arrivedAt / 1000));
