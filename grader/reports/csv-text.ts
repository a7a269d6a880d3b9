/** Rows as CSV (RFC 4180). A spreadsheet would run a field that begins like a formula: such a one gets a quotation mark in front. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

function field(value: string | number): string {
  const text = typeof value === "string" ? value.replace(/^[\s]*[=+\-@\t\r]/, "'$&") : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
