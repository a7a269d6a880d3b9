import type { Relation } from "./ast";
import type { Cursor } from "./cursor";
import { parseName } from "./parse-name";

/** Reads the relations after FROM; a comma joins as CROSS JOIN does. @throws SyntaxFault */
export function parseRelations(cursor: Cursor): Relation {
  let left = joined(cursor);
  for (;;) {
    const at = cursor.at;
    if (!cursor.accept(",")) return left;
    left = { is: "join", at, kind: "CROSS", natural: false, left, right: joined(cursor) };
  }
}

function joined(cursor: Cursor): Relation {
  let left = aliased(cursor);
  for (;;) {
    const next = join(cursor, left);
    if (next === undefined) return left;
    left = next;
  }
}

function join(cursor: Cursor, left: Relation): Relation | undefined {
  const at = cursor.at;
  if (cursor.accept("CROSS", "JOIN"))
    return { is: "join", at, kind: "CROSS", natural: false, left, right: aliased(cursor) };
  const natural = cursor.accept("NATURAL");
  const kind = joinKind(cursor);
  if (kind === undefined) return natural ? cursor.fail() : undefined;
  const right = natural ? aliased(cursor) : joined(cursor);
  const both = { is: "join", at, kind, natural, left, right } as const;
  if (natural) return both;
  if (cursor.accept("USING")) return { ...both, using: cursor.listed(() => cursor.needPlacedName()) };
  cursor.need("ON");
  return { ...both, on: cursor.expression() };
}

function joinKind(cursor: Cursor): "INNER" | "LEFT" | "RIGHT" | "FULL" | undefined {
  if (cursor.accept("JOIN")) return "INNER";
  const kind = cursor.acceptOne("FULL", "INNER", "LEFT", "RIGHT");
  if (kind === undefined) return undefined;
  if (kind !== "INNER") cursor.accept("OUTER");
  cursor.need("JOIN");
  return kind;
}

function aliased(cursor: Cursor): Relation {
  const relation = withAlias(cursor);
  if (relation.is === "join" || !cursor.accept("TABLESAMPLE")) return relation;
  const method = cursor.acceptOne("BERNOULLI", "SYSTEM");
  if (method === undefined) return cursor.fail();
  cursor.need("(");
  const percent = cursor.expression();
  cursor.need(")");
  return { ...relation, sample: { method, percent } };
}

function withAlias(cursor: Cursor): Relation {
  const relation = primary(cursor);
  if (cursor.is("MATCH_RECOGNIZE") || cursor.is("FOR"))
    cursor.refuse(cursor.at, `${cursor.token.value} is not supported by the lab cloud`);
  if (relation.is === "join") return relation;
  const alias = cursor.accept("AS") || cursor.isAlias() ? cursor.needName() : undefined;
  if (alias === undefined) return relation;
  return { ...relation, alias, ...(cursor.is("(") ? { columns: cursor.listed(() => cursor.needName()) } : {}) };
}

function primary(cursor: Cursor): Relation {
  const at = cursor.at;
  if (cursor.accept("UNNEST", "(")) {
    const items = cursor.list(() => cursor.expression());
    cursor.need(")");
    return { is: "unnest", at, items, ordinality: cursor.accept("WITH", "ORDINALITY") };
  }
  if (cursor.accept("LATERAL", "(")) {
    const query = cursor.query();
    cursor.need(")");
    return { is: "query", at, query, lateral: true };
  }
  if (cursor.is("(")) return bracketed(cursor, at);
  if (cursor.is("JSON_TABLE") || cursor.is("TABLE"))
    cursor.refuse(at, `${cursor.token.value} is not supported by the lab cloud`);
  return { is: "named", at, name: parseName(cursor) };
}

/** A subquery, or joins in brackets. The token after all opening brackets tells which. */
function bracketed(cursor: Cursor, at: number): Relation {
  let depth = 0;
  while (cursor.ahead(depth).text === "(") depth += 1;
  const isQuery = ["SELECT", "WITH", "VALUES", "TABLE"].includes(cursor.ahead(depth).value);
  const back = cursor.mark();
  cursor.need("(");
  if (isQuery) {
    try {
      const query = cursor.query();
      cursor.need(")");
      return { is: "query", at, query, lateral: false };
    } catch (error) {
      if (depth === 1) throw error;
      back();
      cursor.need("(");
    }
  }
  const relation = parseRelations(cursor);
  cursor.need(")");
  return relation;
}
