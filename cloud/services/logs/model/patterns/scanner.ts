import { createInvalidFilterPatternFault } from "../faults";

/** Reads a pattern piece by piece. Each read skips the blanks before it. */
export class Scanner {
  readonly #text: string;
  #position: number;
  #end: number;

  /** @param text its first and last character, the brackets, are not read */
  constructor(text: string) {
    this.#text = text;
    this.#position = 1;
    this.#end = text.length - 1;
  }

  get isAtEnd(): boolean {
    this.#skip();
    return this.#position >= this.#end;
  }

  /**
   * The match of an expression at the current position, with its groups; undefined if it does not match here.
   *
   * @param expression sticky
   */
  take(expression: RegExp): RegExpExecArray | undefined {
    this.#skip();
    expression.lastIndex = this.#position;
    const found = expression.exec(this.#text);
    if (found === null || expression.lastIndex > this.#end) return undefined;
    this.#position = expression.lastIndex;
    return found;
  }

  /** Whether `piece` is next; if so, skips it. */
  consume(piece: string): boolean {
    this.#skip();
    if (!this.#text.startsWith(piece, this.#position) || this.#position + piece.length > this.#end) return false;
    this.#position += piece.length;
    return true;
  }

  /** @throws AwsFault InvalidParameterException */
  fail(): never {
    throw createInvalidFilterPatternFault();
  }

  #skip(): void {
    while (this.#position < this.#end && /\s/.test(this.#text.charAt(this.#position))) this.#position += 1;
  }
}
