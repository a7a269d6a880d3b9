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
export function formatCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.map(formatField).join(",")).join("\r\n")}\r\n`;
}

function formatField(value: string | number): string {
  return formatCsvField(typeof value === "string" ? value.replace(FORMULA, "$1$2'") : String(value));
}

/** The text of a field in which `formatCsv` has put an apostrophe, such as the id of a learner that an instructor has copied from `grades.csv`. */
export const removeApostrophe = (text: string): string => text.replace(MARKED, "$1$2");

/** A text as one field of CSV, without an apostrophe in front: quoted where necessary. */
export const formatCsvField = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
