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
/** The digits of one number, before they become text. */
const digits = Buffer.alloc(LENGTH, "49", "latin1");

/**
 * A sequence number: 56 decimal digits beginning with 49, as on AWS, that grow within a shard and from a shard to its
 * children. Shard, place and time stand in it, so that a read by number needs no search (KDS-016).
 */
export function sequenceNumber(at: SequencePosition): string {
  put(at.shardMadeAt, 2, 12);
  put(at.arrivedAt, 12, 26);
  put(at.number, 26, 42);
  put(at.shard, 42, 54);
  put(checkNumber(at), 54, LENGTH);
  return digits.toString("latin1");
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

/** Digit by digit: texts put together from pieces cost twice as much, most of it to clear up. A request may take 500. */
function put(value: number, from: number, to: number): void {
  let rest = value;
  for (let at = to - 1; at >= from; at -= 1) {
    const tens = Math.floor(rest / 10);
    digits[at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
}

const checkNumber = ({ shardMadeAt, arrivedAt, number, shard }: SequencePosition): number =>
  (shardMadeAt + 3 * (arrivedAt % 97) + 7 * (number % 97) + 11 * shard) % 97;
