import type { Item } from "./stage";

const DIGITS = 56;

/** The number of a record's sequence: its own in a Kinesis source, one of the same form for Direct PUT. */
export const sequenceNumberOf = ({ position, origin }: Item): string =>
  origin?.sequenceNumber ?? `49${String(position).padStart(DIGITS - 2, "0")}`;
