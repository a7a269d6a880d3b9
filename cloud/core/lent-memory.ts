/** Which memory is used again, and how much of it is kept free. */
export interface MemoryPoolOptions {
  /** The size of each piece. A larger request gets new memory, which is not reused. */
  readonly pieceBytes: number;
  /** The maximum number of free pieces. */
  readonly maxFree: number;
}

/**
 * Pieces of memory outside V8's heap that are used again. New memory of half a megabyte for each call makes V8 collect
 * garbage every fifty calls, which takes more time than the rest of a call.
 */
export class MemoryPool {
  readonly #options: MemoryPoolOptions;
  readonly #free: Buffer[] = [];
  readonly #inUse = new WeakMap<ArrayBufferLike, Buffer>();

  constructor(options: MemoryPoolOptions) {
    this.#options = options;
  }

  /** Returns memory of at least this many bytes, with arbitrary content. */
  lend(bytes: number): Buffer {
    if (bytes > this.#options.pieceBytes) return Buffer.allocUnsafeSlow(bytes);
    const piece = this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#options.pieceBytes);
    this.#inUse.set(piece.buffer, piece);
    return piece;
  }

  /** Takes back the memory that a buffer is a part of, if it was lent. Nobody may use it afterward. */
  giveBack({ buffer }: Uint8Array): void {
    const piece = this.#inUse.get(buffer);
    if (piece === undefined) return;
    this.#inUse.delete(buffer);
    if (this.#free.length < this.#options.maxFree) this.#free.push(piece);
  }
}

/** The size of a piece of memory: enough for a dozen of the longest texts. */
const PIECE_BYTES = 1024 * 1024;

/** A piece of memory, and the number of texts in it. */
interface Piece {
  readonly memory: Buffer;
  used: number;
  texts: number;
}

/** The place of a string in memory. */
export interface TextRange {
  readonly piece: Piece;
  readonly from: number;
  readonly end: number;
}

/**
 * A store outside V8's heap for large numbers of long, rarely read texts: on the heap, V8's garbage collector
 * would copy each text, and run more often. A piece of memory is reused when all texts in it were dropped. With a
 * string or a Buffer for each text instead, SendMessage took a tenth to a third more processor time, and PutRecords up
 * to a tenth.
 */
export class TextMemory {
  #current: Piece | undefined;
  readonly #free: Piece[] = [];

  /** @param text without lone surrogates, as JSON.stringify writes it (which escapes them); or UTF-8 bytes */
  keep(text: string | Uint8Array): TextRange {
    const bytes = typeof text === "string" ? Buffer.byteLength(text) : text.byteLength;
    const piece = this.#createPiece(bytes);
    const from = piece.used;
    if (typeof text === "string") piece.memory.write(text, from);
    else piece.memory.set(text, from);
    piece.used += bytes;
    piece.texts += 1;
    return { piece, from, end: piece.used };
  }

  read({ piece, from, end }: TextRange): string {
    return piece.memory.toString("utf8", from, end);
  }

  /** Frees a string, which must not be read afterward. */
  drop({ piece }: TextRange): void {
    piece.texts -= 1;
    if (piece.texts > 0) return;
    piece.used = 0;
    // A larger piece, made for a single long text, is not reused.
    if (piece !== this.#current && piece.memory.byteLength === PIECE_BYTES) this.#free.push(piece);
  }

  /** A piece with room for `bytes` bytes. */
  #createPiece(bytes: number): Piece {
    if (bytes > PIECE_BYTES) return { memory: Buffer.allocUnsafeSlow(bytes), used: 0, texts: 0 };
    if (this.#current === undefined || this.#current.used + bytes > PIECE_BYTES) {
      this.#current = this.#free.pop() ?? { memory: Buffer.allocUnsafeSlow(PIECE_BYTES), used: 0, texts: 0 };
    }
    return this.#current;
  }
}
