import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestTable } from "../tables";

/** A query whose VALUES are read from tables instead. */
export interface StoredQuery {
  readonly sql: string;
  readonly tables: readonly TestTable[];
}

/** `(VALUES (1, 'a'), (2, NULL)) AS t (x, y)`, of whole numbers, plain texts and NULL. */
const ITEM = String.raw`(?:-?\d{1,9}|'[^',()\\]*'|NULL)`;
const ROW = String.raw`(?:${ITEM}|\(${ITEM}(?:, ${ITEM})*\))`;
const RELATION = new RegExp(String.raw`\(VALUES (${ROW}(?:, ${ROW})*)\) ((?:AS )?\w+) \((\w+(?:, \w+)*)\)`, "g");

/**
 * The same query over tables, each with one file in a folder. Engine v3 answers both alike, but of tables it reads only the columns that
 * the query needs.
 */
export function storeValues(sql: string, folder: string): StoredQuery {
  const tables: TestTable[] = [];
  const stored = sql.replaceAll(RELATION, (whole: string, ...groups: string[]) => {
    const [list = "", alias = "", names = ""] = groups;
    const rows = (list.match(new RegExp(ROW, "g")) ?? []).map((row) => row.match(new RegExp(ITEM, "g")) ?? []);
    const columns = names.split(", ");
    const types = columns.map((_name, at) => findType(rows.map((row) => row[at])));
    if (rows.some(({ length }) => length !== columns.length) || types.includes(undefined)) return whole;
    const name = `stored${tables.length + 1}`;
    tables.push(writeTable(name, { folder, rows, types: types.map(String) }));
    return `${name} ${alias} (${names})`;
  });
  return { sql: stored, tables };
}

/** Whether a query has VALUES that a table can have. */
export const isStorable = (sql: string): boolean => sql.search(RELATION) >= 0;

/** The type of a column of literals; undefined if they have none in common. */
function findType(items: readonly (string | undefined)[]): "int" | "string" | undefined {
  const known = items.filter((item) => item !== undefined && item !== "NULL");
  if (known.length === 0) return undefined;
  if (known.every((item) => item?.startsWith("'"))) return "string";
  return known.some((item) => item?.startsWith("'")) ? undefined : "int";
}

function writeTable(
  name: string,
  {
    folder,
    rows,
    types,
  }: { readonly folder: string; readonly rows: readonly (readonly string[])[]; readonly types: readonly string[] },
): TestTable {
  // A file of its own for each: the engine keeps the rows of files that it has read.
  const path = join(mkdtempSync(join(folder, "table-")), "file");
  const format = (item: string): string => (item === "NULL" ? "\\N" : item.replaceAll("'", ""));
  const text = rows.map((row) => `${row.map(format).join("\u0001")}\n`).join("");
  writeFileSync(path, text);
  const columns = types.map((Type, at) => ({ Name: `c${at + 1}`, Type }));
  return { name, columns, files: { [`${name}/file`]: { path, size: Buffer.byteLength(text) } } };
}
