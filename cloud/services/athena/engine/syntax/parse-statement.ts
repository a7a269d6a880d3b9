import type { ParsedStatement, Properties, PropertyValue, QualifiedName } from "../query-engine";
import type { Expression, Query } from "./ast";
import { Cursor, type Grammar } from "./cursor";
import { isLiteralsAlone } from "./literals-alone";
import { parseExpression, parseValue } from "./parse-expression";
import { parseName } from "./parse-name";
import { parseQuery } from "./parse-query";

/** Expressions and queries contain each other, so the cursor gets their rules from here. */
const GRAMMAR: Grammar = { expression: parseExpression, value: parseValue, query: parseQuery };

/** Reads the parts of a statement that the engine has to know. @throws SyntaxFault */
export function parseStatement(sql: string): ParsedStatement {
  const cursor = new Cursor(sql, GRAMMAR);
  const statement = statementAt(cursor);
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

function statementAt(cursor: Cursor): ParsedStatement {
  if (cursor.are("CREATE", "VIEW") || cursor.are("CREATE", "OR")) return createView(cursor);
  if (cursor.are("CREATE", "TABLE")) return createTableAs(cursor) ?? { kind: "ddl" };
  if (DDL.filter((word) => cursor.is(word)).length > 0) return { kind: "ddl" };
  for (const [word, rule] of Object.entries(STATEMENTS)) if (cursor.accept(word)) return rule(cursor);
  return { kind: "select", ...queryAt(cursor), literalsAlone: isLiteralsAlone(cursor.sql) };
}

const STATEMENTS: Readonly<Record<string, (cursor: Cursor) => ParsedStatement>> = {
  DEALLOCATE: (cursor) => {
    cursor.need("PREPARE");
    return { kind: "deallocate", name: cursor.needName() };
  },
  EXECUTE: execute,
  EXPLAIN: explain,
  INSERT: insert,
  PREPARE: prepare,
  UNLOAD: unload,
};

/** Reads a query. @returns its text, at its position in the statement */
function queryAt(cursor: Cursor): { readonly query: string; readonly parameters: number } {
  const from = cursor.at;
  parseQuery(cursor);
  return { query: textInPlace(cursor.sql, from, cursor.at), parameters: cursor.parameters };
}

/**
 * A part of a text with blanks in place of the text before it, so that messages give the positions of the whole
 * statement.
 */
const textInPlace = (sql: string, from: number, to: number): string =>
  sql.slice(0, from).replaceAll(/[^\n]/g, " ") + sql.slice(from, to);

const EXPLAINED: Readonly<Record<string, readonly string[]>> = {
  TYPE: ["DISTRIBUTED", "IO", "LOGICAL", "VALIDATE"],
  FORMAT: ["GRAPHVIZ", "JSON", "TEXT"],
};

function explain(cursor: Cursor): ParsedStatement {
  const analyze = cursor.accept("ANALYZE");
  if (analyze) cursor.accept("VERBOSE");
  const options: Record<string, string> = {};
  if (cursor.are("(") && Object.hasOwn(EXPLAINED, cursor.ahead(1).value)) {
    cursor.listed(() => {
      const name = cursor.acceptOne("FORMAT", "TYPE") ?? cursor.fail();
      options[name.toLowerCase()] = (cursor.acceptOne(...(EXPLAINED[name] ?? [])) ?? cursor.fail()).toLowerCase();
    });
  }
  const from = cursor.at;
  const explained = statementAt(cursor);
  if (explained.kind === "ddl" || explained.kind === "explain")
    cursor.refuse(from, "Only a query can be explained here");
  const query = explained.kind === "select" ? explained.query : undefined;
  return { kind: "explain", analyze, options, query, parameters: cursor.parameters };
}

function insert(cursor: Cursor): ParsedStatement {
  cursor.need("INTO");
  const table = qualified(cursor);
  const columns = insertColumns(cursor);
  return { kind: "insert", table, ...(columns === undefined ? {} : { columns }), ...queryAt(cursor) };
}

/** Reads a list of column names; undefined where the bracket opens a query. */
function insertColumns(cursor: Cursor): string[] | undefined {
  if (!cursor.is("(") || ["SELECT", "WITH", "VALUES", "TABLE", "("].includes(cursor.ahead(1).value)) return undefined;
  return cursor.listed(() => cursor.needName());
}

function unload(cursor: Cursor): ParsedStatement {
  cursor.need("(");
  const { query, parameters } = queryAt(cursor);
  cursor.need(")");
  cursor.need("TO");
  const to = cursor.needKind("string", "<string>").value;
  cursor.need("WITH");
  return { kind: "unload", to, properties: properties(cursor), query, parameters };
}

function createView(cursor: Cursor): ParsedStatement {
  cursor.need("CREATE");
  const orReplace = cursor.accept("OR", "REPLACE");
  // Athena's grammar knows these words too (ATH-043), but Athena has no such objects.
  if (orReplace && cursor.acceptOne("MATERIALIZED", "MULTI", "PROTECTED") !== undefined)
    cursor.refuse(cursor.at, "Only plain views are supported by the lab cloud");
  cursor.need("VIEW");
  const view = qualified(cursor);
  const comment = commentClause(cursor);
  if (cursor.accept("SECURITY")) cursor.acceptOne("DEFINER", "INVOKER");
  cursor.need("AS");
  const { query } = queryAt(cursor);
  return { kind: "create-view", view, orReplace, query, ...comment };
}

/** Reads `CREATE TABLE … AS`; undefined for a table defined by columns, which is DDL. */
function createTableAs(cursor: Cursor): ParsedStatement | undefined {
  cursor.need("CREATE", "TABLE");
  const ifNotExists = cursor.accept("IF", "NOT", "EXISTS");
  if (!cursor.isName()) return undefined;
  const table = qualified(cursor);
  const columns = nameList(cursor);
  if (columns === "other") return undefined;
  const comment = commentClause(cursor);
  if (!cursor.is("WITH") && !cursor.is("AS")) return undefined;
  const given = cursor.accept("WITH") ? properties(cursor) : {};
  cursor.need("AS");
  const query = queryAt(cursor);
  const withData = withDataClause(cursor);
  return {
    kind: "ctas",
    table,
    ifNotExists,
    properties: given,
    withData,
    ...query,
    ...comment,
    ...(columns === undefined ? {} : { columns }),
  };
}

function nameList(cursor: Cursor): string[] | "other" | undefined {
  if (!cursor.is("(")) return undefined;
  const next = cursor.ahead(2).text;
  return next === "," || next === ")" ? cursor.listed(() => cursor.needName()) : "other";
}

function withDataClause(cursor: Cursor): boolean {
  if (!cursor.accept("WITH")) return true;
  const no = cursor.accept("NO");
  cursor.need("DATA");
  return !no;
}

function commentClause(cursor: Cursor): { readonly comment?: string } {
  return cursor.accept("COMMENT") ? { comment: cursor.needKind("string", "<string>").value } : {};
}

function properties(cursor: Cursor): Properties {
  const found: Record<string, PropertyValue> = {};
  cursor.listed(() => {
    const name = cursor.needName();
    cursor.need("=");
    found[name] = propertyValue(cursor);
  });
  return found;
}

function propertyValue(cursor: Cursor): PropertyValue {
  if (cursor.accept("ARRAY", "[")) {
    const items = cursor.is("]") ? [] : cursor.list(() => propertyValue(cursor));
    cursor.need("]");
    return items;
  }
  if (cursor.accept("TRUE")) return true;
  if (cursor.accept("FALSE")) return false;
  if (cursor.token.kind === "integer") return Number(cursor.advance().value);
  return cursor.needKind("string", "<expression>").value;
}

function qualified(cursor: Cursor): QualifiedName {
  const parts = parseName(cursor);
  const [name = "", database, catalog] = [...parts].reverse();
  return { name, ...(database === undefined ? {} : { database }), ...(catalog === undefined ? {} : { catalog }) };
}

function prepare(cursor: Cursor): ParsedStatement {
  const name = cursor.needName();
  cursor.need("FROM");
  const from = cursor.at;
  statementAt(cursor);
  return { kind: "prepare", name, statement: textInPlace(cursor.sql, from, cursor.at) };
}

function execute(cursor: Cursor): ParsedStatement {
  const name = cursor.needName();
  const parameters = cursor.accept("USING") ? cursor.list(() => expressionText(cursor)) : [];
  return { kind: "execute", name, parameters };
}

function expressionText(cursor: Cursor): string {
  const from = cursor.at;
  parseExpression(cursor);
  return cursor.sql.slice(from, cursor.at).trim();
}
