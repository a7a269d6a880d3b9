const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, LAST_ASCII] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x7f];

/** A member name that may come next. */
interface ExpectedName {
  /** The name's bytes after the opening quote, including the closing quote. */
  readonly spelled: Uint8Array;
}

/** Moves through JSON without escapes, byte by byte, without making values. */
export class JsonCursor {
  readonly #bytes: Buffer;
  #at = 0;
  #from = 0;
  #end = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The offset at which the latest string begins, after its quote; `end` is that of its closing quote. */
  get from(): number {
    return this.#from;
  }

  get end(): number {
    return this.#end;
  }

  /** Whether nothing but white space is left. */
  get isAtEnd(): boolean {
    return this.#peekNext() === undefined;
  }

  /** Moves past a byte, if it is the next one. */
  consume(byte: number): boolean {
    if (this.#peekNext() !== byte) return false;
    this.#at += 1;
    return true;
  }

  /** Moves past a member's name. @returns the matching one of `names`, if there is one */
  name<N extends ExpectedName>(names: readonly N[]): N | undefined {
    if (!this.consume(QUOTE)) return undefined;
    for (const name of names) {
      if (!this.#isAt(name.spelled)) continue;
      this.#at += name.spelled.length;
      return name;
    }
    return undefined;
  }

  /** Moves past a string of ASCII. */
  skipText(): boolean {
    if (!this.consume(QUOTE)) return false;
    for (let at = this.#at; ; at += 1) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) return this.#finishText(at);
      // Undefined after the end.
      if (byte === undefined || byte < SPACE || byte > LAST_ASCII) return false;
    }
  }

  /** Moves past a string of any bytes, which may be long. */
  skipLongText(): boolean {
    if (!this.consume(QUOTE)) return false;
    const end = this.#bytes.indexOf(QUOTE, this.#at);
    return end !== -1 && this.#finishText(end);
  }

  #finishText(end: number): true {
    this.#from = this.#at;
    this.#end = end;
    this.#at = end + 1;
    return true;
  }

  #isAt(spelled: Uint8Array): boolean {
    for (let index = 0; index < spelled.length; index += 1)
      if (this.#bytes[this.#at + index] !== spelled[index]) return false;
    return true;
  }

  /** The next byte that is no white space; undefined at the end. */
  #peekNext(): number | undefined {
    let byte = this.#bytes[this.#at];
    while (byte === SPACE || byte === LINE_FEED || byte === RETURN || byte === TAB) byte = this.#bytes[++this.#at];
    return byte;
  }
}
