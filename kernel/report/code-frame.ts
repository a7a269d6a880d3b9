import { dim, red } from "./colors";

/** A range in one line; counts from 1, `endColumn` is the column after the last character. */
export interface Mark {
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

/** Lines shown before and after the marked one. */
const AROUND = 1;
/** Longer lines are cut: generated ones can be huge. */
const MAX_LENGTH = 160;

/**
 * Shows a place in code with its line numbers and a caret below it.
 *
 * @returns lines of text; none if the code has no such line
 */
export function renderCodeFrame(code: string, { line, column, endColumn = column + 1 }: Mark): string[] {
  const lines = code.split("\n").map((text) => text.replace(/\r$/, ""));
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  return lines.slice(first - 1, last).flatMap((text, index) => {
    const number = first + index;
    const label = String(number).padStart(width);
    if (number !== line) return [dim(`    ${label} │ ${shorten(text)}`)];
    const caret = `${" ".repeat(width + 4)} ${dim("│")} ${createGap(marked, column)}${red("^".repeat(getCaretLength(marked, column, endColumn)))}`;
    return [`${red("  →")} ${label} ${dim("│")} ${shorten(text)}`, ...(column > MAX_LENGTH ? [] : [caret])];
  });
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** White space as wide as the text before the column; tabs stay tabs. */
function createGap(text: string, column: number): string {
  return text.slice(0, column - 1).replace(/[^\t]/g, " ");
}

function getCaretLength(text: string, column: number, endColumn: number): number {
  return Math.max(1, Math.min(endColumn, text.length + 1, MAX_LENGTH) - column);
}
