import { itemAt } from "../../../../core/item-at";
import type { Call, Frame, FrameBound, Window } from "../syntax/ast";
import { DAY_SECOND, isZoned, YEAR_MONTH } from "../types/type";
import { analyze, faultAt, type Context, type Typed } from "./context";
import { sortKeys } from "./ordering";
import { filled, type Chosen } from "./template";
import { condition } from "./values";

interface Choice {
  readonly context: Context;
  readonly kind: "aggregate" | "window";
  /**
   * Picks the overload for the arguments. Called late: the analysis of the arguments must know that it is inside an
   * aggregate.
   */
  readonly choose: (context: Context) => Chosen;
}

/** An aggregate or a window function with its clauses. @throws QueryFault */
export function aggregateSql(call: Call, { context, kind, choose }: Choice): Typed {
  const { grouping } = context;
  if (grouping.forbiddenIn !== undefined) {
    throw faultAt(context, call.at, [
      "EXPRESSION_NOT_SCALAR",
      `${grouping.forbiddenIn} cannot contain aggregations, window functions or grouping operations: [${call.name}(${call.star ? "*" : "…"})]`,
    ]);
  }
  if (kind === "window" && call.over === undefined)
    throw faultAt(context, call.at, ["MISSING_OVER", `Window function ${call.name} requires an OVER clause`]);
  if (call.over !== undefined) {
    grouping.windows += 1;
    return expanded(call, choose(context), { context, over: ` OVER (${windowSql(call.over, context)})` });
  }
  if (grouping.insideAggregate)
    throw faultAt(context, call.at, [
      "NESTED_AGGREGATION",
      `Cannot nest aggregations inside aggregation '${call.name}'`,
    ]);
  grouping.aggregates += 1;
  grouping.insideAggregate = true;
  try {
    return expanded(call, choose(context), { context, over: "" });
  } finally {
    grouping.insideAggregate = false;
  }
}

/**
 * Each `{…}` of the template becomes a call of DuckDB's function, with the query's DISTINCT, ORDER BY, FILTER and OVER
 * added.
 */
function expanded(
  call: Call,
  { args, type, sql }: Chosen,
  { context, over }: { readonly context: Context; readonly over: string },
): Typed {
  const order = call.orderBy.length === 0 ? "" : ` ORDER BY ${sortKeys(call.orderBy, context)}`;
  const filter =
    call.filter === undefined ? "" : ` FILTER (WHERE ${condition(call.filter, context, "Filter expression")})`;
  const called = (name: string, given: string): string =>
    `${name}(${call.distinct ? "DISTINCT " : ""}${filled(given, args)}${order}${call.ignoreNulls ? " IGNORE NULLS" : ""})${filter}${over}`;
  const parts = sql.split(/\{([^{}(]*)\(([^{}]*)\)\}/);
  // `split` gives three parts each time: the text before the braces, the function's name, and its arguments.
  const filledParts = parts.map((part, index) =>
    index % 3 === 0 ? filled(part, args) : index % 3 === 1 ? called(part, itemAt(parts, index + 1)) : "",
  );
  return { type, sql: filledParts.join("") };
}

function baseOf(window: Window, context: Context): Window | undefined {
  if (window.base === undefined) return undefined;
  const base = context.windows[window.base];
  if (base === undefined)
    throw faultAt(context, window.at, ["INVALID_WINDOW_REFERENCE", `Cannot resolve WINDOW name ${window.base}`]);
  return base;
}

function windowSql(window: Window, context: Context): string {
  const base = baseOf(window, context);
  const partitionBy = [...(base?.partitionBy ?? []), ...window.partitionBy].map((value) => {
    const typed = analyze(value, context);
    return isZoned(typed.type) ? `(${typed.sql}).u` : typed.sql;
  });
  const orderBy = window.orderBy.length > 0 ? window.orderBy : (base?.orderBy ?? []);
  const frame = window.frame ?? base?.frame;
  const clauses = [
    clause("PARTITION BY", partitionBy.join(", ")),
    clause("ORDER BY", sortKeys(orderBy, context)),
    frame === undefined ? "" : frameSql(frame, context),
  ];
  return clauses.filter((part) => part !== "").join(" ");
}

const clause = (words: string, list: string): string => (list === "" ? "" : `${words} ${list}`);

function frameSql({ unit, start, end }: Frame, context: Context): string {
  const from = boundSql(start, context);
  return end === undefined ? `${unit} ${from}` : `${unit} BETWEEN ${from} AND ${boundSql(end, context)}`;
}

function boundSql({ is, value }: FrameBound, context: Context): string {
  if (value === undefined) return is.toUpperCase();
  const { type, sql } = analyze(value, context);
  const amount =
    type.kind === DAY_SECOND.kind
      ? `to_milliseconds(${sql})`
      : type.kind === YEAR_MONTH.kind
        ? `to_months(${sql})`
        : sql;
  return `${amount} ${is.toUpperCase()}`;
}
