/** Records as one JSON list, if each of them is one JSON value. */
export interface JsonList {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The offset of each record's end; a record begins after the comma or bracket before it. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

const OPEN = "[".charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const CLOSE = "]".charCodeAt(0);

/** Joins records without checking that they are JSON. */
export function joinToList(records: readonly Uint8Array[]): JsonList {
  const bytes = new Uint8Array(records.reduce((sum, { byteLength }) => sum + byteLength + 1, 1));
  const ends = new Uint32Array(records.length);
  let at = 0;
  for (const [index, record] of records.entries()) {
    bytes[at] = index === 0 ? OPEN : COMMA;
    bytes.set(record, at + 1);
    at += 1 + record.byteLength;
    ends[index] = at;
  }
  bytes[at] = CLOSE;
  return { bytes, ends };
}
