/** The fields of a sequence number of the version that is written today. */
export interface SequencePosition {
  /** Seconds since the epoch at which the record's shard was made. */
  readonly shardMadeAt: number;
  /** ms since the epoch; the number holds its seconds only. */
  readonly arrivedAt: number;
  /** 1 for a shard's first record; 0 for the shard's own beginning. */
  readonly number: number;
  readonly shard: number;
}

/** The fields that any sequence number has, of whichever version. */
export interface ReadSequence {
  readonly version: 0 | 1 | 2;
  /** Seconds since the epoch. */
  readonly shardMadeAt: number;
  readonly shard: number;
  /** ms since the epoch; undefined in version 0, which does not say. */
  readonly arrivedAt: number | undefined;
  /** 0 before version 2, whose numbers are drawn by chance. */
  readonly number: number;
  /** Whether it lies behind its record's own number. */
  readonly isBehind: boolean;
}

const LENGTH = 56;
const ZERO = "0".charCodeAt(0);
const LARGEST_SMALL = 2 ** 31 - 1;
/** Digits of one limb: as many as a double holds, and 56 are four of them. */
const LIMB_DIGITS = 14;
const LIMB = 10 ** LIMB_DIGITS;
/** 2^80, by which a record's number lies above the one before it: its two lower limbs. */
const STEP = { low: 14_629_174_706_176, high: 12_089_258_196 } as const;
const VERSION = 2;
/** The digits of numbers, before they become text: of as many as one request may need, and more if one does. */
let digits = Buffer.alloc(0);

/**
 * A sequence number as AWS makes them (KDS-035), which client libraries take apart: the decimal spelling of 47 hexadecimal digits, `2`,
 * the second of the shard's making (9), the last digit of the shard's index (1), the record's number (16), `00`, the second of its
 * arrival (9), the shard's index (8), `2`. They grow within a shard, and from a shard to its children (KDS-016).
 */
export const sequenceNumber = (at: SequencePosition): string => valueOf(at).toString();

/** Several sequence numbers: one text is made of all, and cut. */
export function sequenceNumbers(positions: readonly SequencePosition[]): string[] {
  if (positions.length < 2) return positions.map(sequenceNumber);
  const text = textOf(positions);
  return positions.map((_, index) => text.slice(index * LENGTH, (index + 1) * LENGTH));
}

const valueOf = ({ shardMadeAt, arrivedAt, number, shard }: SequencePosition): bigint =>
  // As few steps as doubles allow.
  (BigInt(2 ** 41 + shardMadeAt * 16 + (shard & 15)) << 144n) +
  (BigInt(number) << 80n) +
  (BigInt(Math.floor(arrivedAt / 1000)) << 36n) +
  BigInt(shard * 16 + VERSION);

/** In the byte that is nought in records' numbers. */
const BEHIND = 1n << 72n;

/** A number behind a record's own, and before the next record's. */
export const behind = (sequence: string): string => String(BigInt(sequence) + BEHIND);

const SMALL_BEGIN = 2n ** 124n;
const OLD_BEGIN = 2n ** 185n;
const HEX_DIGITS = 47;
/** A shard that is made in 2477 or later cannot be (KDS-036). */
const LAST_MADE_AT = 16_025_175_000;

/**
 * Reads a sequence number (KDS-036, KDS-038).
 *
 * @param text decimal digits
 * @returns    undefined if it can be none
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

function textOf(positions: readonly SequencePosition[]): string {
  const length = positions.length * LENGTH;
  if (digits.byteLength < length) digits = Buffer.alloc(length);
  let from = 0;
  let before: SequencePosition | undefined;
  // The lower half of the number before, as two limbs.
  let [high, low] = [0, 0];
  for (const at of positions) {
    low += STEP.low;
    high += STEP.high;
    if (low >= LIMB) {
      low -= LIMB;
      high += 1;
    }
    if (before !== undefined && isNext(before, at) && high < LIMB) {
      repeat(from, from + 2 * LIMB_DIGITS);
      put(high, from + 2 * LIMB_DIGITS, from + 3 * LIMB_DIGITS);
      put(low, from + 3 * LIMB_DIGITS, from + LENGTH);
    } else {
      const text = sequenceNumber(at);
      digits.write(text, from, "latin1");
      high = Number(text.slice(2 * LIMB_DIGITS, 3 * LIMB_DIGITS));
      low = Number(text.slice(3 * LIMB_DIGITS));
    }
    before = at;
    from += LENGTH;
  }
  return digits.toString("latin1", 0, length);
}

/** Whether a record follows another in their shard, within one second: most records of a request do. */
const isNext = (before: SequencePosition, at: SequencePosition): boolean =>
  at.number === before.number + 1 &&
  at.shard === before.shard &&
  at.shardMadeAt === before.shardMadeAt &&
  (at.arrivedAt === before.arrivedAt || Math.floor(at.arrivedAt / 1000) === Math.floor(before.arrivedAt / 1000));

/** Digit by digit: texts put together from pieces cost twice as much, most of it to clear up. A request may take 500. */
function put(value: number, from: number, to: number): void {
  let at = to - 1;
  let rest = value;
  for (; rest > LARGEST_SMALL; at -= 1) {
    const tens = Math.floor(rest / 10);
    digits[at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
  // A number of 31 bits is divided faster than a larger one.
  for (; rest > 0; at -= 1) {
    const tens = (rest / 10) | 0;
    digits[at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
  for (; at >= from; at -= 1) digits[at] = ZERO;
}

/** The digits of the number before. */
function repeat(from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const digit = digits[at - LENGTH];
    if (digit === undefined) throw new RangeError("The first number has none before it.");
    digits[at] = digit;
  }
}
