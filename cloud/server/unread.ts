import { Readable } from "node:stream";
import { FileStream } from "../core/file-stream";
import { drop, type HttpReply } from "../core/http";

const tooMuch: HttpReply = {
  status: 503,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ __type: "ServiceUnavailable", message: "Too many answers wait to be read. Try again." }),
};

/**
 * Counts the bytes of answers that clients have not read yet, so that clients that never read cannot fill the memory.
 */
export class UnreadAnswerBytes {
  readonly #max: number;
  #bytes = 0;

  /** @param max the most bytes of all answers together */
  constructor(max: number) {
    this.#max = max;
  }

  /**
   * Returns the answer, or a refusal instead.
   *
   * @param over calls its argument when the answer was sent, or its client has left
   */
  admitReply(reply: HttpReply, over: (forget: () => void) => void): HttpReply {
    const length = measureHeldBytes(reply);
    if (this.#bytes + length > this.#max) {
      drop(reply);
      return tooMuch;
    }
    if (length > 0) {
      this.#bytes += length;
      over(() => {
        this.#bytes -= length;
      });
    }
    return reply;
  }
}

/**
 * The memory that an answer holds until it is read. A stream is produced only as fast as it is read, but it fills two
 * buffers, its own and that of the connection, also for a client that reads nothing.
 */
function measureHeldBytes({ body }: HttpReply): number {
  if (body === undefined) return 0;
  if (!(body instanceof Readable)) return body.length;
  const buffers = 2 * body.readableHighWaterMark;
  return body instanceof FileStream ? Math.min(buffers, body.length) : buffers;
}
