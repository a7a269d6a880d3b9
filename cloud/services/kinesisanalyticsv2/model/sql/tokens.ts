/** A piece of an SQL text. */
export interface Token {
  readonly kind: "word" | "quoted" | "text" | "number" | "symbol";
  /**
   * The token's meaning: an unquoted word in capitals, a quoted name without its quotes, any other token as in the
   * source.
   */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** The token's offset in the source. */
  readonly from: number;
  readonly to: number;
}

/**
 * Thrown for wrong SQL of an analytics application, or SQL that the lab cloud does not translate; holds the position.
 */
export class SqlProblem extends Error {
  override readonly name = "SqlProblem";

  constructor(words: string, at?: Pick<Token, "line" | "column">) {
    super(at === undefined ? words : `${words} (line ${at.line}, column ${at.column})`);
  }
}

const PIECE =
  /(?<skip>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<quoted>"(?:[^"]|"")*")|(?<text>'(?:[^']|'')*')|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_][A-Za-z0-9_$]*)|(?<symbol>\|\||<>|<=|>=|!=|[-+*/%(),.;=<>])/y;

/**
 * Splits an SQL text into its tokens, without comments. Unquoted names are turned to capitals, quoted names stay
 * unchanged (KDA-006).
 *
 * @throws SqlProblem for a character that SQL does not have
 */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let [from, line, begins] = [0, 1, 0];
  while (from < sql.length) {
    PIECE.lastIndex = from;
    const found = PIECE.exec(sql);
    const target = { line, column: from - begins + 1 };
    if (found === null) throw new SqlProblem(`"${sql.charAt(from)}" is not understood`, target);
    const [piece] = found;
    const to = from + piece.length;
    const token = classifyToken(found.groups ?? {});
    if (token !== undefined) tokens.push({ ...token, ...target, from, to });
    const breaks = piece.split("\n").length - 1;
    if (breaks > 0) [line, begins] = [line + breaks, from + piece.lastIndexOf("\n") + 1];
    from = to;
  }
  return tokens;
}

function classifyToken({
  quoted,
  text,
  number,
  word,
  symbol,
}: Readonly<Record<string, string | undefined>>): Pick<Token, "kind" | "text"> | undefined {
  if (quoted !== undefined) return { kind: "quoted", text: quoted.slice(1, -1).replaceAll('""', '"') };
  if (text !== undefined) return { kind: "text", text };
  if (number !== undefined) return { kind: "number", text: number };
  if (word !== undefined) return { kind: "word", text: word.toUpperCase() };
  return symbol === undefined ? undefined : { kind: "symbol", text: symbol };
}

export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === "word" && words.includes(token.text);
export const isSymbol = (token: Token | undefined, text: string): boolean =>
  token?.kind === "symbol" && token.text === text;

/** Splits tokens at the separators outside parentheses. */
export function splitAt(
  tokens: readonly Token[],
  isSeparator: (token: Token) => boolean,
): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, "(")) depth += 1;
    if (isSymbol(token, ")")) depth -= 1;
    if (depth === 0 && isSeparator(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
