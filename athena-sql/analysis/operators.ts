import type { ArithmeticOperator, Expression } from "../syntax/ast";
import { toDecimal, canCoerce, resolveCommonType } from "../types/common-type";
import { convertArgument } from "../types/convert";
import { isFloating, isNumber, getStorageType, VARCHAR, spell, type SqlType } from "../types/type";
import { analyze, createOperatorFault, createFaultAt, type Context, type TypedExpression } from "./context";
import { analyzeInteger } from "./literal";
import { analyzeTimeArithmetic } from "./time";

/** `+ - * / %`. @throws QueryFault TYPE_MISMATCH */
export function analyzeArithmetic(
  expression: Expression & { readonly is: "arithmetic" },
  context: Context,
): TypedExpression {
  const { operator, at } = expression;
  const [left, right] = [analyze(expression.left, context), analyze(expression.right, context)];
  const time = analyzeTimeArithmetic(operator, left, right);
  if (time !== undefined) return time;
  const type = resolveCommonType(left.type, right.type);
  if (type === undefined || (!isNumber(type) && type.kind !== "unknown"))
    throw createOperatorFault(context, at, { operator, types: [left.type, right.type] });
  if (type.kind === "decimal") return analyzeDecimalArithmetic(operator, left, right);
  const [a, b] = [convertArgument(left.sql, left.type, type), convertArgument(right.sql, right.type, type)];
  return { type, sql: formatNumberSql(operator, type, [a, b]) };
}

function formatNumberSql(operator: ArithmeticOperator, type: SqlType, [a, b]: readonly [string, string]): string {
  if (isFloating(type))
    return operator === "%"
      ? `float_mod(${a}, ${b})`
      : operator === "/"
        ? `float_div(${a}, ${b})`
        : `(${a} ${operator} ${b})`;
  if (operator === "/") return `CAST(int_div(${a}, ${b}) AS ${getStorageType(type)})`;
  if (operator === "%") return `CAST(int_mod(${a}, ${b}) AS ${getStorageType(type)})`;
  return `(${a} ${operator} ${b})`;
}

/** Arithmetic with decimals; engine v3's rules give the result's precision and scale. */
function analyzeDecimalArithmetic(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression {
  const [a, b] = [toDecimal(left.type), toDecimal(right.type)];
  const type = getDecimalResult(operator, a, b);
  const x = convertArgument(left.sql, left.type, a);
  const y = convertArgument(right.sql, right.type, b);
  const stored = getStorageType(type);
  if (operator === "/")
    return { type, sql: `CAST(decimal_div(CAST(${x} AS VARCHAR), CAST(${y} AS VARCHAR), ${type.scale}) AS ${stored})` };
  if (operator === "%")
    return {
      type,
      sql: `CAST(int_mod(CAST(${x} AS DECIMAL(38, ${type.scale})), CAST(${y} AS DECIMAL(38, ${type.scale}))) AS ${stored})`,
    };
  // DuckDB multiplies two short decimals in 64 bits, even where the product is longer.
  if (operator === "*") return { type, sql: `CAST(CAST(${x} AS DECIMAL(38, ${a.scale})) * ${y} AS ${stored})` };
  return { type, sql: `(CAST(${x} AS ${stored}) ${operator} CAST(${y} AS ${stored}))` };
}

type Decimal = ReturnType<typeof toDecimal>;

function getDecimalResult(operator: ArithmeticOperator, a: Decimal, b: Decimal): Decimal {
  const boundDecimal = (precision: number, scale: number): Decimal => ({
    kind: "decimal",
    precision: Math.max(1, Math.min(38, precision)),
    scale,
  });
  const scale = Math.max(a.scale, b.scale);
  switch (operator) {
    case "*":
      return boundDecimal(a.precision + b.precision, a.scale + b.scale);
    case "/":
      return boundDecimal(a.precision + b.scale + Math.max(b.scale - a.scale, 0), scale);
    case "%":
      return boundDecimal(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
    default:
      return boundDecimal(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
  }
}

/** `-x`. A number literal with a sign is a literal, not a negation. @throws QueryFault */
export function negate(expression: Expression & { readonly is: "negate" }, context: Context): TypedExpression {
  const { value } = expression;
  if (value.is === "integer") return analyzeInteger(-BigInt(value.value), { context, at: value.at });
  const typed = analyze(value, context);
  if (!isNumber(typed.type) && !typed.type.kind.startsWith("interval") && typed.type.kind !== "unknown")
    throw createFaultAt(context, expression.at, ["TYPE_MISMATCH", `Cannot negate ${spell(typed.type)}`]);
  return { type: typed.type, sql: `(- ${typed.sql})` };
}

/** `||` of texts, binaries or arrays, or of an array and one more item. @throws QueryFault */
export function concat(expression: Expression & { readonly is: "concat" }, context: Context): TypedExpression {
  const [left, right] = [analyze(expression.left, context), analyze(expression.right, context)];
  const joined = joinArrays(left, right) ?? joinTexts(left, right);
  if (joined !== undefined) return joined;
  throw createFaultAt(context, expression.at, [
    "FUNCTION_NOT_FOUND",
    `Unexpected parameters (${spell(left.type)}, ${spell(right.type)}) for function concat. ` +
      "Expected: concat(E, array(E)) E, concat(array(E)) E, concat(array(E), E) E, concat(char(x), char(y)), concat(varbinary), concat(varchar)",
  ]);
}

function joinTexts(left: TypedExpression, right: TypedExpression): TypedExpression | undefined {
  const type = resolveCommonType(left.type, right.type);
  if (type?.kind === "varbinary") return { type, sql: `(${left.sql} || ${right.sql})` };
  if (type === undefined || !["varchar", "char", "unknown"].includes(type.kind)) return undefined;
  return {
    type: VARCHAR,
    sql: `(${convertArgument(left.sql, left.type, VARCHAR)} || ${convertArgument(right.sql, right.type, VARCHAR)})`,
  };
}

function joinArrays(left: TypedExpression, right: TypedExpression): TypedExpression | undefined {
  const type = resolveCommonType(left.type, right.type);
  const formatBoth = (a: string, b: string): string => `array_join_both(${a}, ${b})`;
  if (type?.kind === "array")
    return {
      type,
      sql: formatBoth(convertArgument(left.sql, left.type, type), convertArgument(right.sql, right.type, type)),
    };
  if (left.type.kind === "array" && canCoerce(right.type, left.type.item))
    return {
      type: left.type,
      sql: formatBoth(left.sql, `[${convertArgument(right.sql, right.type, left.type.item)}]`),
    };
  if (right.type.kind === "array" && canCoerce(left.type, right.type.item))
    return {
      type: right.type,
      sql: formatBoth(`[${convertArgument(left.sql, left.type, right.type.item)}]`, right.sql),
    };
  return undefined;
}
