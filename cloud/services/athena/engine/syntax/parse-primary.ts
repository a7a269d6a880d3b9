import type { Expression } from "./ast";
import type { Cursor } from "./cursor";
import { parseCall } from "./parse-call";
import { parseSpecial } from "./parse-special";
import { parseType } from "./parse-type";
import type { Token } from "./tokens";

/** Reads an operand: a literal, a name, a call or an expression in brackets, with any `.field` and `[index]` after it. @throws SyntaxFault */
export function parsePrimary(cursor: Cursor): Expression {
  const at = cursor.at;
  let value = plainPrimary(cursor);
  for (;;) {
    if (cursor.accept("[")) {
      const index = parseValueIn(cursor);
      cursor.need("]");
      value = { is: "subscript", at, base: value, index };
    } else if (cursor.accept(".")) {
      const title = cursor.needTitle();
      value = { is: "field", at, base: value, name: title.toLowerCase(), title };
    } else return value;
  }
}

const parseValueIn = (cursor: Cursor): Expression => cursor.expression();

function plainPrimary(cursor: Cursor): Expression {
  const { token } = cursor;
  return literal(cursor, token) ?? bracketed(cursor) ?? parseSpecial(cursor) ?? named(cursor);
}

function literal(cursor: Cursor, { kind, value, at }: Token): Expression | undefined {
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
  return cursor.are("INTERVAL") && ["string", "symbol"].includes(cursor.ahead(1).kind)
    ? interval(cursor, at)
    : undefined;
}

const INTERVAL_FIELDS = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"] as const;

function interval(cursor: Cursor, at: number): Expression {
  cursor.need("INTERVAL");
  const sign = cursor.acceptOne("+", "-");
  const { value } = cursor.needKind("string", "<string>");
  const from = cursor.acceptOne(...INTERVAL_FIELDS) ?? cursor.fail();
  const to = cursor.accept("TO") ? (cursor.acceptOne(...INTERVAL_FIELDS) ?? cursor.fail()) : undefined;
  return { is: "interval", at, value, negative: sign === "-", from, ...(to === undefined ? {} : { to }) };
}

function bracketed(cursor: Cursor): Expression | undefined {
  const { at } = cursor;
  if (!cursor.is("(")) return undefined;
  const lambda = bracketedLambda(cursor, at);
  if (lambda !== undefined) return lambda;
  cursor.need("(");
  if (
    cursor.named("<query>", () => cursor.is("SELECT") || cursor.is("WITH") || cursor.is("VALUES") || cursor.is("TABLE"))
  ) {
    const query = cursor.query();
    cursor.need(")");
    return { is: "subquery", at, query };
  }
  const items = cursor.list(() => cursor.expression());
  cursor.need(")");
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { is: "row", at, items };
}

/** Reads a lambda `(x, y) -> …`; undefined for a row or an expression in brackets, which no arrow follows. */
function bracketedLambda(cursor: Cursor, at: number): Expression | undefined {
  const back = cursor.mark();
  cursor.need("(");
  const parameters: string[] = [];
  if (!cursor.is(")")) {
    do {
      if (!cursor.isName()) break;
      parameters.push(cursor.needName());
    } while (cursor.accept(","));
  }
  if (cursor.is(")") && cursor.ahead(1).text === "->") {
    cursor.need(")", "->");
    return { is: "lambda", at, parameters, body: cursor.expression() };
  }
  back();
  return undefined;
}

function named(cursor: Cursor): Expression {
  const { at } = cursor;
  const next = cursor.ahead(1);
  if (!cursor.isName()) {
    if (cursor.token.value.startsWith("JSON_"))
      cursor.refuse(at, `${cursor.token.value} is not supported by the lab cloud`);
    cursor.fail();
  }
  if (next.text === "->") {
    const parameters = [cursor.needName()];
    cursor.need("->");
    return { is: "lambda", at, parameters, body: cursor.expression() };
  }
  if (next.kind === "string" || cursor.are("DOUBLE", "PRECISION")) {
    const type = parseType(cursor);
    return { is: "typed", at, type, value: cursor.needKind("string", "<string>").value };
  }
  if (next.text === "(") return parseCall(cursor);
  const title = cursor.needTitle();
  return { is: "name", at, name: title.toLowerCase(), title };
}
