import { SyntaxFault } from "../query-engine";
import type { Expression, Query } from "./ast";
import { placeOf, RESERVED, tokensOf, type Token } from "./tokens";

/** The rules that others stand in: they go with the cursor, so that no rule's file needs all the others. */
export interface Grammar {
  readonly expression: (cursor: Cursor) => Expression;
  /** An expression without comparisons and logic. */
  readonly value: (cursor: Cursor) => Expression;
  readonly query: (cursor: Cursor) => Query;
}

/**
 * Reads a statement token by token, and keeps what could have stood at the furthest place that was looked at: a
 * statement that does not go on names these, as engine v3 does.
 */
export class Cursor {
  readonly sql: string;
  /** How many `?` have been read. */
  parameters = 0;
  readonly #grammar: Grammar | undefined;
  readonly #tokens: readonly Token[];
  #next = 0;
  #expected = new Set<string>();
  /** Inside a rule that goes by one name, what its own first token could be is not named: `<expression>` says it all. */
  #named = -1;

  /** @param grammar not needed where types alone are read @throws SyntaxFault */
  constructor(sql: string, grammar?: Grammar) {
    this.sql = sql;
    this.#grammar = grammar;
    this.#tokens = tokensOf(sql);
  }

  /** @throws SyntaxFault, here and below */
  expression(): Expression {
    return this.#rules().expression(this);
  }

  value(): Expression {
    return this.#rules().value(this);
  }

  query(): Query {
    return this.#rules().query(this);
  }

  get token(): Token {
    return this.ahead(0);
  }

  get at(): number {
    return this.token.at;
  }

  ahead(count: number): Token {
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

  /** Whether the next token is this word (in upper case) or symbol. */
  is(text: string): boolean {
    this.#expect(`'${text}'`);
    return matches(this.token, text);
  }

  /** Whether these words and symbols come next; only the first is named in messages. */
  are(...texts: readonly string[]): boolean {
    const [first = ""] = texts;
    return this.is(first) && texts.every((text, index) => matches(this.ahead(index), text));
  }

  accept(...texts: readonly string[]): boolean {
    const [first = ""] = texts;
    if (!this.is(first)) return false;
    // A reserved word begins nothing else: what has to follow it is missing, then.
    if (RESERVED.has(first)) this.need(...texts);
    else if (!this.are(...texts)) return false;
    else texts.forEach(() => this.advance());
    return true;
  }

  /** The first of these that is next, taken. */
  acceptOne(...texts: readonly string[]): string | undefined {
    const found = texts.filter((text) => this.is(text))[0];
    if (found !== undefined) this.advance();
    return found;
  }

  /** @throws SyntaxFault */
  need(...texts: readonly string[]): Token {
    const { token } = this;
    for (const text of texts) {
      if (!this.is(text)) this.fail();
      this.advance();
    }
    return token;
  }

  /** Takes a token of a kind. @throws SyntaxFault @param name how messages call it */
  needKind(kind: Token["kind"], name: string): Token {
    this.#expect(name);
    return this.token.kind === kind ? this.advance() : this.fail();
  }

  isName(): boolean {
    this.#expect("<identifier>");
    return this.token.kind === "quoted" || (this.token.kind === "word" && !RESERVED.has(this.token.value));
  }

  /** Whether a name is next that can stand for what is before it, and that begins no clause. */
  isAlias(): boolean {
    return this.isName() && CLAUSES[this.token.value]?.(this.ahead(1), this.ahead(2)) !== true;
  }

  /** A name, in lower case: the engine folds all, quoted or not. @throws SyntaxFault */
  needName(): string {
    if (!this.isName()) this.fail();
    return this.advance().value.toLowerCase();
  }

  /** A name as it is written, for the title of a column. @throws SyntaxFault */
  needTitle(): string {
    if (!this.isName()) this.fail();
    const token = this.advance();
    return token.kind === "quoted" ? token.value : token.text;
  }

  /** Runs a rule whose first token goes by one name in messages. */
  named<T>(name: string, rule: () => T): T {
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

  listed<T>(item: () => T): T[] {
    this.need("(");
    const items = this.list(item);
    this.need(")");
    return items;
  }

  /** Where to go back to, when a rule turns out to be another. */
  mark(): () => void {
    const [next, expected, parameters] = [this.#next, this.#expected, this.parameters];
    return () => {
      this.#next = next;
      this.#expected = expected;
      this.parameters = parameters;
    };
  }

  /** @throws SyntaxFault always */
  fail(): never {
    const names = [...this.#expected].sort(inMessageOrder);
    throw new SyntaxFault(
      `${placeOf(this.sql, this.at)}: mismatched input '${this.token.text}'. Expecting: ${names.join(", ")}`,
    );
  }

  /** @throws SyntaxFault always, in words of its own */
  refuse(at: number, message: string): never {
    throw new SyntaxFault(`${placeOf(this.sql, at)}: ${message}`);
  }

  end(): void {
    if (this.token.text === ";") this.advance();
    this.#expect("<EOF>");
    if (this.token.kind !== "end") this.fail();
  }

  #rules(): Grammar {
    if (this.#grammar === undefined) throw new Error("this text holds no expressions");
    return this.#grammar;
  }

  #expect(name: string): void {
    if (this.#named !== this.#next) this.#expected.add(name);
  }
}

const isCount = (token: Token): boolean => token.kind === "integer" || token.text === "?";

/** Words that can be names and also begin a clause: which, is told by what follows them. */
const CLAUSES: Readonly<Record<string, (next: Token, afterNext: Token) => boolean>> = {
  LIMIT: (next) => isCount(next) || next.value === "ALL",
  OFFSET: isCount,
  FETCH: (next) => next.value === "FIRST" || next.value === "NEXT",
  WINDOW: (_next, afterNext) => afterNext.value === "AS",
  TABLESAMPLE: () => true,
  MATCH_RECOGNIZE: () => true,
};

const matches = (token: Token, text: string): boolean =>
  token.value === text && (token.kind === "word" || token.kind === "symbol");

/** Tokens before rules, each in the order of their characters. */
const inMessageOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
