import { invalidFilterPattern } from "../faults";

/** Reads a pattern piece by piece. Each reading passes over the blanks in front of it. */
export class Scanner {
  readonly #text: string;
  #place: number;
  #end: number;

  /** Reads what is between the first and the last character. */
  constructor(text: string) {
    this.#text = text;
    this.#place = 1;
    this.#end = text.length - 1;
  }

  get isAtEnd(): boolean {
    this.#skip();
    return this.#place >= this.#end;
  }

  /** What the expression finds here, with its groups; undefined if it finds nothing. @param expression sticky */
  take(expression: RegExp): RegExpExecArray | undefined {
    this.#skip();
    expression.lastIndex = this.#place;
    const found = expression.exec(this.#text);
    if (found === null || expression.lastIndex > this.#end) return undefined;
    this.#place = expression.lastIndex;
    return found;
  }

  /** Whether that stands here; if so, it is passed over. */
  passes(piece: string): boolean {
    this.#skip();
    if (!this.#text.startsWith(piece, this.#place) || this.#place + piece.length > this.#end) return false;
    this.#place += piece.length;
    return true;
  }

  /** @throws AwsFault InvalidParameterException */
  fail(): never {
    throw invalidFilterPattern();
  }

  #skip(): void {
    while (this.#place < this.#end && /\s/.test(this.#text.charAt(this.#place))) this.#place += 1;
  }
}
