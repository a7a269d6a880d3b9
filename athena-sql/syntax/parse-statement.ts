import type { ParsedStatement, Properties, PropertyValue, QualifiedName } from "../query-engine";
import type { Expression, Query } from "./ast";
import { Cursor, type Grammar } from "./cursor";
import { isOnlyLiterals } from "./literals-alone";
import { parseExpression, parseValue } from "./parse-expression";
import { parseQuery } from "./parse-query";
import { parseName } from "./parse-type";

/** Expressions and queries contain each other, so the cursor gets their rules from here. */
const GRAMMAR: Grammar = { parseExpression, parseValue, query: parseQuery };

/** Reads the parts of a statement that the engine has to know. @throws SyntaxFault */
export function parseStatement(sql: string): ParsedStatement {
  const cursor = new Cursor(sql, GRAMMAR);
  const statement = parseStatementAfter(cursor);
  if (statement.kind !== "ddl") cursor.end();
  return statement;
}

/** Reads a query that is a whole statement. @throws SyntaxFault */
export function parseWholeQuery(sql: string): Query {
  const cursor = new Cursor(sql, GRAMMAR);
  const query = parseQuery(cursor);
  cursor.end();
  return query;
}

/** Reads one expression, such as the value of a parameter `?`. @throws SyntaxFault */
export function parseWholeExpression(sql: string): Expression {
  const cursor = new Cursor(sql, GRAMMAR);
  const expression = parseExpression(cursor);
  cursor.end();
  return expression;
}

/** The words with which DDL statements begin, which ../../ddl parses; in the order in which messages list them. */
const DDL = [
  "ALTER",
  "ANALYZE",
  "CALL",
  "COMMENT",
  "COMMIT",
  "CREATE",
  "DELETE",
  "DENY",
  "DESC",
  "DESCRIBE",
  "DROP",
  "GRANT",
  "MERGE",
  "MSCK",
  "OPTIMIZE",
  "REFRESH",
  "RESET",
  "REVOKE",
  "ROLLBACK",
  "SET",
  "SHOW",
  "START",
  "TRUNCATE",
  "UPDATE",
  "USE",
  "VACUUM",
];

function parseStatementAfter(cursor: Cursor): ParsedStatement {
  if (cursor.isFollowedBy("CREATE", "VIEW") || cursor.isFollowedBy("CREATE", "OR")) return createView(cursor);
  if (cursor.isFollowedBy("CREATE", "TABLE")) return createTableAs(cursor) ?? { kind: "ddl" };
  if (DDL.filter((word) => cursor.is(word)).length > 0) return { kind: "ddl" };
  for (const [word, rule] of Object.entries(STATEMENTS)) if (cursor.accept(word)) return rule(cursor);
  return { kind: "select", ...parseQueryAt(cursor), literalsAlone: isOnlyLiterals(cursor.sql) };
}

const STATEMENTS: Readonly<Record<string, (cursor: Cursor) => ParsedStatement>> = {
  DEALLOCATE: (cursor) => {
    cursor.expect("PREPARE");
    return { kind: "deallocate", name: cursor.expectName() };
  },
  EXECUTE: execute,
  EXPLAIN: explain,
  INSERT: insert,
  PREPARE: prepare,
  UNLOAD: unload,
};

/** Reads a query. @returns its text, at its position in the statement */
function parseQueryAt(cursor: Cursor): { readonly query: string; readonly parameters: number } {
  const from = cursor.at;
  parseQuery(cursor);
  return { query: padInPlace(cursor.sql, from, cursor.at), parameters: cursor.parameters };
}

/**
 * A part of a string with blanks in place of the text before it, so that messages give the positions of the whole
 * statement.
 */
const padInPlace = (sql: string, from: number, to: number): string =>
  sql.slice(0, from).replaceAll(/[^\n]/g, " ") + sql.slice(from, to);

const EXPLAINED: Readonly<Record<string, readonly string[]>> = {
  TYPE: ["DISTRIBUTED", "IO", "LOGICAL", "VALIDATE"],
  FORMAT: ["GRAPHVIZ", "JSON", "TEXT"],
};

function explain(cursor: Cursor): ParsedStatement {
  const analyze = cursor.accept("ANALYZE");
  if (analyze) cursor.accept("VERBOSE");
  const options: Record<string, string> = {};
  if (cursor.isFollowedBy("(") && Object.hasOwn(EXPLAINED, cursor.peek(1).value)) {
    cursor.parseList(() => {
      const name = cursor.acceptAny("FORMAT", "TYPE") ?? cursor.fail();
      options[name.toLowerCase()] = (cursor.acceptAny(...(EXPLAINED[name] ?? [])) ?? cursor.fail()).toLowerCase();
    });
  }
  const from = cursor.at;
  const explained = parseStatementAfter(cursor);
  if (explained.kind === "ddl" || explained.kind === "explain")
    cursor.refuse(from, "Only a query can be explained here");
  const query = explained.kind === "select" ? explained.query : undefined;
  return { kind: "explain", analyze, options, query, parameters: cursor.parameters };
}

