import type { Expression } from "./ast";
import type { Cursor } from "./cursor";
import { parseCall } from "./parse-call";
import { parseSpecial } from "./parse-special";
import { parseType } from "./parse-type";
import type { Token } from "./tokens";

/** Reads an operand: a literal, a name, a call or an expression in brackets, with any `.field` and `[index]` after it. @throws SyntaxFault */
export function parsePrimary(cursor: Cursor): Expression {
  const at = cursor.at;
  let value = parsePlainPrimary(cursor);
  for (;;) {
    if (cursor.accept("[")) {
      const index = parseValueIn(cursor);
      cursor.expect("]");
      value = { is: "subscript", at, base: value, index };
    } else if (cursor.accept(".")) {
      const title = cursor.expectTitle();
      value = { is: "field", at, base: value, name: title.toLowerCase(), title };
    } else return value;
  }
}

const parseValueIn = (cursor: Cursor): Expression => cursor.parseExpression();

function parsePlainPrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  return formatLiteral(cursor, token) ?? parseBracketed(cursor) ?? parseSpecial(cursor) ?? parseName(cursor);
}

function formatLiteral(cursor: Cursor, { kind, value, at }: Token): Expression | undefined {
  switch (kind) {
    case "integer":
    case "decimal":
    case "double":
    case "string":
    case "binary":
      cursor.advance();
      return { is: kind, at, value };
    default:
  }
  if (cursor.accept("?")) return { is: "parameter", at, index: cursor.parameters++ };
  if (cursor.accept("NULL")) return { is: "null", at };
  if (cursor.accept("TRUE")) return { is: "boolean", at, value: true };
  if (cursor.accept("FALSE")) return { is: "boolean", at, value: false };
  return cursor.isFollowedBy("INTERVAL") && ["string", "symbol"].includes(cursor.peek(1).kind)
    ? parseInterval(cursor, at)
    : undefined;
}

const INTERVAL_FIELDS = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"] as const;

function parseInterval(cursor: Cursor, at: number): Expression {
  cursor.expect("INTERVAL");
  const sign = cursor.acceptAny("+", "-");
  const { value } = cursor.expectKind("string", "<string>");
  const from = cursor.acceptAny(...INTERVAL_FIELDS) ?? cursor.fail();
  const to = cursor.accept("TO") ? (cursor.acceptAny(...INTERVAL_FIELDS) ?? cursor.fail()) : undefined;
  return { is: "interval", at, value, negative: sign === "-", from, ...(to === undefined ? {} : { to }) };
}

function parseBracketed(cursor: Cursor): Expression | undefined {
  const { at } = cursor;
  if (!cursor.is("(")) return undefined;
  const lambda = parseBracketedLambda(cursor, at);
  if (lambda !== undefined) return lambda;
  cursor.expect("(");
  if (
    cursor.parseNamedRule(
      "<query>",
      () => cursor.is("SELECT") || cursor.is("WITH") || cursor.is("VALUES") || cursor.is("TABLE"),
    )
  ) {
    const query = cursor.query();
    cursor.expect(")");
    return { is: "subquery", at, query };
  }
  const items = cursor.list(() => cursor.parseExpression());
  cursor.expect(")");
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { is: "row", at, items };
}

/** Reads a lambda `(x, y) -> …`; undefined for a row or an expression in brackets, which no arrow follows. */
function parseBracketedLambda(cursor: Cursor, at: number): Expression | undefined {
  const back = cursor.mark();
  cursor.expect("(");
  const parameters: string[] = [];
  if (!cursor.is(")")) {
    do {
      if (!cursor.isName()) break;
      parameters.push(cursor.expectName());
    } while (cursor.accept(","));
  }
  if (cursor.is(")") && cursor.peek(1).text === "->") {
    cursor.expect(")", "->");
    return { is: "lambda", at, parameters, body: cursor.parseExpression() };
  }
  back();
  return undefined;
}

function parseName(cursor: Cursor): Expression {
  const { at } = cursor;
  const next = cursor.peek(1);
  if (!cursor.isName()) {
    if (cursor.token.value.startsWith("JSON_"))
      cursor.refuse(at, `${cursor.token.value} is not supported by the lab cloud`);
    cursor.fail();
  }
  if (next.text === "->") {
    const parameters = [cursor.expectName()];
    cursor.expect("->");
    return { is: "lambda", at, parameters, body: cursor.parseExpression() };
  }
  if (next.kind === "string" || cursor.isFollowedBy("DOUBLE", "PRECISION")) {
    const type = parseType(cursor);
    return { is: "typed", at, type, value: cursor.expectKind("string", "<string>").value };
  }
  if (next.text === "(") return parseCall(cursor);
  const title = cursor.expectTitle();
  return { is: "name", at, name: title.toLowerCase(), title };
}
