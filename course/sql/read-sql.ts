/** What differs between the SQL of an application and that of Flink. */
interface Dialect {
  /** The sign around a name that isn't a keyword. */
  readonly quote: '"' | "`";
  /** The types of text. */
  readonly textTypes: readonly string[];
  /** How a name without quotes is read. */
  readonly toName: (word: string) => string;
  /** Words that may not be a name without quotes. */
  readonly reserved?: RegExp;
}

/** SQL applications read names without quotes in upper case. */
const SQL_1_0: Dialect = { quote: '"', textTypes: ["VARCHAR", "CHAR"], toName: (word) => word.toUpperCase() };
/** Words of Flink's SQL that learners may take for names. */
const RESERVED = /^(DATE|END|ROWS?|START|TIME|TIMESTAMP|USER|VALUES?|WINDOW)$/i;
export const FLINK: Dialect = {
  quote: "`",
  textTypes: ["VARCHAR", "CHAR", "STRING"],
  toName: (word) => word,
  reserved: RESERVED,
};
/** Words of valid SQL that the checks don't read. */
const UNREADABLE =
  /^(\|\||%|CASE|CROSS|CUBE|DISTINCT|ESCAPE|EXCEPT|EXISTS|FETCH|FILTER|FULL|GROUPING|INNER|INTERSECT|JOIN|LATERAL|LEFT|LIMIT|MATCH_RECOGNIZE|MINUS|NATURAL|OFFSET|ORDER|OVER|QUALIFY|RECURSIVE|RIGHT|ROLLUP|SELECT|SIMILAR|SYMMETRIC|TABLESAMPLE|TO|UNION|UNKNOWN|UNNEST)$/i;

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
  /** The word at which reading stopped, as the learner wrote it. */
  readonly word: string | undefined;

  constructor(message: string, word?: string) {
    super(message);
    this.word = word;
  }
}

/** A statement may be valid SQL, but has a part that the checks don't read. */
export class UnreadableSqlError extends SqlParseError {
  /** @param part such as `UNION` */
  constructor(part: string, instead = "write the query without it") {
    super(`the check can't read ${part}: ${instead}`);
  }
}

/** The parser's recursion can be as deep as there are tokens, so they are limited; the lab's statements have fewer. */
const MAX_TOKENS = 400;
const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<>|!=|<=|>=|\|\||[-+*/%<>=(),.;])/y;

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
  if (other !== undefined)
    throw new SqlParseError(`the name ${other} has other quotes: ${quote}${other}${quote}`, found[0]);
  if (quoted !== undefined) return { kind: "name", text: quoted.replaceAll(quote + quote, quote), isQuoted: true };
  if (text !== undefined) return { kind: "text", text: text.replaceAll("''", "'"), isQuoted: false };
  if (number !== undefined) return { kind: "number", text: number, isQuoted: false };
  if (symbol === "!=" && quote === "`") throw new SqlParseError("Flink doesn't know !=, but <>", symbol);
  if (word !== undefined) return { kind: "name", text: toName(word), isQuoted: false };
  return symbol === undefined ? "white space" : { kind: "symbol", text: symbol, isQuoted: false };
}

/** Reads the tokens of a statement, one after the other. */
export class SqlReader {
  readonly textTypes: readonly string[];
  readonly #tokens: readonly Token[];
  readonly #reserved: RegExp | undefined;
  #at = 0;

  constructor(sql: string, dialect = SQL_1_0) {
    this.textTypes = dialect.textTypes;
    this.#reserved = dialect.reserved;
    this.#tokens = tokenize(sql, dialect);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Whether the next token is valid SQL, but a word that the checks don't read. */
  get isUnreadable(): boolean {
    const { next } = this;
    return next !== undefined && next.kind !== "text" && !next.isQuoted && UNREADABLE.test(next.text);
  }

  /** The error for a next token that isn't expected. */
  reject(message: string): SqlParseError {
    if (!this.isUnreadable) return new SqlParseError(message, this.next?.text);
    const word = this.next?.text.toUpperCase() ?? "";
    return new UnreadableSqlError(word === "SELECT" ? "a query in an expression" : word);
  }

  /** Consumes `;`. @throws SqlParseError if the statement goes on */
  expectEnd(): void {
    this.consume(";");
    if (!this.isAtEnd) throw this.reject(`${this.next?.text} is not expected there`);
  }

  /** Consumes `*` or `table.*`. @returns whether it was there */
  consumeAll(): boolean {
    if (this.consume("*")) return true;
    const [table, dot, all] = this.#tokens.slice(this.#at, this.#at + 3);
    const is = table?.kind === "name" && dot?.text === "." && all?.kind === "symbol" && all.text === "*";
    if (is) this.#at += 3;
    return is;
  }

  /** Parses names with points between them, such as `w.name.first`. */
  parsePath(first = this.parseName()): string[] {
    const path = [first];
    while (this.consume(".")) path.push(this.parseName());
    return path;
  }

  /** The name in a token. @throws SqlParseError if it needs quotes */
  toName({ text, isQuoted }: Token): string {
    if (!isQuoted && this.#reserved?.test(text))
      throw new SqlParseError(`${text} is a word of SQL: as a name it needs backticks`, text);
    return text;
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
      if (!this.consume(word)) throw this.reject(`${word} is expected${this.#describePosition()}`);
  }

  parseName(): string {
    const { next } = this;
    if (next?.kind !== "name" || this.isUnreadable) throw this.reject(`a name is expected${this.#describePosition()}`);
    this.#at += 1;
    return this.toName(next);
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
