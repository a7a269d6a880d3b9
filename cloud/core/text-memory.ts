/** Enough for a dozen of the longest texts. */
const PIECE_BYTES = 1024 * 1024;

/** A piece of memory, and how many texts lie in it. */
interface Piece {
  readonly memory: Buffer;
  used: number;
  texts: number;
}

/** Where a text lies. */
export interface KeptText {
  readonly piece: Piece;
  readonly from: number;
  readonly end: number;
}

/**
 * Texts outside of V8's heap, for those that are many, long, and hardly ever read: V8 would carry each from place to place before
 * it may stay, and look for free memory the more often. A piece of memory is used again when all texts in it were dropped. With each text as a
 * string or a Buffer of its own instead, SendMessage took a tenth to a third more processor time, and PutRecords up to a tenth.
 */
export class TextMemory {
  #current: Piece | undefined;
  readonly #free: Piece[] = [];

  /** @param text whole characters, which JSON.stringify's texts are: it spells halves of them; or their UTF-8 */
  keep(text: string | Uint8Array): KeptText {
    const bytes = typeof text === "string" ? Buffer.byteLength(text) : text.byteLength;
    const piece = this.#with(bytes);
    const from = piece.used;
    if (typeof text === "string") piece.memory.write(text, from);
    else piece.memory.set(text, from);
    piece.used += bytes;
    piece.texts += 1;
    return { piece, from, end: piece.used };
  }

  read({ piece, from, end }: KeptText): string {
    return piece.memory.toString("utf8", from, end);
  }

  /** Nobody may read it any more. */
  drop({ piece }: KeptText): void {
    piece.texts -= 1;
    if (piece.texts > 0) return;
    piece.used = 0;
    // One that was made for a single long text is not kept.
    if (piece !== this.#current && piece.memory.byteLength === PIECE_BYTES) this.#free.push(piece);
  }

  /** A piece with room for so many bytes. */
  #with(bytes: number): Piece {
    if (bytes > PIECE_BYTES) return { memory: Buffer.allocUnsafeSlow(bytes), used: 0, texts: 0 };
    if (this.#current === undefined || this.#current.used + bytes > PIECE_BYTES) {
      this.#current = this.#free.pop() ?? { memory: Buffer.allocUnsafeSlow(PIECE_BYTES), used: 0, texts: 0 };
    }
    return this.#current;
  }
}
