import { toSqlString } from "../../foundation/columnar/duckdb";
import type { Expression } from "../syntax/ast";
import { createFaultAt, type Context, type TypedExpression } from "./context";
import { DAY_SECOND, YEAR_MONTH, type SqlType } from "../types/type";
import { getItemAt } from "../../foundation/item-at";

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

const MILLISECONDS = { DAY: 86_400_000, HOUR: 3_600_000, MINUTE: 60_000, SECOND: 1000 };
const DAY_FIELDS = ["DAY", "HOUR", "MINUTE", "SECOND"] as const;

/** `INTERVAL '2' DAY`, `INTERVAL '1-6' YEAR TO MONTH`, `INTERVAL '1 02:00' DAY TO MINUTE`. @throws QueryFault */
export function analyzeInterval(
  expression: Expression & { readonly is: "interval" },
  context: Context,
): TypedExpression {
  const { from, to, value, negative } = expression;
  const amount =
    from === "YEAR" || from === "MONTH" ? parseMonths(value, from, to) : parseMilliseconds(value, from, to);
  if (amount === undefined)
    throw createFaultAt(context, expression.at, ["INVALID_LITERAL", `'${value}' is not a valid INTERVAL literal`]);
  const signed = negative ? -amount : amount;
  return from === "YEAR" || from === "MONTH"
    ? { type: YEAR_MONTH, sql: `CAST(${signed} AS INTEGER)` }
    : { type: DAY_SECOND, sql: `CAST(${signed} AS BIGINT)` };
}

function parseMonths(value: string, from: string, to: string | undefined): number | undefined {
  const match = (to === "MONTH" && from === "YEAR" ? /^(-?)(\d+)-(\d+)$/ : /^(-?)(\d+)$/).exec(value);
  if (match === null) return undefined;
  const total = Number(match[2]) * (from === "YEAR" ? 12 : 1) + Number(match[3] ?? 0);
  return match[1] === "-" ? -total : total;
}

function parseMilliseconds(value: string, from: string, to: string | undefined): number | undefined {
  const formatPosition = (field: string): number => DAY_FIELDS.findIndex((item) => item === field);
  const fields = DAY_FIELDS.slice(formatPosition(from), formatPosition(to ?? from) + 1);
  const parts = value.replace(/^-/, "").split(/[ :]/);
  const isWritten = (part: string, index: number): boolean =>
    (fields[index] === "SECOND" ? /^\d+(\.\d{1,3})?$/ : /^\d+$/).test(part);
  if (parts.length !== fields.length || !parts.every(isWritten)) return undefined;
  const total = fields.reduce((sum, field, index) => sum + Number(parts[index]) * MILLISECONDS[field], 0);
  return Math.round(value.startsWith("-") ? -total : total);
}

/** A function's overload, with the arguments converted to its types. */
export interface ChosenOverload {
  readonly args: readonly string[];
  readonly type: SqlType;
  /** The template, with its `$1` … not yet replaced. */
  readonly sql: string;
}

/**
 * Puts the arguments' SQL into a template: `$1` is the first, `$*` all, `$||` all joined by `||`, and `$2<<a;b>>` the
 * body of the lambda that is the second argument, applied to `a` and `b`.
 */
export function fillTemplate(template: string, args: readonly string[]): string {
  // One pass over the template: a `$1` inside of an argument's SQL must not be replaced.
  return template.replaceAll(/\$(\d+)<<([^<>]*)>>|\$(\d+|\*|\|\|)/g, (...match: (string | undefined)[]) => {
    const [, lambda, argument, which] = match;
    if (lambda !== undefined)
      return applyLambda(
        getItemAt(args, Number(lambda) - 1),
        (argument ?? "").split(";").map((each) => fillTemplate(each.trim(), args)),
      );
    return which === "*"
      ? args.join(", ")
      : which === "||"
        ? args.join(" || ")
        : (args.at(Number(which) - 1) ?? "NULL");
  });
}

/** A lambda's body with values in place of its parameters. The parameters' names are unique in the statement. */
function applyLambda(lambda: string, values: readonly string[]): string {
  const [, names = "", body = ""] = /^lambda ([^:]*): ([\s\S]*)$/.exec(lambda) ?? [];
  return names
    .split(", ")
    .reduce(
      (sql, name, index) => sql.replaceAll(new RegExp(`\\b${name}\\b`, "g"), () => getItemAt(values, index)),
      `(${body})`,
    );
}
