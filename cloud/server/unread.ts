import { Readable } from "node:stream";
import type { HttpReply } from "../core/http";

const tooMuch: HttpReply = {
  status: 503,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ __type: "ServiceUnavailable", message: "Too many answers wait to be read. Try again." }),
};

/**
 * Counts the bytes of answers that clients have not read yet, so that clients that never read cannot fill the memory.
 */
export class Unread {
  readonly #most: number;
  #bytes = 0;

  /** @param most the most bytes of all answers together */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Returns the answer, or a refusal instead.
   *
   * @param over calls its argument when the answer was sent, or its client has left
   */
  admitted(reply: HttpReply, over: (forget: () => void) => void): HttpReply {
    const { body } = reply;
    // A stream is produced only as fast as it is read, so it does not count.
    const length = body === undefined || body instanceof Readable ? 0 : body.length;
    if (this.#bytes + length > this.#most) return tooMuch;
    if (length > 0) {
      this.#bytes += length;
      over(() => {
        this.#bytes -= length;
      });
    }
    return reply;
  }
}
