// Apart from `editor.ts`, which is large and loaded on demand: a page that imports it loads it at once.

/** A line and column in a query's text, both counted from 1, as Athena counts them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position in an error message of Athena: `COLUMN_NOT_FOUND: line 1:8: Column …`. */
export function parsePosition(message: string): Position | undefined {
  const [, line, column] = /\bline (\d+):(\d+):/.exec(message) ?? [];
  return line === undefined || column === undefined ? undefined : { line: Number(line), column: Number(column) };
}
