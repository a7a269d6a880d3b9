import type { Item } from "./stage";

const DIGITS = 56;

/** A record's sequence number: its own from a Kinesis source, one of the same form for Direct PUT. */
export const getSequenceNumber = ({ position, origin }: Item): string =>
  origin?.sequenceNumber ?? `49${String(position).padStart(DIGITS - 2, "0")}`;
