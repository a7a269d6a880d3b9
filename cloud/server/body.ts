import type { Readable } from "node:stream";
import { AwsFault, clientLeft } from "../core/faults";

/** The most that all requests together may hold in memory while they arrive. */
const MOST_BYTES_AT_ONCE = 256 * 1024 * 1024;

const tooLarge = (limit: number): AwsFault =>
  new AwsFault("RequestEntityTooLargeException", `The request is larger than ${limit} bytes.`, { status: 413 });
const tooBusy = (): AwsFault => new AwsFault("ServiceUnavailable", "Too many large requests at once. Try again.", { status: 503 });

/** A body that is to be held in memory must be whole after this, in ms of real time: a drip would keep the memory from others. */
const LONGEST_MS = 60_000;
const tooSlow = (): AwsFault => new AwsFault("RequestTimeout", "The request's body did not come in time.", { status: 408 });

/** Reads request bodies into memory, each bounded and all together bounded. */
export class BodyReader {
  #held = 0;
  readonly #longestMs: number;

  /** @param longestMs of real time that a body may take, a minute unless told */
  constructor(longestMs = LONGEST_MS) {
    this.#longestMs = longestMs;
  }

  /**
   * @param limit the most bytes that this body may have
   * @throws AwsFault 413 if it has more, 503 if others hold the memory, 408 if it dawdles, RequestTimeout if the client breaks off
   */
  read(body: Readable, limit: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const deadline = setTimeout(() => stop(tooSlow()), this.#longestMs).unref();
      const stop = (fault?: AwsFault): void => {
        body.off("data", take).off("end", finish).off("close", leave).off("error", leave);
        // A stream of ours fails only when its sender breaks off, and may do so after nobody listens any more.
        body.on("error", () => undefined);
        this.#held -= length;
        clearTimeout(deadline);
        if (fault === undefined) return;
        body.pause();
        reject(fault);
      };
      const take = (bytes: Buffer): void => {
        length += bytes.byteLength;
        this.#held += bytes.byteLength;
        if (length > limit) stop(tooLarge(limit));
        else if (this.#held > MOST_BYTES_AT_ONCE) stop(tooBusy());
        else chunks.push(bytes);
      };
      const finish = (): void => {
        stop();
        resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length));
      };
      const leave = (): void => stop(clientLeft());
      // Events, not an asynchronous loop: most requests are small, and a loop costs more than all the rest of their reading.
      if (body.destroyed && !body.readableEnded) leave();
      else body.on("data", take).on("end", finish).on("close", leave).on("error", leave);
    });
  }
}
