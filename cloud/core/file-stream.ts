import { close, read } from "node:fs";
import { Readable } from "node:stream";

const PIECE_BYTES = 256 * 1024;

/** A range of bytes of an open file. */
interface FilePart {
  /** Closed when the stream ends or is destroyed. */
  readonly fd: number;
  /** The first and the last byte, counted from 0. */
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a part of a file. A consumer may give back a buffer after use, and the stream reads into it again: a large
 * answer then needs three buffers, instead of so many that V8 marks the whole heap after every few dozen MB.
 */
export class FileStream extends Readable {
  readonly #part: FilePart;
  readonly #free: Buffer[] = [];
  #at: number;
  #isReading = false;
  /** Set when the stream was destroyed while the system was reading for it. */
  #afterReading: (() => void) | undefined;

  constructor(part: FilePart) {
    super({ highWaterMark: PIECE_BYTES });
    this.#part = part;
    this.#at = part.first;
  }

  /** The bytes of the whole part. */
  get length(): number {
    return this.#part.last + 1 - this.#part.first;
  }

  /** @param piece a buffer of this stream that is no longer used */
  giveBack(piece: Buffer): void {
    if (piece.byteLength === PIECE_BYTES) this.#free.push(piece);
  }

  override _read(): void {
    const { fd, last } = this.#part;
    const bytes = Math.min(PIECE_BYTES, last + 1 - this.#at);
    if (bytes <= 0) return void this.push(null);
    const piece = (bytes === PIECE_BYTES ? this.#free.pop() : undefined) ?? Buffer.allocUnsafeSlow(bytes);
    this.#isReading = true;
    read(fd, piece, 0, bytes, this.#at, (error, bytesRead) => {
      this.#isReading = false;
      if (this.#afterReading !== undefined) return this.#afterReading();
      if (error !== null) return void this.destroy(error);
      if (bytesRead === 0) return void this.destroy(new Error("the file is shorter than it was said to be"));
      this.#at += bytesRead;
      this.push(bytesRead === bytes ? piece : piece.subarray(0, bytesRead));
    });
  }

  /**
   * Waits for a read under way: the file descriptor must not be closed, and reused for another file, while it is read
   * from.
   */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const end = (): void => close(this.#part.fd, (failure) => done(error ?? failure));
    if (this.#isReading) this.#afterReading = end;
    else end();
  }
}
