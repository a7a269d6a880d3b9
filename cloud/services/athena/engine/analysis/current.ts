import type { Expression } from "../syntax/ast";
import { DATE, TIMESTAMP, VARCHAR, ZONED, type SqlType } from "../types/type";
import { toSqlString } from "../../../../columnar/duckdb";
import { createNotSupported, type Context, type TypedExpression } from "./context";

/** The time of the cloud's clock as SQL: a TIMESTAMP in UTC, the same throughout a query. */
const formatNow = (now: number): string =>
  `TIMESTAMP '${new Date(now).toISOString().replace("T", " ").replace("Z", "")}'`;

/** CURRENT_DATE, CURRENT_TIMESTAMP and the like, by the cloud's clock in UTC. @throws QueryFault */
export function analyzeCurrent(
  { what, at }: Expression & { readonly is: "current" },
  context: Context,
): TypedExpression {
  const now = formatNow(context.session.now);
  const values: Readonly<Record<string, readonly [SqlType, string]>> = {
    current_date: [DATE, `CAST(${now} AS DATE)`],
    current_timestamp: [ZONED, `zoned(${now}, 'UTC')`],
    localtimestamp: [TIMESTAMP, now],
    localtime: [{ kind: "time", precision: 3, zoned: false }, `CAST(${now} AS TIME)`],
    current_schema: [VARCHAR, toSqlString(context.database)],
    current_catalog: [VARCHAR, "'awsdatacatalog'"],
  };
  const found = values[what.replace(/\(\d+\)$/, "")];
  if (found === undefined) throw createNotSupported(context, at, what.toUpperCase());
  return { type: found[0], sql: found[1] };
}
