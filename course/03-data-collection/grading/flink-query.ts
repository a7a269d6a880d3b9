import type { Evidence } from "../../../grader/index";
import { ExpressionReader, type Row, type Value } from "../../sql/read-expression";
import { parseAnswer, type ParseResult } from "../../sql/parse-result";
import { FLINK, SqlParseError, SqlReader } from "../../sql/read-sql";
import { nameColumns, readAlias, readSelectItem, type Paths } from "../../sql/read-select-item";

/** A parsed query: `SELECT … FROM people WHERE …`, in the SQL of Flink. */
export interface FlinkQuery {
  readonly from: string;
  /** Whether its condition takes a row. */
  readonly consume: (row: Row) => boolean;
  /** The values that it makes of a row, by the names of its columns, whatever its condition says. */
  readonly computeValues: (row: Row) => Readonly<Record<string, Value>>;
}

/** @throws SqlParseError if the query cannot be parsed */
export function readFlinkQuery(sql: string): FlinkQuery {
  const reader = new SqlReader(sql, FLINK);
  const paths: Paths = new Map();
  const expressions = new ExpressionReader(reader, (path) => {
    const compute = (row: Row) => findValue(row, path, table);
    paths.set(compute, path);
    return compute;
  });
  reader.expect("SELECT");
  const items = [readSelectItem(reader, expressions, paths)];
  while (reader.consume(",")) items.push(readSelectItem(reader, expressions, paths));
  reader.expect("FROM");
  const from = reader.parseName();
  const table = readAlias(reader) ?? from;
  const where = reader.consume("WHERE") ? expressions.read() : () => true;
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected there`);
  const names = nameColumns(items.map(({ name }) => name));
  return {
    from,
    consume: (row) => where(row) === true,
    computeValues: (row) => Object.fromEntries(items.map(({ compute }, n) => [names[n], compute(row)])),
  };
}

/**
 * The value at a path such as `people.dob.age`. The table's name may be left out, unless an alias hides it; and Flink
 * finds a value of a nested row by its own name alone.
 */
function findValue(row: Row, path: readonly string[], table: string): Value {
  const paths = [path, ...(path[0] === table ? [path.slice(1)] : [])].map((parts) => parts.join("\n"));
  const value = Object.entries(row).find(([name]) => {
    const parts = name.split(".");
    return paths.includes(parts.join("\n")) || paths.includes(parts.at(-1) ?? "");
  })?.[1];
  if (value === undefined) throw new SqlParseError(`the table has no value ${path.join(".")}`);
  return value;
}

/** The learner's query, or the reason why it could not be parsed. */
export const getFlinkQuery = (run: Evidence): ParseResult<FlinkQuery> =>
  parseAnswer(run.answer("FLINK_QUERY"), readFlinkQuery, "the query is not understood: ");

/** A made-up person as Flink's table has them: the values of nested rows by their path. */
export const toNestedRow = ({ first, last, gender, age, country }: Row): Row => ({
  "name.first": first ?? "",
  "name.last": last ?? "",
  gender: gender ?? "",
  "dob.age": age ?? 0,
  "location.country": country ?? "",
});
