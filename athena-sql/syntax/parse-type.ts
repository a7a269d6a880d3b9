import type { TypeName } from "./ast";
import type { Cursor } from "./cursor";

/** Reads a type: `decimal(10, 2)`, `array(row(a integer))`, `timestamp(3) with time zone`. @throws SyntaxFault */
export const parseType = (cursor: Cursor): TypeName =>
  cursor.parseNamedRule("<type>", () => {
    const at = cursor.at;
    const base = parseBaseType(cursor, at);
    return cursor.accept("ARRAY") ? { at, name: "array", numbers: [], parts: [{ type: base }] } : base;
  });

function parseBaseType(cursor: Cursor, at: number): TypeName {
  if (cursor.accept("DOUBLE", "PRECISION")) return { at, name: "double", numbers: [], parts: [] };
  if (cursor.isFollowedBy("INTERVAL")) return parseIntervalType(cursor, at);
  if (cursor.is("TIMESTAMP") || cursor.is("TIME")) return parseTimeType(cursor, at);
  if (cursor.accept("ROW", "(")) {
    const parts = cursor.list(() => parseRowField(cursor));
    cursor.expect(")");
    return { at, name: "row", numbers: [], parts };
  }
  return parseNamedType(cursor, at, cursor.expectName());
}

function parseNamedType(cursor: Cursor, at: number, name: string): TypeName {
  // array<…> and map<…> are older spellings that the engine still accepts.
  const close = cursor.accept("(") ? ")" : (name === "array" || name === "map") && cursor.accept("<") ? ">" : undefined;
  if (close === undefined) return { at, name, numbers: [], parts: [] };
  const numbers: number[] = [];
  const parts: { type: TypeName }[] = [];
  cursor.list(() => {
    if (cursor.token.kind === "integer") numbers.push(Number(cursor.advance().value));
    else parts.push({ type: parseType(cursor) });
  });
  cursor.expect(close);
  return { at, name, numbers, parts };
}

/** A row's field may have no name: then it is just a type, and no word that could begin another type follows. */
function parseRowField(cursor: Cursor): { name?: string; type: TypeName } {
  const next = cursor.peek(1);
  const named =
    cursor.isName() &&
    (next.kind === "word" || next.kind === "quoted") &&
    !(cursor.is("DOUBLE") && next.value === "PRECISION");
  if (!named) return { type: parseType(cursor) };
  const name = cursor.expectName();
  return { name, type: parseType(cursor) };
}

function parseTimeType(cursor: Cursor, at: number): TypeName {
  const name = cursor.advance().value.toLowerCase();
  const numbers: number[] = [];
  if (cursor.accept("(")) {
    numbers.push(Number(cursor.expectKind("integer", "<integer>").value));
    cursor.expect(")");
  }
  if (cursor.accept("WITH", "TIME", "ZONE")) return { at, name: `${name} with time zone`, numbers, parts: [] };
  cursor.accept("WITHOUT", "TIME", "ZONE");
  return { at, name, numbers, parts: [] };
}

function parseIntervalType(cursor: Cursor, at: number): TypeName {
  cursor.expect("INTERVAL");
  const [from, to] = cursor.is("YEAR") ? ["YEAR", "MONTH"] : ["DAY", "SECOND"];
  cursor.expect(from);
  cursor.expect("TO");
  cursor.expect(to);
  return { at, name: `interval ${from.toLowerCase()} to ${to.toLowerCase()}`, numbers: [], parts: [] };
}

/** Reads `a`, `a.b` or `a.b.c`, in lower case. @throws SyntaxFault */
export function parseName(cursor: Cursor): string[] {
  const parts = [cursor.expectName()];
  while (cursor.accept(".")) parts.push(cursor.expectName());
  return parts;
}
