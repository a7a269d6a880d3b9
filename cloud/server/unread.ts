import { Readable } from "node:stream";
import type { HttpReply } from "../core/http";

const tooMuch: HttpReply = {
  status: 503,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ __type: "ServiceUnavailable", message: "Too many answers wait to be read. Try again." }),
};

/** Counts the answers that clients have not read yet, so that clients that never read cannot fill the memory. */
export class Unread {
  readonly #most: number;
  #bytes = 0;

  /** @param most in bytes, all together */
  constructor(most: number) {
    this.#most = most;
  }

  /** The answer, or a refusal in its place. @param over calls what it is given when the answer was sent, or its client left */
  admitted(reply: HttpReply, over: (forget: () => void) => void): HttpReply {
    const { body } = reply;
    // A stream is made as fast as it is read.
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
