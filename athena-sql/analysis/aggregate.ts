import { getItemAt } from "../../foundation/item-at";
import type { Call, Expression, Frame, FrameBound, Window } from "../syntax/ast";
import { DAY_SECOND, isInteger, isZoned, spell, YEAR_MONTH } from "../types/type";
import { findAggregates, formatList } from "./find-aggregates";
import { analyze, createFaultAt, type Context, type Grouping, type TypedExpression } from "./context";
import { formatExpression } from "./format-expression";
import { formatSortKeys } from "./ordering";
import { analyzeCondition } from "./values";
import { fillTemplate, type ChosenOverload } from "./literal";

interface Choice {
  readonly context: Context;
  readonly kind: "aggregate" | "window";
  /**
   * Picks the overload for the arguments. Called late: the analysis of the arguments must know that it is inside an
   * aggregate.
   */
  readonly choose: (context: Context) => ChosenOverload;
}

/** An aggregate or a window function with its clauses. @throws QueryFault */
export function aggregateSql(call: Call, { context, kind, choose }: Choice): TypedExpression {
  const { grouping } = context;
  refuseForbidden(grouping.forbiddenIn, context);
  if (kind === "window" && call.over === undefined)
    throw createFaultAt(context, call.at, [
      "MISSING_OVER",
      `Window function system.builtin.${call.name} requires an OVER clause`,
    ]);
  if (call.over !== undefined) return analyzeWindowed(call, call.over, { context, kind, choose });
  refuseNested(call, context);
  grouping.aggregates += 1;
  grouping.insideAggregate = true;
  try {
    return expandTemplate(call, choose(context), { context, over: "" });
  } finally {
    grouping.insideAggregate = false;
  }
}

/** @throws QueryFault EXPRESSION_NOT_SCALAR where a clause allows no aggregates, at its expression that holds one */
function refuseForbidden(clause: Grouping["forbiddenIn"], context: Context): void {
  for (const expression of clause?.holds ?? []) {
    const found = findAggregates(expression);
    if (found.length > 0)
      throw createFaultAt(context, expression.at, [
        "EXPRESSION_NOT_SCALAR",
        `${clause?.name ?? ""} cannot contain aggregations, window functions or grouping operations: ${formatList(found)}`,
      ]);
  }
}

/** @throws QueryFault NESTED_AGGREGATION, NESTED_WINDOW */
function refuseNested(call: Call, context: Context): void {
  const inside = findAggregates(call.args, call.orderBy, call.filter);
  const windows = inside.filter((item) => item.is === "call" && item.over !== undefined);
  if (windows.length > 0)
    throw createFaultAt(context, call.at, [
      "NESTED_WINDOW",
      `Cannot nest window functions or row pattern measures inside aggregation '${call.name}': ${formatList(windows)}`,
    ]);
  if (inside.length > 0)
    throw createFaultAt(context, call.at, [
      "NESTED_AGGREGATION",
      `Cannot nest aggregations inside aggregation '${call.name}': ${formatList(inside)}`,
    ]);
}

function analyzeWindowed(call: Call, window: Window, { context, kind, choose }: Choice): TypedExpression {
  const { grouping } = context;
  if (grouping.insideWindow)
    throw createFaultAt(context, call.at, [
      "NESTED_WINDOW",
      "Cannot nest window functions or row pattern measures inside window specification",
    ]);
  if (call.distinct)
    throw createFaultAt(context, context.selectAt ?? call.at, [
      "NOT_SUPPORTED",
      `DISTINCT in window function parameters not yet supported: ${formatExpression(call)}`,
    ]);
  if (call.filter !== undefined)
    throw createFaultAt(context, context.selectAt ?? call.at, [
      "NOT_SUPPORTED",
      "FILTER is not yet supported for window functions",
    ]);
  if (call.ignoreNulls && kind === "aggregate")
    throw createFaultAt(context, call.at, [
      "NULL_TREATMENT_NOT_ALLOWED",
      `Cannot specify null treatment clause for ${call.name} function`,
    ]);
  grouping.windows += 1;
  grouping.insideWindow = true;
  try {
    return expandTemplate(call, choose(context), { context, over: ` OVER (${formatWindow(window, context)})` });
  } finally {
    grouping.insideWindow = false;
  }
}

/**
 * Each `{…}` of the template becomes a call of DuckDB's function, with the query's DISTINCT, ORDER BY, FILTER and OVER
 * added.
 */
