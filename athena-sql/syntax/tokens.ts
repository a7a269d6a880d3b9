import { SyntaxFault } from "../query-engine";

/** A piece of a statement. */
export interface Token {
  readonly kind:
    | "word"
    | "quoted"
    | "string"
    | "binary"
    | "integer"
    | "decimal"
    | "double"
    | "symbol"
    | "unknown"
    | "end";
  /** The token as it is written; `<EOF>` at the end. */
  readonly text: string;
  /** The token's value: words in upper case, names and texts without their quotes. */
  readonly value: string;
  /** The token's offset in the statement, in UTF-16 units. */
  readonly at: number;
}

const SYMBOLS = [
  "<>",
  "!=",
  "<=",
  ">=",
  "||",
  "->",
  "=>",
  "=",
  "<",
  ">",
  "+",
  "-",
  "*",
  "/",
  "%",
  "(",
  ")",
  "[",
  "]",
  ",",
  ".",
  ";",
  "?",
  ":",
  "|",
  "{",
  "}",
];

const PATTERNS: readonly (readonly [Token["kind"] | "blank", RegExp])[] = [
  ["blank", /\s+|--[^\n\r]*|\/\*[\s\S]*?\*\//y],
  ["binary", /[xX]'[^']*'/y],
  ["string", /'(?:[^']|'')*'/y],
  ["quoted", /"(?:[^"]|"")*"/y],
  ["double", /(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)[eE][+-]?\d+(?![A-Za-z0-9_])/y],
  ["decimal", /(?:\d+(?:_\d+)*\.(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)/y],
  ["integer", /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\d+(?:_\d+)*)(?![A-Za-z0-9_])/y],
  ["unknown", /\d[A-Za-z0-9_]*/y],
  ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
];

/** Splits a statement into tokens as engine v3 does. Only characters that engine v3's lexer refuses are an error here. @throws SyntaxFault */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const token = readTokenAt(sql, at);
    at += token.text.length;
    if (token.kind !== "blank") tokens.push({ ...token, kind: token.kind });
  }
  tokens.push({ kind: "end", text: "<EOF>", value: "<EOF>", at: sql.length });
  return tokens;
}

function readTokenAt(sql: string, at: number): Omit<Token, "kind"> & { readonly kind: Token["kind"] | "blank" } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text === undefined) continue;
    if (kind === "unknown")
      throw new SyntaxFault(
        `${formatPosition(sql, at)}: identifiers must not start with a digit; surround the identifier with double quotes`,
      );
    const value = getTokenValue(kind, text);
    if (kind === "binary") assertHexadecimal(value, formatPosition(sql, at));
    return { kind, text, value, at };
  }
  const symbol = SYMBOLS.find((each) => sql.startsWith(each, at));
  if (symbol !== undefined) return { kind: "symbol", text: symbol, value: symbol, at };
  if (sql[at] === "`") {
    throw new SyntaxFault(
      `${formatPosition(sql, at)}: backquoted identifiers are not supported; use double quotes to quote identifiers`,
    );
  }
  const [text = ""] = sql.slice(at);
  return { kind: "unknown", text, value: text, at };
}

/** @throws SyntaxFault */
function assertHexadecimal(digits: string, location: string): void {
  if (/[^0-9A-F]/.test(digits))
    throw new SyntaxFault(`${location}: Binary literal can only contain hexadecimal digits`);
  if (digits.length % 2 === 1)
    throw new SyntaxFault(`${location}: Binary literal must contain an even number of digits`);
}

function getTokenValue(kind: Token["kind"] | "blank", text: string): string {
  switch (kind) {
    case "word":
      return text.toUpperCase();
    case "string":
      return text.slice(1, -1).replaceAll("''", "'");
    case "quoted":
      return text.slice(1, -1).replaceAll('""', '"');
    case "binary":
      return text.slice(2, -1).replaceAll(/\s/g, "").toUpperCase();
    case "integer":
      return String(BigInt(text.replaceAll("_", "")));
    case "decimal":
    case "double":
      return text.replaceAll("_", "");
    default:
      return text;
  }
}

/** A position as messages give it: `line 1:8`, both counted from 1. */
export function formatPosition(sql: string, at: number): string {
  const before = sql.slice(0, at);
  const line = before.split("\n").length;
  // Trino counts columns in code points.
  return `line ${line}:${[...before.slice(before.lastIndexOf("\n") + 1)].length + 1}`;
}

/** Words that can only be names if they are quoted. */
export const RESERVED: ReadonlySet<string> = new Set(
  (
    "ALTER AND AS BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA " +
    "CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DISTINCT DROP ELSE END ESCAPE EXCEPT EXECUTE EXISTS EXTRACT FALSE " +
    "FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTO IS JOIN JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE " +
    "JSON_VALUE LEFT LIKE LISTAGG LOCALTIME LOCALTIMESTAMP NATURAL NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE RIGHT ROLLUP SELECT " +
    "SKIP TABLE THEN TRIM TRUE UESCAPE UNION UNNEST USING VALUES WHEN WHERE WITH"
  ).split(" "),
);
