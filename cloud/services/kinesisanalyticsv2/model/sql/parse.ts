import { isSymbol, isWord, splitAt, SqlProblem, tokenize, type Token } from "./tokens";

/** A column of an in-application stream. */
export interface StreamColumn {
  readonly name: string;
  /** As in the source, such as `VARCHAR(16)`. */
  readonly type: string;
}

/** `CREATE OR REPLACE STREAM "NAME" (…)`. */
export interface CreateStream {
  readonly kind: "stream";
  readonly name: string;
  readonly columns: readonly StreamColumn[];
  /** The statement's source text, for display. */
  readonly text: string;
}

/** `CREATE OR REPLACE PUMP "NAME" AS INSERT INTO "STREAM" SELECT STREAM … FROM …`. */
export interface CreatePump {
  readonly kind: "pump";
  readonly name: string;
  readonly into: Token;
  /** The columns that the pump fills; undefined for all, in their order. */
  readonly columns: readonly string[] | undefined;
  readonly select: Select;
  readonly text: string;
}

/** The parts of a SELECT, as tokens. */
export interface Select {
  readonly at: Token;
  readonly isDistinct: boolean;
  readonly items: readonly (readonly Token[])[];
  readonly from: Token;
  readonly alias: string | undefined;
  readonly where: readonly Token[] | undefined;
  readonly groupBy: readonly (readonly Token[])[] | undefined;
  readonly having: readonly Token[] | undefined;
}

/**
 * Reads the statements of an SQL application: streams and pumps.
 *
 * @throws SqlProblem with line and column
 */
export function parse(sql: string): readonly (CreateStream | CreatePump)[] {
  return splitAt(tokenize(sql), (token) => isSymbol(token, ";"))
    .filter((tokens) => tokens.length > 0)
    .map((tokens) => parseStatement(sql, new Reader(tokens)));
}

function parseStatement(sql: string, reader: Reader): CreateStream | CreatePump {
  const { text } = reader.getSpan(sql);
  reader.expect("CREATE");
  if (reader.consume("OR")) reader.expect("REPLACE");
  const subject = reader.expectNext("STREAM or PUMP");
  if (isWord(subject, "STREAM")) return { kind: "stream", ...parseStream(sql, reader), text };
  if (isWord(subject, "PUMP")) return { kind: "pump", ...parsePump(reader), text };
  throw new SqlProblem(
    `An SQL application creates STREAMs and PUMPs. The lab cloud does not translate ${subject.text}`,
    subject,
  );
}

function parseStream(sql: string, reader: Reader): Pick<CreateStream, "name" | "columns"> {
  const { text: name } = reader.parseName();
  const columns = splitAt(reader.takeInParentheses(), (token) => isSymbol(token, ",")).map((tokens) => {
    const column = new Reader(tokens);
    const { text } = column.parseName();
    const type = column.getSpan(sql).text;
    if (type === "") throw new SqlProblem(`The column ${text} has no type`, tokens[0]);
    return { name: text, type: type.toUpperCase() };
  });
  reader.end();
  return { name, columns };
}

function parsePump(reader: Reader): Omit<CreatePump, "kind" | "text"> {
  const { text: name } = reader.parseName();
  if (reader.consume("STOPPED", "STARTED")) reader.consume("STOPPED");
  for (const word of ["AS", "INSERT", "INTO"]) reader.expect(word);
  const into = reader.parseName();
  const columns = isSymbol(reader.peek, "(")
    ? splitAt(reader.takeInParentheses(), (token) => isSymbol(token, ",")).map(
        (tokens) => new Reader(tokens).parseName().text,
      )
    : undefined;
  return { name, into, columns, select: parseSelect(reader) };
}