function expandTemplate(
  call: Call,
  { args, type, sql }: ChosenOverload,
  { context, over }: { readonly context: Context; readonly over: string },
): TypedExpression {
  const order = call.orderBy.length === 0 ? "" : ` ORDER BY ${formatSortKeys(call.orderBy, context, "ORDER BY")}`;
  const unsorted = call.distinct && call.orderBy.find(({ value }) => !isArgument(value, call, context));
  if (unsorted)
    throw createFaultAt(context, unsorted.value.at, [
      "EXPRESSION_NOT_IN_DISTINCT",
      "For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments",
    ]);
  const filter =
    call.filter === undefined ? "" : ` FILTER (WHERE ${analyzeCondition(call.filter, context, "Filter expression")})`;
  const formatCall = (name: string, argumentTypes: string): string =>
    `${name}(${call.distinct ? "DISTINCT " : ""}${fillTemplate(argumentTypes, args)}${order}${call.ignoreNulls ? " IGNORE NULLS" : ""})${filter}${over}`;
  const parts = sql.split(/\{([^{}(]*)\(([^{}]*)\)\}/);
  // `split` gives three parts each time: the text before the braces, the function's name, and its arguments.
  const filledParts = parts.map((part, index) =>
    index % 3 === 0 ? fillTemplate(part, args) : index % 3 === 1 ? formatCall(part, getItemAt(parts, index + 1)) : "",
  );
  return { type, sql: filledParts.join("") };
}

const isArgument = (value: Expression, { args }: Call, context: Context): boolean =>
  args.some((arg) => arg.is !== "lambda" && analyze(arg, context).sql === analyze(value, context).sql);

function getBase(window: Window, context: Context): Window | undefined {
  if (window.base === undefined) return undefined;
  const base = context.windows[window.base];
  if (base === undefined)
    throw createFaultAt(context, window.at, [
      "INVALID_WINDOW_REFERENCE",
      `Cannot resolve WINDOW name ${window.baseWritten ?? window.base}`,
    ]);
  const [partition] = window.partitionBy;
  if (partition !== undefined)
    throw createFaultAt(context, partition.at, [
      "INVALID_PARTITION_BY",
      "WINDOW specification with named WINDOW reference cannot specify PARTITION BY",
    ]);
  if (window.orderBy.length > 0 && base.orderBy.length > 0)
    throw createFaultAt(context, window.orderAt, [
      "INVALID_ORDER_BY",
      "Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY",
    ]);
  return base;
}

function formatWindow(window: Window, context: Context): string {
  const base = getBase(window, context);
  const partitionBy = [...(base?.partitionBy ?? []), ...window.partitionBy].map((value) => {
    const typed = analyze(value, context);
    return isZoned(typed.type) ? `(${typed.sql}).u` : typed.sql;
  });
  const orderBy = window.orderBy.length > 0 ? window.orderBy : (base?.orderBy ?? []);
  const frame = window.frame ?? base?.frame;
  const clauses = [
    formatClause("PARTITION BY", partitionBy.join(", ")),
    formatClause("ORDER BY", formatSortKeys(orderBy, context, "window function ORDER BY")),
    frame === undefined ? "" : formatFrame(frame, context),
  ];
  return clauses.filter((part) => part !== "").join(" ");
}

const formatClause = (words: string, list: string): string => (list === "" ? "" : `${words} ${list}`);

function formatFrame(frame: Frame, context: Context): string {
  const { unit, start, end, at } = frame;
  const wrong = findMisplaced(frame);
  if (wrong !== undefined) throw createFaultAt(context, at, ["INVALID_WINDOW_FRAME", `Window frame ${wrong}`]);
  const from = formatBound(start, context, `${unit} start`);
  return end === undefined
    ? `${unit} ${from}`
    : `${unit} BETWEEN ${from} AND ${formatBound(end, context, `${unit} end`)}`;
}

/** The ends that come before a frame's start. A frame without an end ends at the current row. */
const WRONG_ENDS: Readonly<Partial<Record<FrameBound["is"], readonly FrameBound["is"][]>>> = {
  "current row": ["preceding"],
  following: ["preceding", "current row"],
};

/** Why a frame's bounds cannot be; undefined where they can. */
function findMisplaced({ start, end }: Frame): string | undefined {
  if (start.is === "unbounded following") return "start cannot be UNBOUNDED FOLLOWING";
  if (end?.is === "unbounded preceding") return "end cannot be UNBOUNDED PRECEDING";
  const wrongEnds = WRONG_ENDS[start.is] ?? [];
  const last = end?.is ?? "current row";
  return wrongEnds.includes(last)
    ? `starting from ${start.is.toUpperCase()} cannot end with ${last.toUpperCase()}`
    : undefined;
}

/** @param which the bound in messages: `ROWS start` */
function formatBound({ is, value }: FrameBound, context: Context, which: string): string {
  if (value === undefined) return is.toUpperCase();
  // DuckDB refuses a frame without an offset also where nothing uses the window: its columns are always read.
  const { type, sql } = analyze(value, { ...context, madeOf: undefined });
  if (!which.startsWith("RANGE") && !isInteger(type) && type.kind !== "unknown")
    throw createFaultAt(context, value.at, [
      "TYPE_MISMATCH",
      `Window frame ${which} value type must be exact numeric type with scale 0 (actual ${spell(type)})`,
    ]);
  const amount =
    type.kind === DAY_SECOND.kind
      ? `to_milliseconds(${sql})`
      : type.kind === YEAR_MONTH.kind
        ? `to_months(${sql})`
        : sql;
  return `${which.startsWith("RANGE") ? amount : `frame_offset(${amount})`} ${is.toUpperCase()}`;
}
