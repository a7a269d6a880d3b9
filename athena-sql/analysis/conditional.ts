import { getItemAt } from "../../foundation/item-at";
import type { Expression } from "../syntax/ast";
import { resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { toSqlString } from "../../foundation/columnar/duckdb";
import { isFloating, isInteger, spell, UNKNOWN, VARCHAR, type SqlType } from "../types/type";
import { castSql } from "./cast";
import { analyze, createFaultAt, type Context, type TypedExpression } from "./context";
import { formatComparison } from "./predicates";
import { coerceValue, analyzeCondition, listPositions, findSharedType } from "./values";

/** Whether the operand of a CASE is equal to that of a WHEN. @throws QueryFault TYPE_MISMATCH */
function formatMatch(tested: TypedExpression, when: Expression, context: Context): string {
  const value = analyze(when, context);
  if (resolveCommonType(tested.type, value.type) === undefined)
    throw createFaultAt(context, when.at, [
      "TYPE_MISMATCH",
      `CASE operand type does not match WHEN clause operand type: ${spell(tested.type)} vs ${spell(value.type)}`,
    ]);
  return formatComparison("=", [tested, value], { context, at: when.at });
}

/** CASE with and without an operand. @throws QueryFault TYPE_MISMATCH */
export function analyzeCase(expression: Expression & { readonly is: "case" }, context: Context): TypedExpression {
  const { operand, branches, otherwise } = expression;
  const tested = operand === undefined ? undefined : analyze(operand, context);
  const whens = branches.map(({ when }) =>
    tested === undefined ? analyzeCondition(when, context, "CASE WHEN clause") : formatMatch(tested, when, context),
  );
  const results = [...branches.map(({ then }) => then), ...(otherwise === undefined ? [] : [otherwise])];
  const values = results.map((value) => analyze(value, context));
  const type = findSharedType(values, context, { places: listPositions(results), what: "All CASE results" });
  const sqls = values.map((value) => convertArgument(value.sql, value.type, type));
  const cases = whens.map((when, index) => `WHEN ${when} THEN ${getItemAt(sqls, index)}`);
  return {
    type,
    sql: `CASE ${cases.join(" ")} ELSE ${otherwise === undefined ? convertArgument("NULL", UNKNOWN, type) : (sqls.at(-1) ?? "NULL")} END`,
  };
}

type ConditionalAnalyzer = (args: readonly Expression[], context: Context, at: number) => TypedExpression;

/** Functions that analyze their arguments themselves, such as `if`, `coalesce` and `try`. */
export const CONDITIONALS: Readonly<Record<string, ConditionalAnalyzer>> = {
  coalesce: (args, context) => {
    const values = args.map((arg) => analyze(arg, context));
    const type = findSharedType(values, context, { places: listPositions(args), what: "All COALESCE operands" });
    return { type, sql: `coalesce(${values.map((value) => convertArgument(value.sql, value.type, type)).join(", ")})` };
  },
  if: (args, context, at) => {
    const results = args.slice(1);
    const when = analyzeCondition(getItemAt(args, 0), context, "IF condition");
    const values = results.map((value) => analyze(value, context));
    const type = values
      .map((value) => value.type)
      .reduce((shared, next) => {
        const common = resolveCommonType(shared, next);
        if (common !== undefined) return common;
        const words = `Result types for IF must be the same: ${spell(shared)} vs ${spell(next)}`;
        throw createFaultAt(context, at, ["TYPE_MISMATCH", words]);
      });
    const [then = "NULL", otherwise = convertArgument("NULL", UNKNOWN, type)] = values.map((value) =>
      convertArgument(value.sql, value.type, type),
    );
    return { type, sql: `CASE WHEN ${when} THEN ${then} ELSE ${otherwise} END` };
  },
  nullif: (args, context, at) => {
    const [first, second] = [analyze(getItemAt(args, 0), context), analyze(getItemAt(args, 1), context)];
    const type: SqlType | undefined = resolveCommonType(first.type, second.type);
    if (type === undefined)
      throw createFaultAt(context, at, [
        "TYPE_MISMATCH",
        `Types are not comparable with NULLIF: ${spell(first.type)} vs ${spell(second.type)}`,
      ]);
    return {
      type: first.type,
      sql: `CASE WHEN ${formatComparison("=", [first, second], { context, at })} THEN ${convertArgument("NULL", UNKNOWN, first.type)} ELSE ${first.sql} END`,
    };
  },
  date: (args, context, at) => {
    const [value, more] = args;
    if (value === undefined || more !== undefined)
      throw createFaultAt(context, at, [
        "FUNCTION_NOT_FOUND",
        "Unexpected parameters for function date. Expected: date(varchar), date(timestamp)",
      ]);
    return analyze({ is: "cast", at, safe: false, value, type: { at, name: "date", numbers: [], parts: [] } }, context);
  },
  now: (_args, context, at) => analyze({ is: "current", at, what: "current_timestamp" }, context),
  typeof: (args, context) => ({
    type: VARCHAR,
    sql: toSqlString(args.map((arg) => spell(analyze(arg, context).type)).join(", ")),
  }),
  format: (args, context, at) => {
    const [format, ...values] = args.map((arg) => analyze(arg, context));
    if (format === undefined || values.length === 0)
      throw createFaultAt(context, at, [
        "FUNCTION_NOT_FOUND",
        "Unexpected parameters for function format. Expected: format(varchar, T...)",
      ]);
    return {
      type: VARCHAR,
      sql: `java_format(${coerceValue(format, VARCHAR, { context, at, what: "Format" })}, [${values.map(formatArgument).join(", ")}])`,
    };
  },
  try: (args, context) => {
    const { type, sql } = analyze(getItemAt(args, 0), context);
    return { type, sql: `TRY(${sql})` };
  },
};

/** SQL of a value as `java_format` takes it: a letter for its kind, then its text. */
function formatArgument({ sql, type }: TypedExpression): string {
  const kind = isInteger(type)
    ? "i"
    : isFloating(type)
      ? "d"
      : type.kind === "decimal"
        ? "m"
        : type.kind === "boolean"
          ? "b"
          : "s";
  const text = isFloating(type)
    ? `double_plain(CAST(${sql} AS DOUBLE))`
    : (castSql(sql, type, VARCHAR) ?? `CAST(${sql} AS VARCHAR)`);
  return `coalesce('${kind}:' || ${text}, 'n:')`;
}
