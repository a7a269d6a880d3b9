/** What differs between the SQL of an application and that of Flink. */
interface Dialect {
  /** The sign around a name that isn't a keyword. */
  readonly quote: '"' | "`";
  /** The types of text. */
  readonly textTypes: readonly string[];
  /** How a name without quotes is read. */
  readonly toName: (word: string) => string;
}

/** SQL applications read names without quotes in upper case. */
const SQL_1_0: Dialect = { quote: '"', textTypes: ["VARCHAR", "CHAR"], toName: (word) => word.toUpperCase() };
/** Words of Flink's SQL that learners may take for names. */
const RESERVED = /^(DATE|END|ROWS?|START|TIME|TIMESTAMP|USER|VALUES?|WINDOW)$/i;
export const FLINK: Dialect = {
  quote: "`",
  textTypes: ["VARCHAR", "CHAR", "STRING"],
  toName(word) {
    if (RESERVED.test(word)) throw new SqlParseError(`${word} is a word of SQL: as a name it needs backticks`);
    return word;
  },
};

/** A token of SQL. */
interface Token {
  readonly kind: "name" | "text" | "number" | "symbol";
  readonly text: string;
  /** Whether a name was in quotes, and so isn't a keyword. */
  readonly isQuoted: boolean;
}

/** A part of a statement cannot be parsed. The learner sees the message. */
export class SqlParseError extends Error {
  override readonly name = "SqlParseError";
}

/** The parser's recursion can be as deep as there are tokens, so they are limited; the lab's statements have fewer. */
const MAX_TOKENS = 400;
const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<>|!=|<=|>=|[-+*/<>=(),.;])/y;

function tokenize(sql: string, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(sql);
    if (tokens.length > MAX_TOKENS) throw new SqlParseError("the statement is too long");
    const token = found === null ? undefined : toToken(found, dialect);
    if (token === undefined)
      throw new SqlParseError(`${JSON.stringify(sql.slice(from, from + 12))} is not a word of SQL`);
    if (token !== "white space") tokens.push(token);
  }
  return tokens;
}

function toToken(found: RegExpExecArray, { quote, toName }: Dialect): Token | "white space" {
  const [, doubled, ticked, text, number, word, symbol] = found;
  const [quoted, other] = quote === '"' ? [doubled, ticked] : [ticked, doubled];
  if (other !== undefined) throw new SqlParseError(`the name ${other} has other quotes: ${quote}${other}${quote}`);
  if (quoted !== undefined) return { kind: "name", text: quoted.replaceAll(quote + quote, quote), isQuoted: true };
  if (text !== undefined) return { kind: "text", text: text.replaceAll("''", "'"), isQuoted: false };
  if (number !== undefined) return { kind: "number", text: number, isQuoted: false };
  if (symbol === "!=" && quote === "`") throw new SqlParseError("Flink doesn't know !=, but <>");
  if (word !== undefined) return { kind: "name", text: toName(word), isQuoted: false };
  return symbol === undefined ? "white space" : { kind: "symbol", text: symbol, isQuoted: false };
}

/** Reads the tokens of a statement, one after the other. */
export class SqlReader {
  readonly textTypes: readonly string[];
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, dialect = SQL_1_0) {
    this.textTypes = dialect.textTypes;
    this.#tokens = tokenize(sql, dialect);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Consumes a keyword or symbol, if it is the next token. @returns whether it was */
  consume(word: string): boolean {
    const { next } = this;
    const is = next?.text.toUpperCase() === word && !next.isQuoted && next.kind !== "text";
    if (is) this.#at += 1;
    return is;
  }

  expect(...words: readonly string[]): void {
    for (const word of words)
      if (!this.consume(word)) throw new SqlParseError(`${word} is expected${this.#describePosition()}`);
  }

  parseName(): string {
    const { next } = this;
    if (next?.kind !== "name") throw new SqlParseError(`a name is expected${this.#describePosition()}`);
    this.#at += 1;
    return next.text;
  }

  parseValue(): Token {
    const { next } = this;
    if (next === undefined) throw new SqlParseError("the statement ends too early");
    this.#at += 1;
    return next;
  }

  #describePosition(): string {
    return this.next === undefined ? " at the end" : ` where ${this.next.text} stands`;
  }
}
