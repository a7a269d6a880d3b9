import type { TypeName } from "./ast";
import type { Cursor } from "./cursor";

/** Reads a type: `decimal(10, 2)`, `array(row(a integer))`, `timestamp(3) with time zone`. @throws SyntaxFault */
export const parseType = (cursor: Cursor): TypeName =>
  cursor.named("<type>", () => {
    const at = cursor.at;
    const base = baseType(cursor, at);
    return cursor.accept("ARRAY") ? { at, name: "array", numbers: [], parts: [{ type: base }] } : base;
  });

function baseType(cursor: Cursor, at: number): TypeName {
  if (cursor.accept("DOUBLE", "PRECISION")) return { at, name: "double", numbers: [], parts: [] };
  if (cursor.are("INTERVAL")) return intervalType(cursor, at);
  if (cursor.is("TIMESTAMP") || cursor.is("TIME")) return timeType(cursor, at);
  if (cursor.accept("ROW", "(")) {
    const parts = cursor.list(() => rowField(cursor));
    cursor.need(")");
    return { at, name: "row", numbers: [], parts };
  }
  return namedType(cursor, at, cursor.needName());
}

function namedType(cursor: Cursor, at: number, name: string): TypeName {
  // array<…> and map<…> are older spellings that the engine still accepts.
  const close = cursor.accept("(") ? ")" : (name === "array" || name === "map") && cursor.accept("<") ? ">" : undefined;
  if (close === undefined) return { at, name, numbers: [], parts: [] };
  const numbers: number[] = [];
  const parts: { type: TypeName }[] = [];
  cursor.list(() => {
    if (cursor.token.kind === "integer") numbers.push(Number(cursor.advance().value));
    else parts.push({ type: parseType(cursor) });
  });
  cursor.need(close);
  return { at, name, numbers, parts };
}

/** A row's field may have no name: then it is just a type, and no word that could begin another type follows. */
function rowField(cursor: Cursor): { name?: string; type: TypeName } {
  const next = cursor.ahead(1);
  const named =
    cursor.isName() &&
    (next.kind === "word" || next.kind === "quoted") &&
    !(cursor.is("DOUBLE") && next.value === "PRECISION");
  if (!named) return { type: parseType(cursor) };
  const name = cursor.needName();
  return { name, type: parseType(cursor) };
}

function timeType(cursor: Cursor, at: number): TypeName {
  const name = cursor.advance().value.toLowerCase();
  const numbers: number[] = [];
  if (cursor.accept("(")) {
    numbers.push(Number(cursor.needKind("integer", "<integer>").value));
    cursor.need(")");
  }
  if (cursor.accept("WITH", "TIME", "ZONE")) return { at, name: `${name} with time zone`, numbers, parts: [] };
  cursor.accept("WITHOUT", "TIME", "ZONE");
  return { at, name, numbers, parts: [] };
}

function intervalType(cursor: Cursor, at: number): TypeName {
  cursor.need("INTERVAL");
  const [from, to] = cursor.is("YEAR") ? ["YEAR", "MONTH"] : ["DAY", "SECOND"];
  cursor.need(from);
  cursor.need("TO");
  cursor.need(to);
  return { at, name: `interval ${from.toLowerCase()} to ${to.toLowerCase()}`, numbers: [], parts: [] };
}