function insert(cursor: Cursor): ParsedStatement {
  cursor.expect("INTO");
  const table = parseQualifiedName(cursor);
  const columns = insertColumns(cursor);
  return { kind: "insert", table, ...(columns === undefined ? {} : { columns }), ...parseQueryAt(cursor) };
}

/** Reads a list of column names; undefined where the bracket opens a query. */
function insertColumns(cursor: Cursor): string[] | undefined {
  if (!cursor.is("(") || ["SELECT", "WITH", "VALUES", "TABLE", "("].includes(cursor.peek(1).value)) return undefined;
  return cursor.parseList(() => cursor.expectName());
}

function unload(cursor: Cursor): ParsedStatement {
  cursor.expect("(");
  const { query, parameters } = parseQueryAt(cursor);
  cursor.expect(")");
  cursor.expect("TO");
  const to = cursor.expectKind("string", "<string>").value;
  cursor.expect("WITH");
  return { kind: "unload", to, properties: parseProperties(cursor), query, parameters };
}

function createView(cursor: Cursor): ParsedStatement {
  cursor.expect("CREATE");
  const orReplace = cursor.accept("OR", "REPLACE");
  // Athena's grammar knows these words too (ATH-043), but Athena has no such objects.
  if (orReplace && cursor.acceptAny("MATERIALIZED", "MULTI", "PROTECTED") !== undefined)
    cursor.refuse(cursor.at, "Only plain views are supported by the lab cloud");
  cursor.expect("VIEW");
  const view = parseQualifiedName(cursor);
  const comment = parseCommentClause(cursor);
  if (cursor.accept("SECURITY")) cursor.acceptAny("DEFINER", "INVOKER");
  cursor.expect("AS");
  const { query } = parseQueryAt(cursor);
  return { kind: "create-view", view, orReplace, query, ...comment };
}

/** Reads `CREATE TABLE … AS`; undefined for a table defined by columns, which is DDL. */
function createTableAs(cursor: Cursor): ParsedStatement | undefined {
  cursor.expect("CREATE", "TABLE");
  const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
  if (!cursor.isName()) return undefined;
  const table = parseQualifiedName(cursor);
  const columns = parseNameList(cursor);
  if (columns === "other") return undefined;
  const comment = parseCommentClause(cursor);
  if (!cursor.is("WITH") && !cursor.is("AS")) return undefined;
  const properties = cursor.accept("WITH") ? parseProperties(cursor) : {};
  cursor.expect("AS");
  const query = parseQueryAt(cursor);
  const withData = parseWithDataClause(cursor);
  return {
    kind: "ctas",
    table,
    ifNotExists,
    properties,
    withData,
    ...query,
    ...comment,
    ...(columns === undefined ? {} : { columns }),
  };
}

function parseNameList(cursor: Cursor): string[] | "other" | undefined {
  if (!cursor.is("(")) return undefined;
  const next = cursor.peek(2).text;
  return next === "," || next === ")" ? cursor.parseList(() => cursor.expectName()) : "other";
}

function parseWithDataClause(cursor: Cursor): boolean {
  if (!cursor.accept("WITH")) return true;
  const no = cursor.accept("NO");
  cursor.expect("DATA");
  return !no;
}

function parseCommentClause(cursor: Cursor): { readonly comment?: string } {
  return cursor.accept("COMMENT") ? { comment: cursor.expectKind("string", "<string>").value } : {};
}

function parseProperties(cursor: Cursor): Properties {
  const found: Record<string, PropertyValue> = {};
  cursor.parseList(() => {
    const name = cursor.expectName();
    cursor.expect("=");
    found[name] = parsePropertyValue(cursor);
  });
  return found;
}

function parsePropertyValue(cursor: Cursor): PropertyValue {
  if (cursor.accept("ARRAY", "[")) {
    const items = cursor.is("]") ? [] : cursor.list(() => parsePropertyValue(cursor));
    cursor.expect("]");
    return items;
  }
  if (cursor.accept("TRUE")) return true;
  if (cursor.accept("FALSE")) return false;
  if (cursor.token.kind === "integer") return Number(cursor.advance().value);
  return cursor.expectKind("string", "<expression>").value;
}

function parseQualifiedName(cursor: Cursor): QualifiedName {
  const parts = parseName(cursor);
  const [name = "", database, catalog] = [...parts].reverse();
  return { name, ...(database === undefined ? {} : { database }), ...(catalog === undefined ? {} : { catalog }) };
}

function prepare(cursor: Cursor): ParsedStatement {
  const name = cursor.expectName();
  cursor.expect("FROM");
  const from = cursor.at;
  parseStatementAfter(cursor);
  return { kind: "prepare", name, statement: padInPlace(cursor.sql, from, cursor.at) };
}

function execute(cursor: Cursor): ParsedStatement {
  const name = cursor.expectName();
  const parameters = cursor.accept("USING") ? cursor.list(() => parseExpressionText(cursor)) : [];
  return { kind: "execute", name, parameters };
}

function parseExpressionText(cursor: Cursor): string {
  const from = cursor.at;
  parseExpression(cursor);
  return cursor.sql.slice(from, cursor.at).trim();
}