const CLAUSES = ["FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "WINDOWED", "ORDER", "UNION", "LIMIT", "JOIN"];
const OMITTED: Readonly<Record<string, string>> = {
  WINDOW: "Sliding windows (WINDOW … RANGE …) are not translated here: use a tumbling window, GROUP BY … STEP(…)",
  WINDOWED: "Stagger windows are not translated here: use a tumbling window, GROUP BY … STEP(…)",
  ORDER: "ORDER BY is not translated here: leave it out",
  UNION: "UNION is not translated here: write a second pump into the same stream",
  LIMIT: "LIMIT has no meaning on a stream: leave it out",
  JOIN: "Joins are not translated here: a pump reads one stream",
};

function parseSelect(reader: Reader): Select {
  const at = reader.expect("SELECT");
  reader.consume("STREAM");
  const isDistinct = reader.consume("DISTINCT");
  reader.consume("ALL");
  const items = splitAt(reader.takeUntil(CLAUSES), (token) => isSymbol(token, ","));
  reader.expect("FROM");
  const from = reader.parseName();
  reader.consume("AS");
  const next = reader.peek;
  const hasAlias =
    next !== undefined && (next.kind === "quoted" || (next.kind === "word" && !CLAUSES.includes(next.text)));
  const alias = hasAlias ? reader.parseName().text : undefined;
  if (isSymbol(reader.peek, ",")) throw new SqlProblem(OMITTED["JOIN"] ?? "", reader.peek);
  const where = reader.consume("WHERE") ? reader.takeUntil(CLAUSES) : undefined;
  let groupBy: Select["groupBy"];
  if (reader.consume("GROUP")) {
    reader.expect("BY");
    groupBy = splitAt(reader.takeUntil(CLAUSES), (token) => isSymbol(token, ","));
  }
  const having = reader.consume("HAVING") ? reader.takeUntil(CLAUSES) : undefined;
  reader.end();
  return { at, isDistinct, items, from, alias, where, groupBy, having };
}

/** Goes through tokens from the first to the last. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The rest of the source text. */
  getSpan(sql: string): { readonly text: string } {
    const [first, last] = [this.peek, this.#tokens.at(-1)];
    return { text: first === undefined || last === undefined ? "" : sql.slice(first.from, last.to) };
  }

  expectNext(expected: string): Token {
    const token = this.peek;
    if (token === undefined)
      throw new SqlProblem(`The statement ends where ${expected} is expected`, this.#tokens.at(-1));
    this.#at += 1;
    return token;
  }

  expect(word: string): Token {
    const token = this.expectNext(word);
    if (!isWord(token, word)) throw new SqlProblem(`${word} is expected, not ${token.text}`, token);
    return token;
  }

  consume(...words: readonly string[]): boolean {
    if (!isWord(this.peek, ...words)) return false;
    this.#at += 1;
    return true;
  }

  parseName(): Token {
    const token = this.expectNext("a name");
    if (token.kind !== "quoted" && token.kind !== "word")
      throw new SqlProblem(`A name is expected, not ${token.text}`, token);
    return token;
  }

  /** The tokens between the next parenthesis and the one that closes it. */
  takeInParentheses(): readonly Token[] {
    const opening = this.expectNext("(");
    if (!isSymbol(opening, "(")) throw new SqlProblem(`( is expected, not ${opening.text}`, opening);
    const from = this.#at;
    for (let depth = 1; depth > 0;) {
      const token = this.expectNext(")");
      depth += isSymbol(token, "(") ? 1 : isSymbol(token, ")") ? -1 : 0;
    }
    return this.#tokens.slice(from, this.#at - 1);
  }

  /** The tokens up to one of the words, ignoring words in parentheses. */
  takeUntil(words: readonly string[]): readonly Token[] {
    const from = this.#at;
    let depth = 0;
    for (; this.peek !== undefined; this.#at += 1) {
      if (depth === 0 && isWord(this.peek, ...words)) break;
      depth += isSymbol(this.peek, "(") ? 1 : isSymbol(this.peek, ")") ? -1 : 0;
    }
    if (this.#at === from) throw new SqlProblem("Something is missing here", this.peek ?? this.#tokens.at(-1));
    return this.#tokens.slice(from, this.#at);
  }

  /** @throws SqlProblem if any token is left */
  end(): void {
    const left = this.peek;
    if (left === undefined) return;
    throw new SqlProblem((left.kind === "word" && OMITTED[left.text]) || `${left.text} is not understood here`, left);
  }
}
