/**
 * A row of a result as Athena writes it: every value in quotes, quotes inside doubled, NULL as an empty field without
 * quotes, LF at the end (ATH-014).
 *
 * @param row null for NULL
 */
export const formatCsv = (row: readonly (string | null)[]): string =>
  `${row.map((value) => (value === null ? "" : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`)).join(",")}\n`;

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** A row that was read, and the offset of the next one. */
interface ReadRow {
  readonly row: readonly (string | null)[];
  readonly next: number;
}

/**
 * Reads one row that `formatCsv` wrote.
 *
 * @param bytes UTF-8
 * @param from  the offset of the row
 * @returns     undefined if the bytes end before the row does
 */
export function readCsvRow(bytes: Uint8Array, from: number): ReadRow | undefined {
  const row: (string | null)[] = [];
  let at = from;
  for (;;) {
    const field = readField(bytes, at);
    if (field === undefined) return undefined;
    row.push(field.value);
    if (bytes[field.end] === NEWLINE) return { row, next: field.end + 1 };
    at = field.end + 1;
  }
}

/** @returns the field; `end` is the offset of the comma or line end after it */
function readField(
  bytes: Uint8Array,
  from: number,
): { readonly value: string | null; readonly end: number } | undefined {
  if (bytes[from] !== QUOTE)
    return bytes[from] === COMMA || bytes[from] === NEWLINE ? { value: null, end: from } : undefined;
  let hasQuotes = false;
  for (let at = from + 1; ; at++) {
    at = bytes.indexOf(QUOTE, at);
    // A quote at the end of the bytes may be the first of two.
    if (at < 0 || at + 1 >= bytes.length) return undefined;
    if (bytes[at + 1] !== QUOTE) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from + 1, at - from - 1).toString("utf8");
      return { value: hasQuotes ? text.replaceAll('""', '"') : text, end: at + 1 };
    }
    hasQuotes = true;
    at += 1;
  }
}
