/**
 * The beginning of a text that a spreadsheet would run as a formula. In countries with a decimal comma, a spreadsheet also splits fields
 * at semicolons, even inside quotes; some spreadsheets also accept the full-width signs of East Asia.
 */
const FORMULA = /(^|[;\t\r\n])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

const MARKED = /(^|[;\t\r\n])(\s*)'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/**
 * Rows as CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe in front, so that it
 * stays text.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

function field(value: string | number): string {
  return csvField(typeof value === "string" ? value.replace(FORMULA, "$1$2'") : String(value));
}

/** The text of a field in which `csvText` has put an apostrophe, such as the id of a learner that an instructor has copied from `grades.csv`. */
export const withoutApostrophe = (text: string): string => text.replace(MARKED, "$1$2");

/** A text as one field of CSV, without an apostrophe in front: quoted where necessary. */
export const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
