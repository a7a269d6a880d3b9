import { parseHiveType } from "../../foundation/columnar/parse-hive-type";
import type { AnalyzedStatement } from "../analysis/analyze-statement";
import type { JobOutput } from "../process/job";
import { QueryFault, type WriteInput, type Buckets } from "../query-engine";
import { canCoerce } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { fromHive, toHive } from "../types/hive";
import { spell, type SqlType, isInteger } from "../types/type";
import { getItemAt } from "../../foundation/item-at";

/**
 * A query with the number of each row's bucket as its last column, by Hive's bucketing version 1: for each bucket
 * column the hash becomes 31 times the hash so far plus the column's hash; the bucket is its lowest 31 bits modulo the
 * number of buckets.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/ctas-partitioning-and-bucketing.html
 * @throws QueryFault for a bucket column of a type that the lab cloud cannot hash
 */
function addBuckets(statement: AnalyzedStatement, buckets: Buckets | undefined): AnalyzedStatement {
  if (buckets === undefined) return statement;
  const { columns, sql } = statement;
  const hash = buckets.columns.reduce((before, name) => {
    const index = columns.findIndex((column) => column.name === name);
    const columnHash = hashSql(`b.c${index + 1}`, index < 0 ? { kind: "unknown" } : getItemAt(columns, index).type);
    return before === "" ? columnHash : `((31 * ${before} + ${columnHash}) & 4294967295)`;
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

const USUAL_COMPRESSION = "GZIP";

/** The query with its values in the types of the target's columns. @throws QueryFault TYPE_MISMATCH, NOT_SUPPORTED for types that cannot be written to a file */
export function createWritingStatement(
  statement: AnalyzedStatement,
  { columns: target, buckets }: WriteInput,
): AnalyzedStatement {
  const { columns } = statement;
  if (target !== undefined) {
    const requested = target.map(({ name, hiveType }) => ({ name, type: fromHive(parseHiveType(hiveType)) }));
    if (
      requested.length !== columns.length ||
      !columns.every(({ type }, index) => isInsertable(type, getItemAt(requested, index).type))
    ) {
      throw new QueryFault(
        "TYPE_MISMATCH",
        `Insert query has mismatched column types: Table: [${requested.map(({ type }) => spell(type)).join(", ")}], Query: [${columns.map(({ type }) => spell(type)).join(", ")}]`,
      );
    }
    const values = columns.map(
      ({ type }, index) =>
        `${convertArgument(`q.c${index + 1}`, type, getItemAt(requested, index).type)} AS c${index + 1}`,
    );
    const sql = `SELECT ${values.join(", ")} FROM (${renameColumns(statement)}) AS q`;
    return addBuckets({ ...statement, columns: requested, sql }, buckets);
  }
  const unheld = columns.find(({ type }) => toHive(type) === undefined);
  if (unheld !== undefined)
    throw new QueryFault("NOT_SUPPORTED", `Unsupported Hive type: ${spell(unheld.type)} (column ${unheld.name})`);
  return statement;
}

const isInsertable = (from: SqlType, to: SqlType): boolean =>
  canCoerce(from, to) ||
  (from.kind === "varchar" && (to.kind === "varchar" || to.kind === "char")) ||
  (from.kind === "timestamp" && to.kind === "timestamp" && !from.zoned);

/** Renames the columns by position: those of VALUES and other queries may have other names. */
const renameColumns = ({ sql, columns }: AnalyzedStatement): string =>
  `SELECT * FROM (${sql}) AS w(${columns.map((_, index) => `c${index + 1}`).join(", ")})`;

/** The description of the files that the process writes. */
export function describeOutput(
  { columns }: AnalyzedStatement,
  { format, compression, delimiter, header = false, partitionedBy = [], columns: target, buckets }: WriteInput,
): Omit<JobOutput, "folder"> {
  return {
    format,
    header,
    delimiter: delimiter ?? "\u0001",
    keys: partitionedBy.length + (buckets === undefined ? 0 : 1),
    compression: (compression ?? USUAL_COMPRESSION).toUpperCase(),
    names: target?.map(({ name }) => name) ?? columns.map(({ name }) => name.toLowerCase()),
    types: columns.map(({ type }) => type),
  };
}
