import type { CommonTable, Expression, Query, QueryBody } from "./ast";
import type { Cursor } from "./cursor";
import { parseOrderBy } from "./parse-call";
import { parseName } from "./parse-name";
import { parseSpecification } from "./parse-specification";

/** Reads a query: WITH, SELECT with its set operations, ORDER BY, OFFSET, LIMIT. @throws SyntaxFault */
export const parseQuery = (cursor: Cursor): Query =>
  cursor.named("<query>", () => {
    const at = cursor.at;
    const withTables = cursor.accept("WITH");
    const recursive = withTables && cursor.accept("RECURSIVE");
    const tables = withTables ? cursor.list(() => commonTable(cursor)) : [];
    const body = setOperations(cursor);
    const orderBy = parseOrderBy(cursor);
    return { at, with: tables, recursive, body, orderBy, ...bounds(cursor) };
  });

function commonTable(cursor: Cursor): CommonTable {
  const at = cursor.at;
  const name = cursor.needName();
  const columns = cursor.is("(") ? cursor.listed(() => cursor.needPlacedName()) : undefined;
  cursor.need("AS", "(");
  const query = cursor.query();
  cursor.need(")");
  return { at, name, columns, query };
}

function bounds(cursor: Cursor): Pick<Query, "offset" | "limit"> {
  const offset = cursor.accept("OFFSET") ? count(cursor) : undefined;
  if (offset !== undefined && !cursor.accept("ROW")) cursor.accept("ROWS");
  const limit = limitClause(cursor);
  return { ...(offset === undefined ? {} : { offset }), ...(limit === undefined ? {} : { limit }) };
}

function limitClause(cursor: Cursor): Expression | undefined {
  if (cursor.accept("LIMIT")) return cursor.accept("ALL") ? undefined : count(cursor);
  if (!cursor.accept("FETCH")) return undefined;
  if (!cursor.accept("FIRST")) cursor.need("NEXT");
  const { at } = cursor;
  const rows: Expression = cursor.is("ROW") || cursor.is("ROWS") ? { is: "integer", at, value: "1" } : count(cursor);
  if (!cursor.accept("ROW")) cursor.need("ROWS");
  cursor.need("ONLY");
  return rows;
}

function count(cursor: Cursor): Expression {
  const { at } = cursor;
  if (cursor.accept("?")) return { is: "parameter", at, index: cursor.parameters++ };
  return { is: "integer", at, value: cursor.needKind("integer", "<integer>").value };
}

/** Set operations: UNION and EXCEPT from left to right; INTERSECT binds tighter. */
function setOperations(cursor: Cursor): QueryBody {
  let left = intersections(cursor);
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
      right: intersections(cursor),
    };
  }
}

function intersections(cursor: Cursor): QueryBody {
  let left = primary(cursor);
  for (;;) {
    const at = cursor.at;
    if (!cursor.accept("INTERSECT")) return left;
    const all = cursor.acceptOne("ALL", "DISTINCT") === "ALL";
    left = { is: "set", at, operator: "INTERSECT", all, left, right: primary(cursor) };
  }
}

function primary(cursor: Cursor): QueryBody {
  const at = cursor.at;
  if (cursor.accept("(")) {
    const query = cursor.query();
    cursor.need(")");
    return { is: "nested", at, query };
  }
  if (cursor.accept("VALUES")) return { is: "values", at, rows: cursor.list(() => cursor.expression()) };
  if (cursor.accept("TABLE")) return { is: "table", at, name: parseName(cursor) };
  return parseSpecification(cursor);
}
