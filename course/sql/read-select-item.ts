import type { Expression, ExpressionReader } from "./read-expression";
import type { SqlReader } from "./read-sql";

const CLAUSES = ["FROM", "WHERE", "GROUP", "HAVING"];

/** An alias, with or without AS, if there is one. */
export function readAlias(reader: SqlReader): string | undefined {
  const { next } = reader;
  const isName =
    next?.kind === "name" && !reader.isUnreadable && (next.isQuoted || !CLAUSES.includes(next.text.toUpperCase()));
  return reader.consume("AS") || isName ? reader.parseName() : undefined;
}

/** The paths of the columns that a query reads, by the expressions that read them. */
export type Paths = Map<Expression, readonly string[]>;

/** Reads an expression of a SELECT list. Without an alias, only a column has a name: its own. */
export function readSelectItem(reader: SqlReader, expressions: ExpressionReader, paths: Paths) {
  const compute = expressions.read();
  return { compute, name: readAlias(reader) ?? paths.get(compute)?.at(-1) };
}

/** The names of a query's columns, as Flink makes them: `EXPR$1` for one without a name, `age0` for a second `age`. */
export function nameColumns(names: readonly (string | undefined)[]): string[] {
  const all: string[] = [];
  for (const [index, alias] of names.entries()) {
    const name = alias ?? `EXPR$${index}`;
    let unique = name;
    for (let n = 0; all.includes(unique); n += 1) unique = `${name}${n}`;
    all.push(unique);
  }
  return all;
}
