import type { CommonTable, Expression, Query, QueryBody } from "./ast";
import type { Cursor } from "./cursor";
import { parseOrderBy } from "./parse-call";
import { parseName } from "./parse-name";
import { parseSpecification } from "./parse-specification";

/** Reads a query: WITH, SELECT with its set operations, ORDER BY, OFFSET, LIMIT. @throws SyntaxFault */
export const parseQuery = (cursor: Cursor): Query =>
  cursor.parseNamedRule("<query>", () => {
    const at = cursor.at;
    const withTables = cursor.accept("WITH");
    const recursive = withTables && cursor.accept("RECURSIVE");
    const tables = withTables ? cursor.list(() => parseCommonTable(cursor)) : [];
    const body = setOperations(cursor);
    const orderBy = parseOrderBy(cursor);
    return { at, with: tables, recursive, body, orderBy, ...parseBounds(cursor) };
  });

function parseCommonTable(cursor: Cursor): CommonTable {
  const at = cursor.at;
  const name = cursor.expectName();
  const columns = cursor.is("(") ? cursor.parseList(() => cursor.expectPlacedName()) : undefined;
  cursor.expect("AS", "(");
  const query = cursor.query();
  cursor.expect(")");
  return { at, name, columns, query };
}

function parseBounds(cursor: Cursor): Pick<Query, "offset" | "limit"> {
  const offset = cursor.accept("OFFSET") ? parseCount(cursor) : undefined;
  if (offset !== undefined && !cursor.accept("ROW")) cursor.accept("ROWS");
  const limit = parseLimitClause(cursor);
  return { ...(offset === undefined ? {} : { offset }), ...(limit === undefined ? {} : { limit }) };
}

function parseLimitClause(cursor: Cursor): Expression | undefined {
  if (cursor.accept("LIMIT")) return cursor.accept("ALL") ? undefined : parseCount(cursor);
  if (!cursor.accept("FETCH")) return undefined;
  if (!cursor.accept("FIRST")) cursor.expect("NEXT");
  const { at } = cursor;
  const rows: Expression =
    cursor.is("ROW") || cursor.is("ROWS") ? { is: "integer", at, value: "1" } : parseCount(cursor);
  if (!cursor.accept("ROW")) cursor.expect("ROWS");
  cursor.expect("ONLY");
  return rows;
}

function parseCount(cursor: Cursor): Expression {
  const { at } = cursor;
  if (cursor.accept("?")) return { is: "parameter", at, index: cursor.parameters++ };
  return { is: "integer", at, value: cursor.expectKind("integer", "<integer>").value };
}

/** Set operations: UNION and EXCEPT from left to right; INTERSECT binds tighter. */
function setOperations(cursor: Cursor): QueryBody {
  let left = parseIntersections(cursor);
  for (;;) {
    const at = cursor.at;
    const operator = cursor.acceptOne("EXCEPT", "UNION");
    if (operator === undefined) return left;
    const all = cursor.acceptOne("ALL", "DISTINCT") === "ALL";
    left = {
      is: "set",
      at,
      operator,
      all,
      left,
      right: parseIntersections(cursor),
    };
  }
}

function parseIntersections(cursor: Cursor): QueryBody {
  let left = parsePrimary(cursor);
  for (;;) {
    const at = cursor.at;
    if (!cursor.accept("INTERSECT")) return left;
    const all = cursor.acceptOne("ALL", "DISTINCT") === "ALL";
    left = { is: "set", at, operator: "INTERSECT", all, left, right: parsePrimary(cursor) };
  }
}

function parsePrimary(cursor: Cursor): QueryBody {
  const at = cursor.at;
  if (cursor.accept("(")) {
    const query = cursor.query();
    cursor.expect(")");
    return { is: "nested", at, query };
  }
  if (cursor.accept("VALUES")) return { is: "values", at, rows: cursor.list(() => cursor.parseExpression()) };
  if (cursor.accept("TABLE")) return { is: "table", at, name: parseName(cursor) };
  return parseSpecification(cursor);
}
