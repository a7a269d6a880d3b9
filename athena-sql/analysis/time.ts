import type { ArithmeticOperator, Expression } from "../syntax/ast";
import { convertArgument } from "../types/convert";
import { BIGINT, DAY_SECOND, isNumber, isZoned, spell, VARCHAR, YEAR_MONTH, ZONED, type SqlType } from "../types/type";
import { analyze, createFaultAt, type Context, type TypedExpression } from "./context";

const isTime = ({ kind }: SqlType): boolean => kind === "date" || kind === "timestamp" || kind === "time";
const isInterval = ({ kind }: SqlType): boolean =>
  kind === "interval day to second" || kind === "interval year to month";

/** Arithmetic with dates, times and intervals; undefined if the operands are of other types. */
export function analyzeTimeArithmetic(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression | undefined {
  if (operator !== "+" && operator !== "-") return analyzeMultiplied(operator, left, right);
  return analyzeMoved(operator, left, right) ?? analyzeDifference(operator, left, right);
}

function analyzeMoved(operator: "+" | "-", left: TypedExpression, right: TypedExpression): TypedExpression | undefined {
  if (isShiftable(left.type, right.type)) return analyzeShifted(left, operator, right);
  return operator === "+" && isShiftable(right.type, left.type) ? analyzeShifted(right, operator, left) : undefined;
}

/** A time of the day has no months to add. */
const isShiftable = (time: SqlType, span: SqlType): boolean =>
  isTime(time) && isInterval(span) && !(time.kind === "time" && span.kind === YEAR_MONTH.kind);

function analyzeDifference(
  operator: "+" | "-",
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression | undefined {
  if (isInterval(left.type) && left.type.kind === right.type.kind)
    return { type: left.type, sql: `(${left.sql} ${operator} ${right.sql})` };
  if (operator === "-" && isTime(left.type) && left.type.kind === right.type.kind) {
    const [a, b] = [left, right].map((each) => (isZoned(each.type) ? `(${each.sql}).u` : each.sql));
    const stored = left.type.kind === "time" ? "TIME" : "TIMESTAMP";
    return { type: DAY_SECOND, sql: `date_diff('millisecond', CAST(${b} AS ${stored}), CAST(${a} AS ${stored}))` };
  }
  return undefined;
}

function analyzeMultiplied(
  operator: ArithmeticOperator,
  left: TypedExpression,
  right: TypedExpression,
): TypedExpression | undefined {
  const [span, factor] = isInterval(left.type) ? [left, right] : [right, left];
  if (
    !isInterval(span.type) ||
    !(isNumber(factor.type) || factor.type.kind === "unknown") ||
    operator === "%" ||
    (operator === "/" && span !== left)
  )
    return undefined;
  const stored = span.type.kind === "interval day to second" ? "BIGINT" : "INTEGER";
  const by = `interval_factor(CAST(${factor.sql} AS DOUBLE), '${operator === "/" ? "divide" : "multiply"}')`;
  const exact = `CAST(${span.sql} AS DOUBLE) ${operator} ${by}`;
  return {
    type: span.type,
    sql: `CAST(${stored === "BIGINT" ? `whole_number(${exact})` : `trunc(${exact})`} AS ${stored})`,
  };
}

/**
 * A time or date plus or minus an interval. A day beyond the month's end becomes its last day; a date takes whole days
 * only.
 */
function analyzeShifted(time: TypedExpression, operator: "+" | "-", span: TypedExpression): TypedExpression {
  const amount =
    span.type.kind === "interval day to second"
      ? `to_milliseconds(${operator}(${time.type.kind === "date" ? `whole_days(${span.sql})` : span.sql}))`
      : `to_months(CAST(${operator}(${span.sql}) AS INTEGER))`;
  // Milliseconds are added to a time with at least this many digits.
  const type =
    span.type.kind === DAY_SECOND.kind && "zoned" in time.type
      ? { ...time.type, precision: Math.max(3, time.type.precision) }
      : time.type;
  if (isZoned(time.type)) return { type, sql: `zoned(instant(${time.sql}) + ${amount}, (${time.sql}).z)` };
  const stored = time.type.kind === "timestamp" ? "TIMESTAMP" : time.type.kind.toUpperCase();
  return { type, sql: `CAST(${time.sql} + ${amount} AS ${stored})` };
}

/** SQL of the local time that a date or time shows; in its own zone, if it has one. */
const formatWallClock = ({ sql, type }: TypedExpression): string =>
  isZoned(type) ? `wall_clock(${sql})` : `CAST(${sql} AS TIMESTAMP)`;

const FIELDS: Readonly<Record<string, string>> = {
  year: "year",
  quarter: "quarter",
  month: "month",
  week: "week",
  day: "day",
  day_of_month: "day",
  day_of_week: "isodow",
  dow: "isodow",
  day_of_year: "doy",
  doy: "doy",
  year_of_week: "isoyear",
  yow: "isoyear",
  hour: "hour",
  minute: "minute",
  second: "second",
};

/** The minutes by which a time's zone is ahead of UTC. */
const formatZoneMinutes = ({ sql }: TypedExpression): string => `date_diff('minute', (${sql}).u, wall_clock(${sql}))`;
const ZONE_FIELDS: Readonly<Record<string, (value: TypedExpression) => string>> = {
  timezone_hour: (value) => `CAST(trunc(${formatZoneMinutes(value)} / 60) AS BIGINT)`,
  timezone_minute: (value) => `(${formatZoneMinutes(value)} % 60)`,
};

/** A field of a date or time, always a bigint; undefined if the value has no such field. */
function findField(field: string, value: TypedExpression): TypedExpression | undefined {
  const ofZone = isZoned(value.type) ? ZONE_FIELDS[field] : undefined;
  if (ofZone !== undefined) return { type: BIGINT, sql: ofZone(value) };
  const part = FIELDS[field];
  if (part === undefined) return undefined;
  const sql = value.type.kind === "time" ? value.sql : formatWallClock(value);
  return { type: BIGINT, sql: `CAST(date_part('${part}', ${sql}) AS BIGINT)` };
}

/** EXTRACT. @throws QueryFault */
export function extract({ field, value }: Expression & { readonly is: "extract" }, context: Context): TypedExpression {
  const typed = analyze(value, context);
  const isClock = CLOCK_FIELDS.includes(field);
  const isOfZone = field.startsWith("timezone_");
  const fits =
    typed.type.kind === "date"
      ? !isClock && !isOfZone
      : typed.type.kind === "time"
        ? isClock
        : isTime(typed.type) && (!isOfZone || isZoned(typed.type));
  const extracted = isInterval(typed.type)
    ? extractIntervalField(field, typed)
    : fits
      ? findField(field, typed)
      : undefined;
  if (extracted !== undefined) return extracted;
  throw createFaultAt(context, value.at, [
    "TYPE_MISMATCH",
    `Cannot extract ${field.toUpperCase()} from ${spell(typed.type)}`,
  ]);
}

/** The fields that a time has and a date has not. */
const CLOCK_FIELDS = ["hour", "minute", "second"];

const SPANS: Readonly<Record<string, readonly [number, number]>> = {
  day: [86_400_000, 0],
  hour: [3_600_000, 24],
  minute: [60_000, 60],
  second: [1000, 60],
};

function extractIntervalField(field: string, { sql, type }: TypedExpression): TypedExpression | undefined {
  if (type.kind === YEAR_MONTH.kind) {
    if (field === "year") return { type: BIGINT, sql: `CAST(${sql} // 12 AS BIGINT)` };
    return field === "month" ? { type: BIGINT, sql: `CAST(${sql} % 12 AS BIGINT)` } : undefined;
  }
  const span = SPANS[field];
  if (span === undefined) return undefined;
  const [unit, around] = span;
  return { type: BIGINT, sql: around === 0 ? `(${sql} // ${unit})` : `((${sql} // ${unit}) % ${around})` };
}

/** `AT TIME ZONE`: the same instant in another zone. @throws QueryFault */
export function analyzeAtTimeZone(
  expression: Expression & { readonly is: "at-time-zone" },
  context: Context,
): TypedExpression {
  const [value, zone] = [analyze(expression.value, context), analyze(expression.zone, context)];
  if (value.type.kind !== "timestamp" || zone.type.kind !== "varchar") {
    throw createFaultAt(context, expression.value.at, [
      "TYPE_MISMATCH",
      `Type of value must be a time or timestamp with or without time zone (actual ${spell(value.type)})`,
    ]);
  }
  const instant = convertArgument(value.sql, value.type, ZONED);
  return {
    type: { ...value.type, zoned: true },
    sql: `zoned((${instant}).u, zone_named(${convertArgument(zone.sql, zone.type, VARCHAR)}))`,
  };
}
