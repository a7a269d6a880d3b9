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

/**
 * A sequence number: 56 decimal digits beginning with 49, as on AWS, that grow within a shard and from a shard to its
 * children. Shard, place and time stand in it, so that a read by number needs no search (KDS-016).
 */
export function sequenceNumber(at: SequencePosition): string {
  const { shardMadeAt, arrivedAt, number, shard } = at;
  return `49${digits(shardMadeAt, 10)}${digits(arrivedAt, 14)}${digits(number, 16)}${digits(shard, 12)}${checkDigits(at)}`;
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
  return text.endsWith(checkDigits(at)) ? at : undefined;
}

const ZEROS = "0".repeat(16);

/** Not padStart, which costs several times as much: five of these make a sequence number, and a request may take 500. */
function digits(value: number, width: number): string {
  const text = String(value);
  return ZEROS.slice(0, width - text.length) + text;
}

const checkDigits = ({ shardMadeAt, arrivedAt, number, shard }: SequencePosition): string =>
  digits((shardMadeAt + 3 * (arrivedAt % 97) + 7 * (number % 97) + 11 * shard) % 97, 2);
