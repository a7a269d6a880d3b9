import { escapeHtml } from "./html";
import { show, type MimeBundle } from "./kernel-display";

/** Options of a table. */
export interface TableOptions {
  readonly title?: string;
  /** Which members to show, in this order; by default all members, in the order of the rows. */
  readonly columns?: readonly string[];
  /** Show at most this many rows, and say how many more there are. */
  readonly limit?: number;
}

/**
 * Shows rows as a table, one column for each of their members.
 *
 * @param rows such as records of a stream; a member may be text, a number, a date or a JSON value
 */
export function showTable(rows: readonly object[], options: TableOptions = {}): void {
  show(createTableBundle(rows, options));
}

/** The table of `showTable` as a MIME bundle, for callers that replace an earlier output. */
export function createTableBundle(rows: readonly object[], options: TableOptions = {}): MimeBundle {
  const { title, limit = 20 } = options;
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.slice(0, limit).map((row) => columns.map((column) => formatCell(getValue(row, column))));
  const more = rows.length > limit ? `… and ${rows.length - limit} more rows` : "";
  const note = rows.length === 0 ? "(no rows)" : more;
  return {
    "text/html": renderHtmlTable({
      title,
      columns,
      cells,
      note,
      isNumber: (column) => typeof getValue(rows[0] ?? {}, column) === "number",
    }),
    "text/plain": renderTextTable({ title, columns, cells, note }),
  };
}

/** A number has about 16 exact digits. Noise begins after these. */
const MAX_DIGITS = 12;

interface Table {
  readonly title?: string | undefined;
  readonly columns: readonly string[];
  readonly cells: readonly (readonly string[])[];
  readonly note: string;
}

function getValue(row: object, column: string): unknown {
  return Object.entries(row).find(([name]) => name === column)?.[1];
}

function formatCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString().replace("T", " ").slice(0, 19);
  // Sums of binary fractions end in noise, as in 0.000014999999999999999.
  if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(MAX_DIGITS)));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function renderHtmlTable({
  title,
  columns,
  cells,
  note,
  isNumber,
}: Table & { isNumber(column: string): boolean }): string {
  const align = columns.map((column) => (isNumber(column) ? "right" : "left"));
  // Short values stay on one line, long ones may be broken anywhere, so that the table fits the page.
  const wrap = (text: string): string => (text.length <= 40 ? "white-space:nowrap" : "overflow-wrap:anywhere");
  const renderRow = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text, index) => `<${tag} style="text-align:${align[index]};${wrap(text)}">${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  return [
    title ? `<p><b>${escapeHtml(title)}</b></p>` : "",
    columns.length > 0
      ? `<table><thead>${renderRow("th", columns)}</thead><tbody>${cells.map((texts) => renderRow("td", texts)).join("")}</tbody></table>`
      : "",
    note ? `<p>${escapeHtml(note)}</p>` : "",
  ].join("");
}

function renderTextTable({ title, columns, cells, note }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((texts) => texts[index]?.length ?? 0)),
  );
  const formatLine = (texts: readonly string[]): string =>
    texts
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  const body =
    columns.length > 0
      ? [formatLine(columns), widths.map((width) => "-".repeat(width)).join("  "), ...cells.map(formatLine)]
      : [];
  return [...(title ? [title] : []), ...body, ...(note ? [note] : [])].join("\n");
}
