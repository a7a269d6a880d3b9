import type { Evidence } from "../../../grader/index";
import { ExpressionReader, type Row, type Value } from "../../sql/read-expression";
import { FLINK, SqlParseError, SqlReader } from "../../sql/read-sql";

/** A parsed query: `SELECT … FROM people WHERE …`, in the SQL of Flink. */
export interface FlinkQuery {
  readonly from: string;
  /** Whether its condition takes a row. */
  readonly consume: (row: Row) => boolean;
  /** The values that it makes of a row, by the names of its columns, whatever its condition says. */
  readonly computeValues: (row: Row) => Readonly<Record<string, Value>>;
}

interface Item {
  readonly name: string;
  readonly compute: (row: Row) => Value;
}

/** @throws SqlParseError if the query cannot be parsed */
export function readFlinkQuery(sql: string): FlinkQuery {
  const reader = new SqlReader(sql, FLINK);
  const tables = new Set<string>();
  const paths: (readonly string[])[] = [];
  const expressions = new ExpressionReader(reader, (path) => {
    paths.push(path);
    return (row) => findValue(row, path, tables);
  });
  const readItem = (): Item => {
    const compute = expressions.read();
    // Without an alias, a column has the name of the value that it reads.
    return { name: readAlias(reader) ?? paths.at(-1)?.at(-1) ?? "", compute };
  };
  reader.expect("SELECT");
  const items = [readItem()];
  while (reader.consume(",")) items.push(readItem());
  reader.expect("FROM");
  const from = reader.parseName();
  tables.add(from).add(readAlias(reader) ?? from);
  const where = reader.consume("WHERE") ? expressions.read() : () => true;
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected there`);
  return {
    from,
    consume: (row) => where(row) === true,
    computeValues: (row) => Object.fromEntries(items.map(({ name, compute }) => [name, compute(row)])),
  };
}

/** An alias, with or without AS, if there is one. */
function readAlias(reader: SqlReader): string | undefined {
  const { next } = reader;
  const isName = next?.kind === "name" && (next.isQuoted || !["FROM", "WHERE"].includes(next.text.toUpperCase()));
  return reader.consume("AS") || isName ? reader.parseName() : undefined;
}

/** The value at a path such as `people.dob.age`, which may begin with the table's name. */
function findValue(row: Row, path: readonly string[], tables: ReadonlySet<string>): Value {
  const paths = tables.has(path[0] ?? "") ? [path.slice(1), path] : [path];
  const names = paths.map((parts) => parts.join("."));
  const value = Object.entries(row).find(([name]) => names.includes(name))?.[1];
  if (value === undefined) throw new SqlParseError(`the table has no value ${path.join(".")}`);
  return value;
}

/** The learner's query, or the reason why it could not be parsed. */
export function getFlinkQuery(run: Evidence): { readonly found: FlinkQuery } | { readonly problem: string } {
  const answer = run.answer("FLINK_QUERY");
  if ("error" in answer) return { problem: answer.error };
  if (typeof answer.value !== "string") return { problem: "it is not text" };
  try {
    return { found: readFlinkQuery(answer.value) };
  } catch (error) {
    if (!(error instanceof SqlParseError)) throw error;
    return { problem: `the query is not understood: ${error.message}` };
  }
}

/** A made-up person as Flink's table has them: the values of nested rows by their path. */
export const toNestedRow = ({ first, last, gender, age, country }: Row): Row => ({
  "name.first": first ?? "",
  "name.last": last ?? "",
  gender: gender ?? "",
  "dob.age": age ?? 0,
  "location.country": country ?? "",
});
