import type { Call, Expression } from "./ast";
import type { Cursor } from "./cursor";
import { afterCall, parseOrderBy } from "./parse-call";
import { parseExpression, parseValue } from "./parse-expression";
import { parseQuery } from "./parse-query";
import { parseType } from "./parse-type";

type Rule = (cursor: Cursor, at: number) => Expression;

/** Makes a call of an expression that has a syntax of its own. */
const call = (at: number, name: string, args: readonly Expression[]): Call =>
  ({ is: "call", at, name, args, star: false, distinct: false, orderBy: [], ignoreNulls: false });

/** Words that begin an expression of their own syntax, when a bracket follows. */
const IN_BRACKETS: Readonly<Record<string, Rule>> = {
  CAST: (cursor, at) => cast(cursor, at, false),
  TRY_CAST: (cursor, at) => cast(cursor, at, true),
  EXISTS: (cursor, at) => ({ is: "exists", at, query: parseQuery(cursor) }),
  ROW: (cursor, at) => ({ is: "row", at, items: cursor.list(() => parseExpression(cursor)) }),
  GROUPING: (cursor, at) => ({ is: "grouping", at, items: cursor.is(")") ? [] : cursor.list(() => parseExpression(cursor)) }),
  EXTRACT: (cursor, at) => {
    const field = cursor.needName();
    cursor.need("FROM");
    return { is: "extract", at, field, value: parseValue(cursor) };
  },
  POSITION: (cursor, at) => {
    const part = parseValue(cursor);
    cursor.need("IN");
    return call(at, "strpos", [parseValue(cursor), part]);
  },
  SUBSTRING: (cursor, at) => {
    const value = parseValue(cursor);
    if (!cursor.accept("FROM")) return call(at, "substring", [value, ...(cursor.accept(",") ? cursor.list(() => parseExpression(cursor)) : [])]);
    const from = parseValue(cursor);
    return call(at, "substring", [value, from, ...(cursor.accept("FOR") ? [parseValue(cursor)] : [])]);
  },
  NORMALIZE: (cursor, at) => {
    const value = parseValue(cursor);
    const form = cursor.accept(",") ? cursor.acceptOne("NFC", "NFD", "NFKC", "NFKD") ?? cursor.fail() : "NFC";
    return call(at, "normalize", [value, { is: "string", at, value: form }]);
  },
  TRIM: trim,
};

function cast(cursor: Cursor, at: number, safe: boolean): Expression {
  const value = parseExpression(cursor);
  cursor.need("AS");
  return { is: "cast", at, safe, value, type: parseType(cursor) };
}

const TRIMS: Readonly<Record<string, string>> = { BOTH: "trim", LEADING: "ltrim", TRAILING: "rtrim" };

function trim(cursor: Cursor, at: number): Expression {
  const side = cursor.acceptOne("BOTH", "LEADING", "TRAILING");
  const name = TRIMS[side ?? "BOTH"] ?? "trim";
  if (side !== undefined && cursor.accept("FROM")) return call(at, name, [parseValue(cursor)]);
  const first = parseValue(cursor);
  if (cursor.accept("FROM")) return call(at, name, [parseValue(cursor), first]);
  return call(at, name, cursor.accept(",") ? [first, parseValue(cursor)] : [first]);
}

const CURRENT = ["CURRENT_CATALOG", "CURRENT_DATE", "CURRENT_SCHEMA", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIME", "LOCALTIMESTAMP"];

/** Reads CASE, CAST, EXTRACT, ARRAY[…], CURRENT_DATE and their kind; undefined where none begins. @throws SyntaxFault */
export function parseSpecial(cursor: Cursor): Expression | undefined {
  const { at, value, kind } = cursor.token;
  if (kind !== "word") return undefined;
  const rule = cursor.ahead(1).text === "(" ? IN_BRACKETS[value] : undefined;
  if (rule !== undefined) {
    cursor.need(value, "(");
    const found = rule(cursor, at);
    cursor.need(")");
    return found;
  }
  if (value === "CASE") return caseOf(cursor, at);
  if (value === "LISTAGG") return listagg(cursor, at);
  if (value === "ARRAY" && cursor.ahead(1).text === "[") {
    cursor.need("ARRAY", "[");
    const items = cursor.is("]") ? [] : cursor.list(() => parseExpression(cursor));
    cursor.need("]");
    return { is: "array", at, items };
  }
  return current(cursor, at);
}

function current(cursor: Cursor, at: number): Expression | undefined {
  if (!CURRENT.includes(cursor.token.value)) return undefined;
  const what = cursor.advance().value.toLowerCase();
  if (!what.includes("time") || !cursor.accept("(")) return { is: "current", at, what };
  const { value } = cursor.needKind("integer", "<integer>");
  cursor.need(")");
  return { is: "current", at, what: `${what}(${value})` };
}

function caseOf(cursor: Cursor, at: number): Expression {
  cursor.need("CASE");
  const operand = cursor.is("WHEN") ? undefined : parseExpression(cursor);
  const branches: { when: Expression; then: Expression }[] = [];
  do {
    cursor.need("WHEN");
    const when = parseExpression(cursor);
    cursor.need("THEN");
    branches.push({ when, then: parseExpression(cursor) });
  } while (cursor.is("WHEN"));
  const otherwise = cursor.accept("ELSE") ? parseExpression(cursor) : undefined;
  cursor.need("END");
  return { is: "case", at, branches, ...(operand === undefined ? {} : { operand }), ...(otherwise === undefined ? {} : { otherwise }) };
}

function listagg(cursor: Cursor, at: number): Expression {
  cursor.need("LISTAGG", "(");
  const distinct = cursor.acceptOne("ALL", "DISTINCT") === "DISTINCT";
  const value = parseExpression(cursor);
  const separator: Expression = cursor.accept(",") ? parseExpression(cursor) : { is: "string", at, value: "" };
  if (cursor.accept("ON", "OVERFLOW")) cursor.need("ERROR");
  cursor.need(")");
  cursor.need("WITHIN", "GROUP", "(");
  const orderBy = parseOrderBy(cursor);
  cursor.need(")");
  return { ...call(at, "listagg", [value, separator]), distinct, orderBy, ...afterCall(cursor) };
}
