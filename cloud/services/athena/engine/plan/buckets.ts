import type { AnalyzedStatement } from "../analysis/analyze-statement";
import { QueryFault, type Buckets } from "../query-engine";
import { isInteger, spell, type SqlType } from "../types/type";
import { getItemAt } from "../../../../core/item-at";

/**
 * A query with the number of each row's bucket as its last column, by Hive's bucketing version 1: for each bucket
 * column the hash becomes 31 times the hash so far plus the column's hash; the bucket is its lowest 31 bits modulo the
 * number of buckets.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/ctas-partitioning-and-bucketing.html
 * @throws QueryFault for a bucket column of a type that the lab cloud cannot hash
 */
export function addBuckets(statement: AnalyzedStatement, buckets: Buckets | undefined): AnalyzedStatement {
  if (buckets === undefined) return statement;
  const { columns, sql } = statement;
  const hash = buckets.columns.reduce((before, name) => {
    const index = columns.findIndex((column) => column.name === name);
    const own = hashSql(`b.c${index + 1}`, index < 0 ? { kind: "unknown" } : getItemAt(columns, index).type);
    return before === "" ? own : `((31 * ${before} + ${own}) & 4294967295)`;
  }, "");
  return {
    ...statement,
    columns: [...columns, { name: "$bucket", type: { kind: "bigint" } }],
    sql: `SELECT *, (${hash} & 2147483647) % ${buckets.count} AS c${columns.length + 1} FROM (${sql}) AS b`,
  };
}

/** SQL of a value's hash as a BIGINT of which the lowest 32 bits count; the hash of NULL is 0. */
function hashSql(value: string, type: SqlType): string {
  const found =
    type.kind === "bigint"
      ? `xor(${value}, ((${value} >> 32) & 4294967295))`
      : isInteger(type) || type.kind === "boolean"
        ? `CAST(CAST(${value} AS INTEGER) AS BIGINT)`
        : type.kind === "date"
          ? `CAST(date_diff('day', DATE '1970-01-01', ${value}) AS BIGINT)`
          : type.kind === "varchar"
            ? `hive_text_hash(${value})`
            : undefined;
  if (found === undefined)
    throw new QueryFault("NOT_SUPPORTED", `The lab cloud does not make buckets of ${spell(type)} columns`);
  return `coalesce(${found}, 0)`;
}
