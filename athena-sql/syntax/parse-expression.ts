import { COMPARISONS } from "../../foundation/comparison";
import type { Expression } from "./ast";
import type { Cursor } from "./cursor";
import { parsePrimary } from "./parse-primary";

/** Reads an expression. @throws SyntaxFault */
export const parseExpression = (cursor: Cursor): Expression =>
  cursor.parseNamedRule("<expression>", () => parseOr(cursor));

function parseOr(cursor: Cursor): Expression {
  const at = cursor.at;
  let left = parseAnd(cursor);
  while (cursor.accept("OR")) left = { is: "or", at, left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: Cursor): Expression {
  const at = cursor.at;
  let left = parseNot(cursor);
  while (cursor.accept("AND")) left = { is: "and", at, left, right: parseNot(cursor) };
  return left;
}

function parseNot(cursor: Cursor): Expression {
  const at = cursor.at;
  if (cursor.accept("NOT")) return { is: "not", at, value: parseNot(cursor) };
  return parsePredicates(cursor);
}

function parsePredicates(cursor: Cursor): Expression {
  let left = parseValue(cursor);
  for (;;) {
    const next = formatComparison(cursor, left) ?? parsePredicate(cursor, left);
    if (next === undefined) return left;
    left = next;
  }
}

function formatComparison(cursor: Cursor, left: Expression): Expression | undefined {
  const at = cursor.at;
  const written = cursor.parseNamedRule("<predicate>", () => cursor.acceptAny("<", "<=", "<>", "=", ">", ">=", "!="));
  const operator = COMPARISONS[written ?? ""];
  if (operator === undefined) return undefined;
  const quantifier = cursor.acceptAny("ALL", "ANY", "SOME");
  if (quantifier === undefined) return { is: "compare", at, operator, left, right: parseValue(cursor) };
  cursor.expect("(");
  const query = cursor.query();
  cursor.expect(")");
  return { is: "quantified", at, operator, quantifier: quantifier === "ALL" ? "ALL" : "ANY", left, query };
}

const PREDICATES = ["BETWEEN", "IN", "IS", "LIKE", "NOT"];

function parsePredicate(cursor: Cursor, value: Expression): Expression | undefined {
  const at = cursor.at;
  if (!cursor.parseNamedRule("<predicate>", () => PREDICATES.some((word) => cursor.is(word)))) return undefined;
  if (cursor.accept("IS")) {
    const negated = cursor.accept("NOT");
    if (cursor.accept("NULL")) return { is: "is-null", at, negated, value };
    cursor.expect("DISTINCT", "FROM");
    return { is: "distinct-from", at, negated, left: value, right: parseValue(cursor) };
  }
  const negated = cursor.accept("NOT");
  if (cursor.accept("BETWEEN")) {
    const low = parseValue(cursor);
    cursor.expect("AND");
    return { is: "between", at, negated, value, low, high: parseValue(cursor) };
  }
  if (cursor.accept("IN")) return parseMembership(cursor, { at, negated, value });
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

function parseMembership(
  cursor: Cursor,
  test: { readonly at: number; readonly negated: boolean; readonly value: Expression },
): Expression {
  cursor.expect("(");
  const found: Expression = cursor.parseNamedRule(
    "<query>",
    () => cursor.is("SELECT") || cursor.is("WITH") || cursor.is("VALUES") || cursor.is("TABLE"),
  )
    ? { is: "in-query", ...test, query: cursor.query() }
    : { is: "in-list", ...test, items: cursor.list(() => cursor.parseExpression()) };
  cursor.expect(")");
  return found;
}

/** Reads an expression without comparisons and logic. @throws SyntaxFault */
export function parseValue(cursor: Cursor): Expression {
  let left = parseProduct(cursor);
  for (;;) {
    const at = cursor.at;
    const operator = cursor.acceptAny("+", "-", "||");
    if (operator === undefined) return left;
    const right = parseProduct(cursor);
    left = operator === "||" ? { is: "concat", at, left, right } : { is: "arithmetic", at, operator, left, right };
  }
}

function parseProduct(cursor: Cursor): Expression {
  let left = parseUnary(cursor);
  for (;;) {
    const at = cursor.at;
    const operator = cursor.acceptAny("*", "/", "%");
    if (operator === undefined) return left;
    left = { is: "arithmetic", at, operator, left, right: parseUnary(cursor) };
  }
}

function parseUnary(cursor: Cursor): Expression {
  const at = cursor.at;
  if (cursor.accept("-")) return { is: "negate", at, value: parseUnary(cursor) };
  if (cursor.accept("+")) return { is: "plus", at, value: parseUnary(cursor) };
  let value = parsePrimary(cursor);
  while (cursor.isFollowedBy("AT", "TIME", "ZONE")) {
    const zoneAt = cursor.at;
    cursor.expect("AT", "TIME", "ZONE");
    value = { is: "at-time-zone", at: zoneAt, value, zone: parsePrimary(cursor) };
  }
  return value;
}
