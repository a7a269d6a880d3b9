import { SyntaxFault } from "../query-engine";
import type { Expression, PositionedName, Query } from "./ast";
import { formatPosition, RESERVED, tokenize, type Token } from "./tokens";

/** The rules that call each other recursively. The cursor carries them, so that no file has to import all others. */
export interface Grammar {
  readonly parseExpression: (cursor: Cursor) => Expression;
  /** An expression without comparisons and logic. */
  readonly parseValue: (cursor: Cursor) => Expression;
  readonly query: (cursor: Cursor) => Query;
}

/**
 * Reads a statement token by token, and collects the tokens and rules that were expected at the furthest position it
 * has reached: the error of a wrong statement lists these, as engine v3's does.
 */
export class Cursor {
  readonly sql: string;
  /** How many `?` have been read. */
  parameters = 0;
  readonly #grammar: Grammar | undefined;
  readonly #tokens: readonly Token[];
  #next = 0;
  #expected = new Set<string>();
  /** The index of the token at which a rule with a name starts: there the message lists the name, such as `<expression>`, and not the tokens with which the rule can start. -1 before the first such rule. */
  #named = -1;

  /** @param grammar may be left out where only types are read @throws SyntaxFault */
  constructor(sql: string, grammar?: Grammar) {
    this.sql = sql;
    this.#grammar = grammar;
    this.#tokens = tokenize(sql);
  }

  /** The rules below read one part of a statement each. @throws SyntaxFault */
  parseExpression(): Expression {
    return this.#getRules().parseExpression(this);
  }

  parseValue(): Expression {
    return this.#getRules().parseValue(this);
  }

  query(): Query {
    return this.#getRules().query(this);
  }

  get token(): Token {
    return this.peek(0);
  }

  get at(): number {
    return this.token.at;
  }

  peek(count: number): Token {
    const token = this.#tokens[Math.min(this.#next + count, this.#tokens.length - 1)];
    if (token === undefined) throw new Error("a statement has no end");
    return token;
  }

  advance(): Token {
    const { token } = this;
    this.#next += 1;
    this.#expected = new Set();
    return token;
  }

  /** Whether the next token is this word (in upper case) or symbol; messages then list it as expected. */
  is(text: string): boolean {
    this.#expect(`'${text}'`);
    return isMatching(this.token, text);
  }

  /** Whether the next token is one of these words (in upper case); messages do not list them as expected. */
  isNext(...words: readonly string[]): boolean {
    return words.some((word) => isMatching(this.token, word));
  }

  /** Whether these words and symbols are the next tokens; messages list only the first as expected. */
  isFollowedBy(...texts: readonly string[]): boolean {
    const [first = ""] = texts;
    return this.is(first) && texts.every((text, index) => isMatching(this.peek(index), text));
  }

  accept(...texts: readonly string[]): boolean {
    const [first = ""] = texts;
    if (!this.is(first)) return false;
    // A reserved word can begin nothing else here, so the words after it are required.
    if (RESERVED.has(first)) this.expect(...texts);
    else if (!this.isFollowedBy(...texts)) return false;
    else texts.forEach(() => this.advance());
    return true;
  }

  /** Reads the next token if it is one of these words or symbols. */
  acceptAny<Text extends string>(...texts: readonly Text[]): Text | undefined {
    const found = texts.filter((text) => this.is(text))[0];
    if (found !== undefined) this.advance();
    return found;
  }

  /** @throws SyntaxFault */
  expect(...texts: readonly string[]): Token {
    const { token } = this;
    for (const text of texts) {
      if (!this.is(text)) this.fail();
      this.advance();
    }
    return token;
  }

  /** Reads a token of a kind. @throws SyntaxFault @param name the kind's name in messages */
  expectKind(kind: Token["kind"], name: string): Token {
    this.#expect(name);
    return this.token.kind === kind ? this.advance() : this.fail();
  }

  isName(): boolean {
    this.#expect("<identifier>");
    return this.token.kind === "quoted" || (this.token.kind === "word" && !RESERVED.has(this.token.value));
  }

  /** Whether the next token is a name that can be an alias, and not the beginning of a clause. */
  isAlias(): boolean {
    return this.isName() && CLAUSES[this.token.value]?.(this.peek(1), this.peek(2)) !== true;
  }

  /** Reads a name, in lower case: the engine ignores the case of names, quoted or not. @throws SyntaxFault */
  expectName(): string {
    if (!this.isName()) this.fail();
    return this.advance().value.toLowerCase();
  }

  /** Reads a name as `expectName` does. @throws SyntaxFault */
  expectPlacedName(): PositionedName {
    return { at: this.at, name: this.expectName() };
  }

  /** Reads a name as it is written, for the title of a column. @throws SyntaxFault */
  expectTitle(): string {
    if (!this.isName()) this.fail();
    const token = this.advance();
    return token.kind === "quoted" ? token.value : token.text;
  }

  /** Runs a rule that messages list by one name where its first token is missing. */
  parseNamedRule<T>(name: string, rule: () => T): T {
    this.#expect(name);
    const before = this.#named;
    this.#named = this.#next;
    try {
      return rule();
    } finally {
      this.#named = before;
    }
  }

  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(",")) items.push(item());
    return items;
  }

  parseList<T>(item: () => T): T[] {
    this.expect("(");
    const items = this.list(item);
    this.expect(")");
    return items;
  }

  /** Remembers the position. @returns a function that goes back to it, for a rule that turns out not to fit */
  mark(): () => void {
    const [next, expected, parameters] = [this.#next, this.#expected, this.parameters];
    return () => {
      this.#next = next;
      this.#expected = expected;
      this.parameters = parameters;
    };
  }

  /** Reports the tokens that were expected here. @throws SyntaxFault always */
  fail(): never {
    // Tokens come before rules, by their character codes.
    const names = [...this.#expected].sort();
    throw new SyntaxFault(
      `${formatPosition(this.sql, this.at)}: mismatched input '${this.token.text}'. Expecting: ${names.join(", ")}`,
    );
  }

  /** @throws SyntaxFault always, with this message */
  refuse(at: number, message: string): never {
    throw new SyntaxFault(`${formatPosition(this.sql, at)}: ${message}`);
  }

  end(): void {
    if (this.token.text === ";") this.advance();
    this.#expect("<EOF>");
    if (this.token.kind !== "end") this.fail();
  }

  #getRules(): Grammar {
    if (this.#grammar === undefined) throw new Error("this text holds no expressions");
    return this.#grammar;
  }

  #expect(name: string): void {
    if (this.#named !== this.#next) this.#expected.add(name);
  }
}

const isCount = (token: Token): boolean => token.kind === "integer" || token.text === "?";

/** Words that can be names, but also begin a clause: the tokens after them decide. */
const CLAUSES: Readonly<Record<string, (next: Token, afterNext: Token) => boolean>> = {
  LIMIT: (next) => isCount(next) || next.value === "ALL",
  OFFSET: isCount,
  FETCH: (next) => next.value === "FIRST" || next.value === "NEXT",
  WINDOW: (_next, afterNext) => afterNext.value === "AS",
  TABLESAMPLE: () => true,
  MATCH_RECOGNIZE: () => true,
};

const isMatching = (token: Token, text: string): boolean =>
  token.value === text && (token.kind === "word" || token.kind === "symbol");
