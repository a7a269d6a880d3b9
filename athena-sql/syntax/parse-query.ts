import type {
  CommonTable,
  Expression,
  Query,
  QueryBody,
  GroupBy,
  GroupingElement,
  SelectItem,
  Specification,
  Window,
} from "./ast";
import type { Cursor } from "./cursor";
import { parseOrderBy, parseWindow } from "./parse-call";
import { parseRelations } from "./parse-relation";
import { parseName } from "./parse-type";

/** Reads SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW …. @throws SyntaxFault */
function parseSpecification(cursor: Cursor): Specification {
  const { at } = cursor.expect("SELECT");
  const distinct = cursor.acceptAny("ALL", "DISTINCT") === "DISTINCT";
  const items = cursor.list(() => selectItem(cursor));
  return {
    is: "select",
    at,
    distinct,
    items,
    from: cursor.accept("FROM") ? parseRelations(cursor) : undefined,
    where: cursor.accept("WHERE") ? cursor.parseExpression() : undefined,
    groupBy: parseGroupBy(cursor),
    having: cursor.accept("HAVING") ? cursor.parseExpression() : undefined,
    windows: cursor.accept("WINDOW") ? parseWindows(cursor) : {},
  };
}

function selectItem(cursor: Cursor): SelectItem {
  const { at } = cursor;
  if (cursor.accept("*")) return { is: "all", at, qualifier: undefined, aliases: undefined };
  const qualifier = parseQualifiedStar(cursor);
  if (qualifier !== undefined)
    return {
      is: "all",
      at,
      qualifier,
      aliases: cursor.accept("AS") ? cursor.parseList(() => cursor.expectPlacedName()) : undefined,
    };
  const value = cursor.parseExpression();
  return {
    is: "expression",
    at,
    value,
    alias: cursor.accept("AS") || cursor.isAlias() ? cursor.expectTitle() : undefined,
  };
}

/** Reads a name with a star, such as `t.*` or `db.t.*`; undefined for anything else. */
function parseQualifiedStar(cursor: Cursor): Expression | undefined {
  let count = 0;
  while (["word", "quoted"].includes(cursor.peek(count).kind) && cursor.peek(count + 1).text === ".") count += 2;
  if (count === 0 || cursor.peek(count).text !== "*") return undefined;
  const { at } = cursor;
  const title = cursor.expectTitle();
  let qualifier: Expression = { is: "name", at, name: title.toLowerCase(), title };
  for (cursor.expect("."); !cursor.accept("*"); cursor.expect(".")) {
    const field = cursor.expectTitle();
    qualifier = { is: "field", at, base: qualifier, name: field.toLowerCase(), title: field };
  }
  return qualifier;
}

function parseGroupBy(cursor: Cursor): GroupBy | undefined {
  if (!cursor.accept("GROUP", "BY")) return undefined;
  const { at } = cursor;
  cursor.acceptAny("ALL", "DISTINCT");
  return { at, elements: cursor.list(() => parseGroupingElement(cursor)) };
}

function parseGroupingElement(cursor: Cursor): GroupingElement {
  if (cursor.accept("CUBE")) return { is: "cube", items: cursor.parseList(() => cursor.parseExpression()) };
  if (cursor.accept("ROLLUP")) return { is: "rollup", items: cursor.parseList(() => cursor.parseExpression()) };
  if (cursor.accept("GROUPING", "SETS")) return { is: "sets", sets: cursor.parseList(() => parseGroupingSet(cursor)) };
  if (cursor.accept("(", ")")) return { is: "simple", items: [] };
  return { is: "simple", items: flattenRow(cursor.parseExpression()) };
}

function parseGroupingSet(cursor: Cursor): readonly Expression[] {
  if (cursor.accept("(", ")")) return [];
  return flattenRow(cursor.parseExpression());
}

/** In GROUP BY, `(a, b)` groups by both columns, and is not a row. */
const flattenRow = (value: Expression): readonly Expression[] => (value.is === "row" ? value.items : [value]);

function parseWindows(cursor: Cursor): Record<string, Window> {
  const named: Record<string, Window> = {};
  cursor.list(() => {
    const name = cursor.expectName();
    cursor.expect("AS", "(");
    named[name] = parseWindow(cursor);
    cursor.expect(")");
  });
  return named;
}

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
    const operator = cursor.acceptAny("EXCEPT", "UNION");
    if (operator === undefined) return left;
    const all = cursor.acceptAny("ALL", "DISTINCT") === "ALL";
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
    const all = cursor.acceptAny("ALL", "DISTINCT") === "ALL";
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
