import { isSymbol, isWord, splitAt, SqlProblem, type Token } from "./tokens";

/** The names that an expression may use. */
export interface Scope {
  /** The names of the columns of the stream that is read. */
  readonly columns: readonly string[];
  /** The stream's possible names. */
  readonly streams: readonly string[];
  /** The window that rows are grouped by; undefined outside a tumbling window. */
  readonly window: string | undefined;
}

/** Words of SQL that are neither columns nor functions. */
const WORDS = new Set(
  (
    "AND OR NOT CASE WHEN THEN ELSE END IS NULL LIKE ESCAPE SIMILAR IN BETWEEN AS INTERVAL YEAR MONTH DAY HOUR MINUTE SECOND " +
    "TRUE FALSE UNKNOWN DISTINCT ALL TIMESTAMP DATE TIME TO FOR FROM BY BOTH LEADING TRAILING CURRENT_TIMESTAMP CURRENT_DATE " +
    "CURRENT_TIME LOCALTIMESTAMP LOCALTIME VARCHAR CHAR INTEGER INT BIGINT SMALLINT TINYINT DOUBLE REAL FLOAT DECIMAL NUMERIC " +
    "BOOLEAN VARBINARY BINARY PRECISION"
  ).split(" "),
);
const UNITS = ["SECOND", "MINUTE", "HOUR", "DAY"];

export const quoteName = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/**
 * The window of `STEP("S".ROWTIME BY INTERVAL '60' SECOND)` or `FLOOR("S".ROWTIME TO MINUTE)` (KDA-008), as a Flink
 * interval; undefined for any other expression.
 */
export function findWindow(tokens: readonly Token[]): string | undefined {
  const [first, opening] = tokens;
  if (!isWord(first, "STEP", "FLOOR") || !isSymbol(opening, "(") || !isSymbol(tokens.at(-1), ")")) return undefined;
  const inside = tokens.slice(2, -1);
  const at = inside.findIndex((token) => isWord(token, "BY", "TO"));
  const subject = inside.slice(0, at);
  if (at < 0 || !isWord(subject.at(-1), "ROWTIME")) return undefined;
  const length = inside.slice(at + 1);
  return isWord(first, "FLOOR") ? findFloor(length) : formatStep(length, first);
}

const findFloor = ([unit]: readonly Token[]): string | undefined =>
  isWord(unit, ...UNITS) ? `INTERVAL '1' ${unit?.text}` : undefined;

function formatStep([interval, length, unit, ...rest]: readonly Token[], at: Token | undefined): string {
  const isInterval = isWord(interval, "INTERVAL") && isWord(unit, ...UNITS) && rest.length === 0;
  if (!isInterval || !/^'[1-9]\d*'$/.test(length?.text ?? ""))
    throw new SqlProblem("STEP needs an interval such as INTERVAL '60' SECOND, of seconds, minutes, hours or days", at);
  return `INTERVAL ${length?.text} ${unit?.text}`;
}

/**
 * Translates an expression to Flink: the same functions and operators, names in Flink's quotes, and the window's start
 * for the window's expression.
 *
 * @throws SqlProblem for an unknown column
 */
export function translateExpression(tokens: readonly Token[], scope: Scope): string {
  const written: string[] = [];
  for (let at = 0; at < tokens.length;) {
    const call = findCall(tokens, at);
    const window = call === undefined ? undefined : findWindow(call);
    if (call !== undefined && window !== undefined && scope.window !== undefined) {
      if (window !== scope.window) throw new SqlProblem("This is not the window of GROUP BY", call[0]);
      written.push("window_start");
      at += call.length;
    } else if (call !== undefined && isWord(call[0], "STEP"))
      throw new SqlProblem("STEP is for GROUP BY, and for what a query groups by", call[0]);
    else {
      const { text, length } = translateToken(tokens, at, scope);
      written.push(text);
      at += length;
    }
  }
  return joinPieces(written);
}

/** The tokens of a function's call that begins at `at`, up to its closing parenthesis. */
function findCall(tokens: readonly Token[], at: number): readonly Token[] | undefined {
  if (tokens[at]?.kind !== "word" || !isSymbol(tokens[at + 1], "(")) return undefined;
  let depth = 0;
  for (let end = at + 1; end < tokens.length; end += 1) {
    depth += isSymbol(tokens[end], "(") ? 1 : isSymbol(tokens[end], ")") ? -1 : 0;
    if (depth === 0) return tokens.slice(at, end + 1);
  }
  return undefined;
}

function translateToken(
  tokens: readonly Token[],
  at: number,
  scope: Scope,
): { readonly text: string; readonly length: number } {
  const token = tokens[at];
  if (token === undefined) return { text: "", length: 1 };
  const column = tokens[at + 2];
  if (isSymbol(tokens[at + 1], ".") && column !== undefined) {
    if (!scope.streams.includes(token.text)) throw new SqlProblem(`There is no stream ${token.text} in FROM`, token);
    return { text: formatColumn(column, scope), length: 3 };
  }
  if (token.kind === "quoted") return { text: formatColumn(token, scope), length: 1 };
  if (token.kind !== "word" || isSymbol(tokens[at + 1], "(")) return { text: token.text, length: 1 };
  const isColumn = scope.columns.includes(token.text) || !WORDS.has(token.text);
  return { text: isColumn ? formatColumn(token, scope) : token.text, length: 1 };
}

function formatColumn(token: Token, { columns, window }: Scope): string {
  if (token.text === "ROWTIME" && window !== undefined)
    throw new SqlProblem("A row of a window has no ROWTIME of its own: use STEP(… ROWTIME …) as in GROUP BY", token);
  if (!columns.includes(token.text)) throw new SqlProblem(`Column '${token.text}' not found in any table`, token);
  return quoteName(token.text);
}

/** The pieces as one text, with blanks where SQL needs them. */
function joinPieces(pieces: readonly string[]): string {
  let text = "";
  for (const piece of pieces) {
    const isTight = text === "" || /[(.]$/.test(text) || /^[),.]/.test(piece) || (piece === "(" && /\w$/.test(text));
    text += isTight ? piece : ` ${piece}`;
  }
  return text;
}

/** The expression of an item of SELECT, without its alias. */
export function removeAlias(item: readonly Token[]): readonly Token[] {
  const [before, after] = splitAt(item, (token) => isWord(token, "AS"));
  if (after !== undefined && before !== undefined) return before;
  const [last, previous] = [item.at(-1), item.at(-2)];
  const isOperand = (token: Token | undefined): boolean =>
    token !== undefined &&
    (token.kind === "quoted" ||
      token.kind === "text" ||
      token.kind === "number" ||
      isSymbol(token, ")") ||
      (token.kind === "word" && (!WORDS.has(token.text) || token.text === "END")));
  const isName = last?.kind === "quoted" || (last?.kind === "word" && !WORDS.has(last.text));
  return isName && isOperand(previous) ? item.slice(0, -1) : item;
}
