/** Which memory is used again, and how much of it is kept free. */
export interface MemoryPoolOptions {
  /** The size of each piece. A longer wish gets memory of its own, which is not used again. */
  readonly pieceBytes: number;
  /** The most free pieces. */
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

  /** Memory of at least so many bytes, with any content. */
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
