import type { Call, Expression } from "./ast";
import type { Cursor } from "./cursor";
import { parseAfterCall, parseOrderBy } from "./parse-call";
import { parseType } from "./parse-type";

type Rule = (cursor: Cursor, at: number) => Expression;

/** A call node for an expression with a syntax of its own. */
const call = (at: number, name: string, args: readonly Expression[]): Call => ({
  is: "call",
  at,
  name,
  args,
  star: false,
  distinct: false,
  orderBy: [],
  ignoreNulls: false,
});

/** The parts of a time, of its zone or of an interval. */
const EXTRACTED = [
  ...["year", "quarter", "month", "week", "day", "day_of_month", "day_of_week", "dow", "day_of_year", "doy"],
  ...["year_of_week", "yow", "hour", "minute", "second", "timezone_hour", "timezone_minute"],
];

/** Words that, before an opening bracket, begin an expression with a syntax of its own. */
const IN_BRACKETS: Readonly<Record<string, Rule>> = {
  CAST: (cursor, at) => cast(cursor, at, false),
  TRY_CAST: (cursor, at) => cast(cursor, at, true),
  EXISTS: (cursor, at) => ({ is: "exists", at, query: cursor.query() }),
  ROW: (cursor, at) => ({ is: "row", at, items: cursor.list(() => cursor.parseExpression()) }),
  GROUPING: (cursor, at) => ({
    is: "grouping",
    at,
    items: cursor.is(")") ? [] : cursor.list(() => cursor.parseExpression()),
  }),
  EXTRACT: (cursor, at) => {
    const written = cursor.expectTitle();
    const field = written.toLowerCase();
    cursor.expect("FROM");
    const value = cursor.parseValue();
    if (!EXTRACTED.includes(field)) cursor.refuse(at, `Invalid EXTRACT field: ${written}`);
    return { is: "extract", at, field, value };
  },
  POSITION: (cursor, at) => {
    const part = cursor.parseValue();
    cursor.expect("IN");
    return call(at, "strpos", [cursor.parseValue(), part]);
  },
  SUBSTRING: (cursor, at) => {
    const value = cursor.parseValue();
    if (!cursor.accept("FROM"))
      return call(at, "substring", [value, ...(cursor.accept(",") ? cursor.list(() => cursor.parseExpression()) : [])]);
    const from = cursor.parseValue();
    return call(at, "substring", [value, from, ...(cursor.accept("FOR") ? [cursor.parseValue()] : [])]);
  },
  NORMALIZE: (cursor, at) => {
    const value = cursor.parseValue();
    const form = cursor.accept(",") ? (cursor.acceptAny("NFC", "NFD", "NFKC", "NFKD") ?? cursor.fail()) : "NFC";
    return call(at, "normalize", [value, { is: "string", at, value: form }]);
  },
  TRIM: trim,
};

function cast(cursor: Cursor, at: number, safe: boolean): Expression {
  const value = cursor.parseExpression();
  cursor.expect("AS");
  return { is: "cast", at, safe, value, type: parseType(cursor) };
}

const TRIMS = { BOTH: "trim", LEADING: "ltrim", TRAILING: "rtrim" };

function trim(cursor: Cursor, at: number): Expression {
  const side = cursor.acceptAny("BOTH", "LEADING", "TRAILING");
  const name = TRIMS[side ?? "BOTH"];
  if (side !== undefined && cursor.accept("FROM")) return call(at, name, [cursor.parseValue()]);
  const first = cursor.parseValue();
  if (cursor.accept("FROM")) return call(at, name, [cursor.parseValue(), first]);
  return call(at, name, cursor.accept(",") ? [first, cursor.parseValue()] : [first]);
}

const CURRENT = [
  "CURRENT_CATALOG",
  "CURRENT_DATE",
  "CURRENT_SCHEMA",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "CURRENT_USER",
  "LOCALTIME",
  "LOCALTIMESTAMP",
];

/** Reads CASE, CAST, EXTRACT, ARRAY[…], CURRENT_DATE and the like; undefined where the next token begins none of them. @throws SyntaxFault */
export function parseSpecial(cursor: Cursor): Expression | undefined {
  const { at, value, kind } = cursor.token;
  if (kind !== "word") return undefined;
  const rule = cursor.peek(1).text === "(" ? IN_BRACKETS[value] : undefined;
  if (rule !== undefined) {
    cursor.expect(value, "(");
    const found = rule(cursor, at);
    cursor.expect(")");
    return found;
  }
  if (value === "CASE") return parseCase(cursor, at);
  if (value === "LISTAGG") return parseListagg(cursor, at);
  if (value === "ARRAY" && cursor.peek(1).text === "[") {
    cursor.expect("ARRAY", "[");
    const items = cursor.is("]") ? [] : cursor.list(() => cursor.parseExpression());
    cursor.expect("]");
    return { is: "array", at, items };
  }
  return parseCurrent(cursor, at);
}

function parseCurrent(cursor: Cursor, at: number): Expression | undefined {
  if (!CURRENT.includes(cursor.token.value)) return undefined;
  const subject = cursor.advance().value.toLowerCase();
  if (!subject.includes("time") || !cursor.accept("(")) return { is: "current", at, what: subject };
  const { value } = cursor.expectKind("integer", "<integer>");
  cursor.expect(")");
  return { is: "current", at, what: `${subject}(${value})` };
}

function parseCase(cursor: Cursor, at: number): Expression {
  cursor.expect("CASE");
  const operand = cursor.is("WHEN") ? undefined : cursor.parseExpression();
  const branches: { when: Expression; then: Expression }[] = [];
  do {
    cursor.expect("WHEN");
    const when = cursor.parseExpression();
    cursor.expect("THEN");
    branches.push({ when, then: cursor.parseExpression() });
  } while (cursor.is("WHEN"));
  const otherwise = cursor.accept("ELSE") ? cursor.parseExpression() : undefined;
  cursor.expect("END");
  return {
    is: "case",
    at,
    branches,
    ...(operand === undefined ? {} : { operand }),
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

function parseListagg(cursor: Cursor, at: number): Expression {
  cursor.expect("LISTAGG", "(");
  const distinct = cursor.acceptAny("ALL", "DISTINCT") === "DISTINCT";
  const value = cursor.parseExpression();
  const separator: Expression = cursor.accept(",") ? cursor.parseExpression() : { is: "string", at, value: "" };
  if (cursor.accept("ON", "OVERFLOW")) {
    if (cursor.is("TRUNCATE")) cursor.refuse(cursor.at, "ON OVERFLOW TRUNCATE is not supported by the lab cloud");
    cursor.expect("ERROR");
  }
  cursor.expect(")");
  cursor.expect("WITHIN", "GROUP", "(");
  const orderBy = parseOrderBy(cursor);
  cursor.expect(")");
  return { ...call(at, "listagg", [value, separator]), distinct, orderBy, ...parseAfterCall(cursor) };
}
