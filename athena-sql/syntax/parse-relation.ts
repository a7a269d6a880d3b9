import type { Relation } from "./ast";
import type { Cursor } from "./cursor";
import { parseName } from "./parse-type";

/** Reads the relations after FROM; a comma joins as CROSS JOIN does. @throws SyntaxFault */
export function parseRelations(cursor: Cursor): Relation {
  let left = joinParts(cursor);
  for (;;) {
    const at = cursor.at;
    if (!cursor.accept(",")) return left;
    left = { is: "join", at, kind: "CROSS", natural: false, left, right: joinParts(cursor) };
  }
}

function joinParts(cursor: Cursor): Relation {
  let left = parseAliased(cursor);
  for (;;) {
    const next = join(cursor, left);
    if (next === undefined) return left;
    left = next;
  }
}

function join(cursor: Cursor, left: Relation): Relation | undefined {
  const at = cursor.at;
  if (cursor.accept("CROSS", "JOIN"))
    return { is: "join", at, kind: "CROSS", natural: false, left, right: parseAliased(cursor) };
  const natural = cursor.accept("NATURAL");
  const kind = joinKind(cursor);
  if (kind === undefined) return natural ? cursor.fail() : undefined;
  const right = natural ? parseAliased(cursor) : joinParts(cursor);
  const both = { is: "join", at, kind, natural, left, right } as const;
  if (natural) return both;
  if (cursor.accept("USING")) return { ...both, using: cursor.parseList(() => cursor.expectPlacedName()) };
  cursor.expect("ON");
  return { ...both, on: cursor.parseExpression() };
}

function joinKind(cursor: Cursor): "INNER" | "LEFT" | "RIGHT" | "FULL" | undefined {
  if (cursor.accept("JOIN")) return "INNER";
  const kind = cursor.acceptAny("FULL", "INNER", "LEFT", "RIGHT");
  if (kind === undefined) return undefined;
  if (kind !== "INNER") cursor.accept("OUTER");
  cursor.expect("JOIN");
  return kind;
}

function parseAliased(cursor: Cursor): Relation {
  const relation = parseAlias(cursor);
  if (relation.is === "join" || !cursor.accept("TABLESAMPLE")) return relation;
  const method = cursor.acceptAny("BERNOULLI", "SYSTEM");
  if (method === undefined) return cursor.fail();
  cursor.expect("(");
  const percent = cursor.parseExpression();
  cursor.expect(")");
  return { ...relation, sample: { method, percent } };
}

function parseAlias(cursor: Cursor): Relation {
  const relation = parsePrimary(cursor);
  if (cursor.is("MATCH_RECOGNIZE") || cursor.is("FOR"))
    cursor.refuse(cursor.at, `${cursor.token.value} is not supported by the lab cloud`);
  if (relation.is === "join") return relation;
  const alias = cursor.accept("AS") || cursor.isAlias() ? cursor.expectName() : undefined;
  if (alias === undefined) return relation;
  return { ...relation, alias, ...(cursor.is("(") ? { columns: cursor.parseList(() => cursor.expectName()) } : {}) };
}

function parsePrimary(cursor: Cursor): Relation {
  const at = cursor.at;
  if (cursor.accept("UNNEST", "(")) {
    const items = cursor.list(() => cursor.parseExpression());
    cursor.expect(")");
    return { is: "unnest", at, items, ordinality: cursor.accept("WITH", "ORDINALITY") };
  }
  if (cursor.accept("LATERAL", "(")) {
    const query = cursor.query();
    cursor.expect(")");
    return { is: "query", at, query, lateral: true };
  }
  if (cursor.is("(")) return parseBracketed(cursor, at);
  if (cursor.is("JSON_TABLE") || cursor.is("TABLE"))
    cursor.refuse(at, `${cursor.token.value} is not supported by the lab cloud`);
  return { is: "named", at, name: parseName(cursor) };
}

/** A subquery, or joins in brackets. The token after all opening brackets tells which. */
function parseBracketed(cursor: Cursor, at: number): Relation {
  let depth = 0;
  while (cursor.peek(depth).text === "(") depth += 1;
  const isQuery = ["SELECT", "WITH", "VALUES", "TABLE"].includes(cursor.peek(depth).value);
  const back = cursor.mark();
  cursor.expect("(");
  if (isQuery) {
    try {
      const query = cursor.query();
      cursor.expect(")");
      return { is: "query", at, query, lateral: false };
    } catch (error) {
      if (depth === 1) throw error;
      back();
      cursor.expect("(");
    }
  }
  const relation = parseRelations(cursor);
  cursor.expect(")");
  return relation;
}
