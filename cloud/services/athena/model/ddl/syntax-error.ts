import { SyntaxFault } from "../../../../../athena-sql/index";
import type { Token } from "./tokens";

// Athena reads a statement with Hive's grammar first, and then with Trino's. If Trino's grammar refuses the statement
// too, Athena answers Trino's error, which names the first word that Trino does not know: line 1:8 of every CREATE
// EXTERNAL TABLE that has a mistake somewhere (ATH-002, public reports). Hive's error shows only where Trino's grammar
// would have taken the statement.

const BEGINNINGS = [
  "ALTER",
  "ANALYZE",
  "CALL",
  "COMMENT",
  "COMMIT",
  "CREATE",
  "DEALLOCATE",
  "DELETE",
  "DENY",
  "DESC",
  "DESCRIBE",
  "DROP",
  "EXECUTE",
  "EXPLAIN",
  "GRANT",
  "INSERT",
  "MERGE",
  "PREPARE",
  "REFRESH",
  "RESET",
  "REVOKE",
  "ROLLBACK",
  "SET",
  "SHOW",
  "START",
  "TRUNCATE",
  "UNLOAD",
  "UPDATE",
  "USE",
];

/**
 * The words that Trino's grammar takes after the first word of a statement. Those after DROP and SHOW are not measured.
 */
const SECOND_WORDS: Readonly<Record<string, readonly string[]>> = {
  create: ["MATERIALIZED", "MULTI", "OR", "PROTECTED", "ROLE", "SCHEMA", "TABLE", "VIEW"],
  drop: ["MATERIALIZED", "MULTI", "PROTECTED", "ROLE", "SCHEMA", "TABLE", "VIEW"],
  show: [
    "CATALOGS",
    "COLUMNS",
    "CREATE",
    "CURRENT",
    "FUNCTIONS",
    "GRANTS",
    "ROLE",
    "ROLES",
    "SCHEMAS",
    "SESSION",
    "STATS",
    "TABLES",
  ],
};
const ALTERATIONS = ["ADD", "DROP", "EXECUTE", "RENAME", "SET"];
/** The words that Trino's grammar takes after `ALTER TABLE name ADD`, `DROP`, `RENAME` and `SET`. */
const ALTERED: Readonly<Record<string, readonly string[]>> = {
  add: ["column"],
  drop: ["column"],
  rename: ["column", "to"],
  set: ["authorization", "properties"],
};

const formatWords = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(", ");

/** The position of a token as Athena's messages give it: lines and columns count from 1, columns in UTF-16 units. */
function formatTokenPosition(statement: string, { at }: Pick<Token, "at">): string {
  const before = statement.slice(0, at).split("\n");
  return `line ${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

const formatShown = (text: string): string =>
  text.replaceAll("\r", "\\r").replaceAll("\n", "\\n").replaceAll("\t", "\\t");

/** A statement that Hive's grammar does not take. */
interface RejectedStatement {
  readonly statement: string;
  readonly tokens: readonly Token[];
  /** The first token that does not fit. */
  readonly token: Token;
  /** The tokens that would fit, as Hive spells them: `'PARTITION'`, `<EOF>`. Empty: Hive names no token. */
  readonly expected: readonly string[];
  /** The first token of the text that Hive's message quotes; the first of the statement unless given. */
  readonly since?: Token | undefined;
}

/** The fault in Athena's words for a statement that cannot be parsed. */
export function createSyntaxFault(rejected: RejectedStatement): SyntaxFault {
  return new SyntaxFault(findTrinoError(rejected) ?? describeHiveError(rejected));
}

/** @returns Trino's error; undefined if Trino takes the statement, as far as its first words tell */
function findTrinoError({ statement, tokens }: RejectedStatement): string | undefined {
  const describeMismatch = (token: Token, expecting: string): string =>
    `${formatTokenPosition(statement, token)}: mismatched input '${formatShown(token.written)}'. Expecting: ${expecting}`;
  const [first, second] = tokens;
  if (first === undefined) return undefined;
  if (!BEGINNINGS.includes(first.value.toUpperCase()) || first.kind !== "word")
    return describeMismatch(first, `${formatWords(BEGINNINGS)}, <query>`);
  const words = SECOND_WORDS[first.value];
  if (words !== undefined && second !== undefined && !words.includes(second.value.toUpperCase()))
    return describeMismatch(second, formatWords(words));
  return first.value === "alter" && second?.value === "table" ? alterComplaint(tokens, describeMismatch) : undefined;
}

function alterComplaint(
  tokens: readonly Token[],
  mismatched: (token: Token, expecting: string) => string,
): string | undefined {
  if (tokens[2]?.value === "if" && tokens[3]?.value === "exists") return undefined;
  const action = tokens[skipName(tokens, 2)];
  const object = tokens[skipName(tokens, 2) + 1];
  if (action === undefined || object === undefined) return undefined;
  if (!ALTERATIONS.includes(action.value.toUpperCase())) return mismatched(action, `'.', ${formatWords(ALTERATIONS)}`);
  const known = ALTERED[action.value];
  return known === undefined || known.includes(object.value)
    ? undefined
    : mismatched(object, `'.', '${action.value.toUpperCase()}'`);
}

/** The index of the token after a name whose parts are joined by dots. */
function skipName(tokens: readonly Token[], from: number): number {
  let at = from + 1;
  while (tokens[at]?.value === ".") at += 2;
  return at;
}

function describeHiveError({ statement, tokens, token, expected, since = tokens[0] }: RejectedStatement): string {
  const tokenPosition = formatTokenPosition(statement, token);
  if (expected.length === 0) {
    const read = statement.slice(since?.at ?? 0, token.end);
    return `${tokenPosition}: no viable alternative at input '${token.kind === "end" ? "<EOF>" : formatShown(read)}'`;
  }
  const set = expected.length === 1 ? expected[0] : `{${expected.join(", ")}}`;
  return `${tokenPosition}: mismatched input '${formatShown(token.written)}' expecting ${set}`;
}
