import { COMPARISONS } from "../../../glue/comparison";
import type { Expression } from "./ast";
import type { Cursor } from "./cursor";
import { parsePrimary } from "./parse-primary";

/** Reads an expression. @throws SyntaxFault */
export const parseExpression = (cursor: Cursor): Expression => cursor.named("<expression>", () => or(cursor));

function or(cursor: Cursor): Expression {
  const at = cursor.at;
  let left = and(cursor);
  while (cursor.accept("OR")) left = { is: "or", at, left, right: and(cursor) };
  return left;
}

function and(cursor: Cursor): Expression {
  const at = cursor.at;
  let left = not(cursor);
  while (cursor.accept("AND")) left = { is: "and", at, left, right: not(cursor) };
  return left;
}

function not(cursor: Cursor): Expression {
  const at = cursor.at;
  if (cursor.accept("NOT")) return { is: "not", at, value: not(cursor) };
  return predicates(cursor);
}

function predicates(cursor: Cursor): Expression {
  let left = parseValue(cursor);
  for (;;) {
    const next = comparison(cursor, left) ?? predicate(cursor, left);
    if (next === undefined) return left;
    left = next;
  }
}

function comparison(cursor: Cursor, left: Expression): Expression | undefined {
  const at = cursor.at;
  const written = cursor.named("<predicate>", () => cursor.acceptOne("<", "<=", "<>", "=", ">", ">=", "!="));
  const operator = COMPARISONS[written ?? ""];
  if (operator === undefined) return undefined;
  const quantifier = cursor.acceptOne("ALL", "ANY", "SOME");
  if (quantifier === undefined) return { is: "compare", at, operator, left, right: parseValue(cursor) };
  cursor.need("(");
  const query = cursor.query();
  cursor.need(")");
  return { is: "quantified", at, operator, quantifier: quantifier === "ALL" ? "ALL" : "ANY", left, query };
}

const PREDICATES = ["BETWEEN", "IN", "IS", "LIKE", "NOT"];

function predicate(cursor: Cursor, value: Expression): Expression | undefined {
  const at = cursor.at;
  if (!cursor.named("<predicate>", () => PREDICATES.some((word) => cursor.is(word)))) return undefined;
  if (cursor.accept("IS")) {
    const negated = cursor.accept("NOT");
    if (cursor.accept("NULL")) return { is: "is-null", at, negated, value };
    cursor.need("DISTINCT", "FROM");
    return { is: "distinct-from", at, negated, left: value, right: parseValue(cursor) };
  }
  const negated = cursor.accept("NOT");
  if (cursor.accept("BETWEEN")) {
    const low = parseValue(cursor);
    cursor.need("AND");
    return { is: "between", at, negated, value, low, high: parseValue(cursor) };
  }
  if (cursor.accept("IN")) return membership(cursor, { at, negated, value });
  if (cursor.accept("LIKE")) {
    const pattern = parseValue(cursor);
    return {
      is: "like",
      at,
      negated,
      value,
      pattern,
      ...(cursor.accept("ESCAPE") ? { escape: parseValue(cursor) } : {}),
    };
  }
  return cursor.fail();
}

function membership(
  cursor: Cursor,
  test: { readonly at: number; readonly negated: boolean; readonly value: Expression },
): Expression {
  cursor.need("(");
  const found: Expression = cursor.named(
    "<query>",
    () => cursor.is("SELECT") || cursor.is("WITH") || cursor.is("VALUES") || cursor.is("TABLE"),
  )
    ? { is: "in-query", ...test, query: cursor.query() }
    : { is: "in-list", ...test, items: cursor.list(() => cursor.expression()) };
  cursor.need(")");
  return found;
}

/** Reads an expression without comparisons and logic. @throws SyntaxFault */
export function parseValue(cursor: Cursor): Expression {
  let left = product(cursor);
  for (;;) {
    const at = cursor.at;
    const operator = cursor.acceptOne("+", "-", "||");
    if (operator === undefined) return left;
    const right = product(cursor);
    left = operator === "||" ? { is: "concat", at, left, right } : { is: "arithmetic", at, operator, left, right };
  }
}

function product(cursor: Cursor): Expression {
  let left = unary(cursor);
  for (;;) {
    const at = cursor.at;
    const operator = cursor.acceptOne("*", "/", "%");
    if (operator === undefined) return left;
    left = { is: "arithmetic", at, operator, left, right: unary(cursor) };
  }
}

function unary(cursor: Cursor): Expression {
  const at = cursor.at;
  if (cursor.accept("-")) return { is: "negate", at, value: unary(cursor) };
  if (cursor.accept("+")) return { is: "plus", at, value: unary(cursor) };
  let value = parsePrimary(cursor);
  while (cursor.are("AT", "TIME", "ZONE")) {
    const zoneAt = cursor.at;
    cursor.need("AT", "TIME", "ZONE");
    value = { is: "at-time-zone", at: zoneAt, value, zone: parsePrimary(cursor) };
  }
  return value;
}
