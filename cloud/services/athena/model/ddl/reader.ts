import type { SyntaxFault } from "../../../../../athena-sql/index";
import { NAME_TOKENS } from "./name-tokens";
import type { TableName, TableProperties } from "./statements";
import { createSyntaxFault } from "./syntax-error";
import { tokenize, type Token } from "./tokens";

/** Reads a statement from its beginning to its end, token by token. */
export class StatementReader {
  readonly #statement: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  /** @param statement without blanks around it, nor a semicolon at its end */
  constructor(statement: string) {
    this.#statement = statement;
    this.#tokens = tokenize(statement);
  }

  /** The next token, not read yet. */
  get next(): Token {
    const token = this.#tokens.at(this.#at) ?? this.#tokens.at(-1);
    if (token === undefined) throw new Error("a statement has at least its end");
    return token;
  }

  /** Whether these words are next, without reading them. */
  isNext(...words: readonly string[]): boolean {
    return words.every((word, index) => isWord(this.#tokens[this.#at + index], word));
  }

  /** Reads these words if they are next. */
  has(...words: readonly string[]): boolean {
    if (!this.isNext(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** @throws SyntaxFault if the words are not next */
  take(...words: readonly string[]): void {
    for (const word of words) if (!this.has(word)) this.fail(`'${word.toUpperCase()}'`);
  }

  /** @throws SyntaxFault in the words of Hive's grammar, at the next token; without expectations it is "no viable alternative" */
  fail(...expected: readonly string[]): never {
    throw this.createRefusal(...expected);
  }

  /** The fault that `fail` throws. */
  createRefusal(...expected: readonly string[]): SyntaxFault {
    return this.#createRefusal(expected);
  }

  #createRefusal(expected: readonly string[], since?: Token): SyntaxFault {
    return createSyntaxFault({ statement: this.#statement, tokens: this.#tokens, token: this.next, expected, since });
  }

  /** Reads a name, and folds it to lower case; a quoted text is not a name. @param expected see `fail` */
  parseName(expected: readonly string[] = []): string {
    const token = this.next;
    if (token.kind !== "word" && token.kind !== "quoted") return this.fail(...expected);
    this.#at += 1;
    return token.value.toLowerCase();
  }

  /** Reads a database's name, also after the catalog's, as dlt sends it. @param expected see `fail` */
  parseDatabaseName(expected: readonly string[] = []): string {
    const name = this.parseName(expected);
    return name === "awsdatacatalog" && this.has(".") ? this.parseName() : name;
  }

  /**
   * Reads `table`, `database.table` or `catalog.database.table`.
   *
   * @param expected see `fail`, for the first part; for the second, Hive's message quotes the text that it has read
   *    from the beginning of the name, or of the statement, as `since` says (measured)
   */
  parseTableName(expected: readonly string[] = NAME_TOKENS, since: "name" | "statement" = "name"): TableName {
    const first = this.next;
    const parts = [this.parseName(expected)];
    while (parts.length < 3 && this.has(".")) {
      if (this.next.kind !== "word" && this.next.kind !== "quoted" && since === "name")
        throw this.#createRefusal(parts.length === 2 ? expected : [], first);
      parts.push(this.parseName());
    }
    const [name = "", database, catalog] = parts.reverse();
    return { name, database, catalog };
  }

  parseText(): string {
    const token = this.next;
    if (token.kind !== "text") return this.fail("STRING");
    this.#at += 1;
    return token.value;
  }

  /** Reads a quoted text if one is next. */
  parseOptionalText(): string | undefined {
    return this.next.kind === "text" ? this.parseText() : undefined;
  }

  parseNumber(): number {
    const token = this.next;
    if (token.kind !== "number" && !(token.kind === "word" && /^\d+$/.test(token.value)))
      return this.fail("INTEGER_VALUE");
    this.#at += 1;
    return Number(token.value);
  }

  /** Reads any word as it is written. */
  parseWord(): string {
    const token = this.next;
    if (token.kind !== "word") return this.fail("IDENTIFIER");
    this.#at += 1;
    return token.value;
  }

  /** Reads the next token, of any kind but the end. */
  parseAny(): Token {
    const token = this.next;
    if (token.kind === "end") return this.fail();
    this.#at += 1;
    return token;
  }

  /** Reads a list in brackets, `(item, item, …)`; `one` reads an item. */
  list<T>(item: () => T): T[] {
    this.take("(");
    const items = [item()];
    while (this.has(",")) items.push(item());
    if (!this.has(")")) this.fail();
    return items;
  }

  /** Reads `('key' = 'value', …)`. */
  parseProperties(): TableProperties {
    return Object.fromEntries(
      this.list(() => {
        const key = this.parseText();
        this.take("=");
        return [key, this.parseText()];
      }),
    );
  }

  /** @throws SyntaxFault unless the statement is over */
  end(...expected: readonly string[]): void {
    if (this.next.kind !== "end") this.fail(...(expected.length === 0 ? [] : ["<EOF>", ...expected]));
  }
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.value === word && (token.kind === "word" || token.kind === "sign");
