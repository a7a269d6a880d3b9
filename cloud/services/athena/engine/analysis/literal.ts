import { toSqlString } from "../../../../columnar/duckdb";
import type { Expression } from "../syntax/ast";
import { createFaultAt, type Context, type TypedExpression } from "./context";

type Literal = Expression & { readonly is: "integer" | "decimal" | "double" | "string" | "binary" };

const MAX_INTEGER = 2_147_483_647n;
const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** A number, text or binary literal. The SQL names its type, so that DuckDB infers no other. @throws QueryFault */
export function analyzeLiteral({ is, value, at }: Literal, context: Context): TypedExpression {
  switch (is) {
    case "integer":
      return analyzeInteger(BigInt(value), { context, at });
    // Athena configures Trino to read a decimal literal without a type as a double (ATH-040): `0.1 + 0.2` is
    // 0.30000000000000004.
    case "decimal":
    case "double":
      return { type: { kind: "double" }, sql: `CAST('${value}' AS DOUBLE)` };
    case "binary":
      return { type: { kind: "varbinary" }, sql: `from_hex('${value}')` };
    case "string":
      return { type: { kind: "varchar", length: [...value].length }, sql: toSqlString(value) };
  }
}

/** An integer literal: of type integer if the number fits, else bigint. @throws QueryFault NUMERIC_VALUE_OUT_OF_RANGE */
export function analyzeInteger(
  value: bigint,
  { context, at }: { readonly context: Context; readonly at: number },
): TypedExpression {
  if (value > MAX_BIGINT || value < -MAX_BIGINT - 1n)
    throw createFaultAt(context, at, ["SYNTAX_ERROR", `Invalid numeric literal: ${value}`]);
  const kind = value > MAX_INTEGER || value < -MAX_INTEGER - 1n ? "bigint" : "integer";
  return { type: { kind }, sql: `CAST(${value} AS ${kind.toUpperCase()})` };
}

/** `DECIMAL '1.50'` is a decimal(3,2). */
export function analyzeDecimal(text: string): TypedExpression {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  const digits = whole.replace(/^0+/, "");
  const precision = Math.max(1, digits.length + fraction.length);
  const scale = fraction.length;
  const sql = `CAST('${negative ? "-" : ""}${whole === "" ? "0" : whole}.${fraction === "" ? "0" : fraction}' AS DECIMAL(${precision}, ${scale}))`;
  return { type: { kind: "decimal", precision, scale }, sql };
}
