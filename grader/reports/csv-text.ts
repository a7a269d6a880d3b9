/**
 * What a spreadsheet would run: a text that begins like a formula. In countries that write decimals with a comma it takes semicolons for
 * the ends of fields, whatever stands around them; some read the wide signs of East Asia, too.
 */
const FORMULA = /(^|[;\t\r\n])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Rows as CSV (RFC 4180). What a spreadsheet would run gets an apostrophe in front, and is text. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

function field(value: string | number): string {
  return csvField(typeof value === "string" ? value.replace(FORMULA, "$1$2'") : String(value));
}

/** A text as one field of CSV, as it is: quoted where it has to be. */
export const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
