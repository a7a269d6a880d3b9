import type { Expression } from "../syntax/ast";
import { DAY_SECOND, YEAR_MONTH } from "../types/type";
import { createFaultAt, type Context, type TypedExpression } from "./context";

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
