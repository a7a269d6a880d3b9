import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";

/** EC2 keeps the last 64 KiB of what an instance wrote. */
const KEPT_BYTES = 64 * 1024;

/** What an instance wrote to its console, a pipe. It is kept in a file that nobody in the instance can reach. */
export class Console {
  readonly #path: string;
  #bytes: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes down everything that comes. */
  follow(output: Readable): void {
    output.on("data", (piece: Buffer) => this.write(piece));
  }

  write(piece: Buffer | string): void {
    this.#bytes ??= existsSync(this.#path) ? statSync(this.#path).size : 0;
    // The instance may be forgotten already, while the last words come.
    if (!existsSync(dirname(this.#path))) return;
    appendFileSync(this.#path, piece);
    this.#bytes += piece.length;
    if (this.#bytes > 2 * KEPT_BYTES) this.#shorten();
  }

  /** The last 64 KiB. */
  read(): Buffer {
    return existsSync(this.#path) ? readFileSync(this.#path).subarray(-KEPT_BYTES) : Buffer.alloc(0);
  }

  #shorten(): void {
    const last = this.read();
    writeFileSync(this.#path, last);
    this.#bytes = last.byteLength;
  }
}
