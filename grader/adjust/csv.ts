import { removeApostrophe } from "../reports/csv-text";

/** An instructor's table cannot be used. The message has one line for each problem, with its file and line. */
export class TableProblem extends Error {
  override readonly name = "TableProblem";
  readonly problems: readonly string[];

  constructor(...problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Reads row after row and reports the problems of all rows together, so that an instructor can fix them all in one go.
 *
 * @throws TableProblem with the problems of all rows
 */
export function readRows<T>(rows: readonly Row[], read: (row: Row) => T): T[] {
  const problems: string[] = [];
  const values = rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      if (!(error instanceof TableProblem)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new TableProblem(...problems);
  return values;
}

/** A row's values by column name, in lower case; `line` counts from 1, which is the heading. */
interface Row {
  readonly line: number;
  get(column: string): string | undefined;
}

/**
 * Reads a CSV file (RFC 4180) with a heading, separated by commas or, as spreadsheets in many countries write it, by semicolons.
 *
 * @param file  the file's name, for the texts of problems
 * @param needs columns that must be there
 * @throws TableProblem
 */
export function readTable(text: string, file: string, needs: readonly string[]): Row[] {
  const plain = text.replace(/^\uFEFF/, "");
  const [heading = ""] = plain.split(/[\r\n]/, 1);
  const separator = heading.includes(",") || !heading.includes(";") ? "," : ";";
  const [names = [], ...rows] = parseRecords(plain, separator, file);
  const columns = names.map((name) => name.trim().toLowerCase());
  const missing = needs.find((name) => !columns.includes(name));
  if (missing !== undefined) throw new TableProblem(`${file} has no column "${missing}" in its first line.`);
  return rows.flatMap((fields, index) => {
    if (fields.every((field) => field.trim() === "")) return [];
    const get = (column: string) => {
      const value = fields[columns.indexOf(column)]?.trim();
      return value === undefined || value === "" ? undefined : removeApostrophe(value);
    };
    return [{ line: index + 2, get }];
  });
}

function parseRecords(text: string, separator: string, file: string): string[][] {
  const found: string[][] = [[]];
  const field =
    separator === ","
      ? /("(?:[^"]|"")*"|[^",\r\n][^,\r\n]*|)(,|\r?\n|$)/y
      : /("(?:[^"]|"")*"|[^";\r\n][^;\r\n]*|)(;|\r?\n|$)/y;
  for (let read = field.exec(text); read; read = field.exec(text)) {
    const [, value = "", end = ""] = read;
    found.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === "") return found;
    if (end !== separator) found.push([]);
  }
  throw new TableProblem(`${file}, line ${found.length}: a quotation mark is never closed or is misplaced.`);
}
