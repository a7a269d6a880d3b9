import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { isDiskFull } from "../../../../core/faults";
import { isMissing, readIfPresent } from "../../../../storage/if-present";

/** EC2 keeps the last 64 KiB of an instance's console output. */
const MAX_STORED_BYTES = 64 * 1024;

/**
 * The console output of an instance, read from a pipe. It is stored in a file that no process of the instance can
 * reach.
 */
export class Console {
  readonly #path: string;
  #bytes: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Stores everything that the stream delivers. */
  follow(output: Readable): void {
    output.on("data", (piece: Buffer) => this.write(piece));
  }

  write(piece: Buffer | string): void {
    this.#bytes ??= statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    try {
      appendFileSync(this.#path, piece);
    } catch (error) {
      // The last output may arrive when the instance's folder is already removed. Where the disk is full, output is lost: nobody can ask
      // an instance to write it again.
      if (isMissing(error) || isDiskFull(error)) return;
      throw error;
    }
    this.#bytes += piece.length;
    if (this.#bytes > 2 * MAX_STORED_BYTES) this.#shorten();
  }

  /** The last 64 KiB of the output. */
  read(): Buffer {
    return readIfPresent(() => readFileSync(this.#path))?.subarray(-MAX_STORED_BYTES) ?? Buffer.alloc(0);
  }

  #shorten(): void {
    const last = this.read();
    writeFileSync(this.#path, last);
    this.#bytes = last.byteLength;
  }
}
