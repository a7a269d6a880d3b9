import type { Call, Expression, Frame, FrameBound, SortItem, Window } from "./ast";
import type { Cursor } from "./cursor";

/** Reads `name(…)` with the clauses that may follow it. @throws SyntaxFault */
export function parseCall(cursor: Cursor): Call {
  const at = cursor.at;
  const name = cursor.expectName();
  cursor.expect("(");
  const args = callArguments(cursor);
  cursor.expect(")");
  const wrong = COUNTS[name]?.(args.args.length);
  if (wrong !== undefined) cursor.refuse(at, wrong);
  return { is: "call", at, name, ...args, ...parseAfterCall(cursor) };
}

const requireOtherwise =
  (holds: (count: number) => boolean, message: string) =>
  (count: number): string | undefined =>
    holds(count) ? undefined : message;

/** What is wrong with a number of arguments, for functions that are a part of the grammar. */
const COUNTS: Readonly<Record<string, (count: number) => string | undefined>> = {
  coalesce: requireOtherwise((count) => count >= 2, "The 'coalesce' function must have at least two arguments"),
  if: requireOtherwise((count) => count === 2 || count === 3, "Invalid number of arguments for 'if' function"),
  nullif: requireOtherwise((count) => count === 2, "Invalid number of arguments for 'nullif' function"),
  try: requireOtherwise((count) => count === 1, "The 'try' function must have exactly one argument"),
};

type Arguments = Pick<Call, "args" | "star" | "distinct" | "orderBy">;

function callArguments(cursor: Cursor): Arguments {
  if (cursor.accept("*")) return { args: [], star: true, distinct: false, orderBy: [] };
  if (cursor.is(")")) return { args: [], star: false, distinct: false, orderBy: [] };
  if (cursor.isNext("ORDER")) return { args: [], star: false, distinct: false, orderBy: parseOrderBy(cursor) };
  const distinct = cursor.acceptAny("ALL", "DISTINCT") === "DISTINCT";
  const args = cursor.list(() => cursor.parseExpression());
  return { args, star: false, distinct, orderBy: parseOrderBy(cursor) };
}

/** Reads the clauses after the closing bracket: FILTER, IGNORE NULLS, OVER. @throws SyntaxFault */
export function parseAfterCall(cursor: Cursor): Pick<Call, "filter" | "over" | "ignoreNulls"> {
  const filter = parseFilterClause(cursor);
  const ignoreNulls = cursor.accept("IGNORE", "NULLS");
  if (!ignoreNulls) cursor.accept("RESPECT", "NULLS");
  const over = cursor.accept("OVER") ? parseOverClause(cursor) : undefined;
  return { ignoreNulls, ...(filter === undefined ? {} : { filter }), ...(over === undefined ? {} : { over }) };
}

function parseFilterClause(cursor: Cursor): Expression | undefined {
  if (!cursor.accept("FILTER", "(")) return undefined;
  cursor.expect("WHERE");
  const filter = cursor.parseExpression();
  cursor.expect(")");
  return filter;
}

function parseOverClause(cursor: Cursor): Window {
  const at = cursor.at;
  if (!cursor.is("("))
    return { at, orderAt: at, ...parseBaseName(cursor), isNamed: true, partitionBy: [], orderBy: [] };
  cursor.expect("(");
  const window = parseWindow(cursor);
  cursor.expect(")");
  return window;
}

function parseBaseName(cursor: Cursor): Pick<Window, "base" | "baseWritten"> {
  const baseWritten = cursor.token.text;
  return { base: cursor.expectName(), baseWritten };
}

/** Reads a window's definition, without its brackets. @throws SyntaxFault */
export function parseWindow(cursor: Cursor): Window {
  const at = cursor.at;
  // PARTITION is a name unless BY follows.
  const isClause = cursor.isNext("PARTITION")
    ? cursor.peek(1).value === "BY"
    : cursor.isNext("ROWS", "RANGE", "GROUPS");
  const base = cursor.isName() && !isClause ? parseBaseName(cursor) : {};
  const partitionBy = cursor.accept("PARTITION", "BY") ? cursor.list(() => cursor.parseExpression()) : [];
  const orderAt = cursor.at;
  const orderBy = parseOrderBy(cursor);
  const frame = parseFrameClause(cursor);
  return {
    at,
    partitionBy,
    orderBy,
    orderAt,
    ...base,
    ...(frame === undefined ? {} : { frame }),
  };
}

function parseFrameClause(cursor: Cursor): Frame | undefined {
  const { at } = cursor;
  const unit = cursor.acceptAny("GROUPS", "RANGE", "ROWS");
  if (unit === undefined) return undefined;
  const between = cursor.accept("BETWEEN");
  const start = parseFrameBound(cursor);
  if (between) cursor.expect("AND");
  return { at, unit, start, end: between ? parseFrameBound(cursor) : undefined };
}

function parseFrameBound(cursor: Cursor): FrameBound {
  if (cursor.accept("UNBOUNDED", "PRECEDING")) return { is: "unbounded preceding" };
  if (cursor.accept("UNBOUNDED", "FOLLOWING")) return { is: "unbounded following" };
  if (cursor.accept("CURRENT", "ROW")) return { is: "current row" };
  const value = cursor.parseExpression();
  if (cursor.accept("PRECEDING")) return { is: "preceding", value };
  cursor.expect("FOLLOWING");
  return { is: "following", value };
}

/** Reads ORDER BY if it comes next. @throws SyntaxFault */
export const parseOrderBy = (cursor: Cursor): SortItem[] =>
  cursor.accept("ORDER", "BY") ? cursor.list(() => parseSortItem(cursor)) : [];

function parseSortItem(cursor: Cursor): SortItem {
  const value = cursor.parseExpression();
  const descending = cursor.acceptAny("ASC", "DESC") === "DESC";
  const nulls = cursor.accept("NULLS") ? (cursor.acceptAny("FIRST", "LAST") ?? cursor.fail()) : undefined;
  return { value, descending, nulls: nulls === undefined ? undefined : nulls === "FIRST" ? "first" : "last" };
}
