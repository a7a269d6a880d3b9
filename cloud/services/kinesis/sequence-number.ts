/** What a sequence number says. */
export interface SequencePosition {
  /** Seconds since the epoch at which the record's shard was made. */
  readonly shardMadeAt: number;
  /** ms since the epoch. */
  readonly arrivedAt: number;
  /** 1 for a shard's first record; 0 for the shard's own beginning. */
  readonly number: number;
  readonly shard: number;
}

const LENGTH = 56;
const ZERO = "0".charCodeAt(0);
const LARGEST_SMALL = 2 ** 31 - 1;
/** The digits of numbers, before they become text: of as many as one request may need, and more if one does. */
let digits = Buffer.alloc(0);

/**
 * A sequence number: 56 decimal digits beginning with 49, as on AWS, that grow within a shard and from a shard to its
 * children. Shard, place and time stand in it, so that a read by number needs no search (KDS-016).
 */
export const sequenceNumber = (at: SequencePosition): string => textOf([at]);

/** Several sequence numbers: one text is made of all, and cut. */
export function sequenceNumbers(positions: readonly SequencePosition[]): string[] {
  const text = textOf(positions);
  return positions.map((_, index) => text.slice(index * LENGTH, (index + 1) * LENGTH));
}

/** Reads a sequence number. @returns undefined if it is none that this cloud gave out */
export function sequencePosition(text: string): SequencePosition | undefined {
  if (text.length !== LENGTH || !/^49\d+$/.test(text)) return undefined;
  const at = {
    shardMadeAt: Number(text.slice(2, 12)),
    arrivedAt: Number(text.slice(12, 26)),
    number: Number(text.slice(26, 42)),
    shard: Number(text.slice(42, 54)),
  };
  return Number(text.slice(54)) === checkNumber(at) ? at : undefined;
}

function textOf(positions: readonly SequencePosition[]): string {
  const length = positions.length * LENGTH;
  if (digits.byteLength < length) digits = Buffer.alloc(length, "49", "latin1");
  let from = 0;
  let before: SequencePosition | undefined;
  for (const at of positions) {
    digits[from] = ZERO + 4;
    digits[from + 1] = ZERO + 9;
    // Records of one request share both times.
    if (before !== undefined && before.shardMadeAt === at.shardMadeAt && before.arrivedAt === at.arrivedAt)
      repeat(from + 2, from + 26);
    else {
      put(at.shardMadeAt, from + 2, from + 12);
      put(at.arrivedAt, from + 12, from + 26);
    }
    put(at.number, from + 26, from + 42);
    put(at.shard, from + 42, from + 54);
    put(checkNumber(at), from + 54, from + LENGTH);
    before = at;
    from += LENGTH;
  }
  return digits.toString("latin1", 0, length);
}

/** Digit by digit: texts put together from pieces cost twice as much, most of it to clear up. A request may take 500. */
function put(value: number, from: number, to: number): void {
  let at = to - 1;
  let rest = value;
  for (; rest > LARGEST_SMALL; at -= 1) {
    const tens = Math.floor(rest / 10);
    digits[at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
  // What fits into 31 bits is divided faster.
  for (; rest > 0; at -= 1) {
    const tens = (rest / 10) | 0;
    digits[at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
  for (; at >= from; at -= 1) digits[at] = ZERO;
}

/** The digits of the number before. */
function repeat(from: number, to: number): void {
  for (let at = from; at < to; at += 1) digits[at] = digits[at - LENGTH] ?? ZERO;
}

const checkNumber = ({ shardMadeAt, arrivedAt, number, shard }: SequencePosition): number =>
  (shardMadeAt + 3 * (arrivedAt % 97) + 7 * (number % 97) + 11 * shard) % 97;
