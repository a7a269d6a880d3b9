const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, LAST_ASCII] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x7f];

/** A name that may come next. */
export interface Spelled {
  /** As it stands behind its first quote, the last one included. */
  readonly spelled: Uint8Array;
}

/** Goes through JSON without escapes, byte by byte, and makes nothing of it. */
export class JsonCursor {
  readonly #bytes: Buffer;
  #at = 0;
  #from = 0;
  #end = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Where the text that was read last begins, and ends, without its quotes. */
  get from(): number {
    return this.#from;
  }

  get end(): number {
    return this.#end;
  }

  /** Whether nothing but white space is left. */
  get isAtEnd(): boolean {
    return this.#next() === undefined;
  }

  /** Goes behind a byte, if it is the next. */
  takes(byte: number): boolean {
    if (this.#next() !== byte) return false;
    this.#at += 1;
    return true;
  }

  /** Goes behind a member's name. @returns the one of `names` that it is, if it is one */
  name<N extends Spelled>(names: readonly N[]): N | undefined {
    if (!this.takes(QUOTE)) return undefined;
    for (const one of names) {
      if (!this.#isAt(one.spelled)) continue;
      this.#at += one.spelled.length;
      return one;
    }
    return undefined;
  }

  /** Goes behind a text of ASCII. */
  text(): boolean {
    if (!this.takes(QUOTE)) return false;
    for (let at = this.#at; ; at += 1) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) return this.#found(at);
      // Behind the end there is no byte.
      if (byte === undefined || byte < SPACE || byte > LAST_ASCII) return false;
    }
  }

  /** Goes behind a text of any bytes, which may be long. */
  longText(): boolean {
    if (!this.takes(QUOTE)) return false;
    const end = this.#bytes.indexOf(QUOTE, this.#at);
    return end !== -1 && this.#found(end);
  }

  #found(end: number): true {
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
  #next(): number | undefined {
    let byte = this.#bytes[this.#at];
    while (byte === SPACE || byte === LINE_FEED || byte === RETURN || byte === TAB) byte = this.#bytes[++this.#at];
    return byte;
  }
}
