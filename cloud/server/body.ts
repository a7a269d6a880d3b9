import type { Readable } from "node:stream";
import { AwsFault, clientLeft } from "../core/faults";

/** The most that all requests together may hold in memory while they arrive. */
const MOST_BYTES_AT_ONCE = 256 * 1024 * 1024;

const tooLarge = (limit: number): AwsFault =>
  new AwsFault("RequestEntityTooLargeException", `The request is larger than ${limit} bytes.`, { status: 413 });
const tooBusy = (): AwsFault =>
  new AwsFault("ServiceUnavailable", "Too many large requests at once. Try again.", { status: 503 });

/** A body that is to be held in memory must be whole after this, in ms of real time: a drip would keep the memory from others. */
const LONGEST_MS = 60_000;
const tooSlow = (): AwsFault =>
  new AwsFault("RequestTimeout", "The request's body did not come in time.", { status: 408 });

/** Bodies of such sizes get memory that others had before: what V8 must find out to be free costs more than their reading (json-scanner.ts). */
const USED_AGAIN = { fromBytes: 64 * 1024, toBytes: 1024 * 1024, atMost: 4 };

/** Reads request bodies into memory, each bounded and all together bounded. */
export class BodyReader {
  #held = 0;
  /** Memory for bodies: what nobody has, and what bodies have. */
  readonly #free: Buffer[] = [];
  readonly #lent = new WeakMap<Uint8Array, Buffer>();
  readonly #longestMs: number;

  /** @param longestMs of real time that a body may take, a minute unless told */
  constructor(longestMs = LONGEST_MS) {
    this.#longestMs = longestMs;
  }

  /** Takes back a body's memory, where it is to be used again. Nobody may look at the body any more. */
  release(body: Uint8Array | undefined): void {
    // Smaller ones were not lent any.
    if (body === undefined || body.byteLength < USED_AGAIN.fromBytes) return;
    const memory = this.#lent.get(body);
    if (memory !== undefined && this.#lent.delete(body) && this.#free.length < USED_AGAIN.atMost)
      this.#free.push(memory);
  }

  #joined(chunks: readonly Buffer[], length: number): Buffer {
    if (length < USED_AGAIN.fromBytes || length > USED_AGAIN.toBytes) return Buffer.concat(chunks, length);
    const memory = this.#free.pop() ?? Buffer.allocUnsafeSlow(USED_AGAIN.toBytes);
    let at = 0;
    for (const chunk of chunks) at += chunk.copy(memory, at);
    const body = memory.subarray(0, length);
    this.#lent.set(body, memory);
    return body;
  }

  /**
   * @param limit the most bytes that this body may have
   * @throws AwsFault 413 if it has more, 503 if others hold the memory, 408 if it dawdles, RequestTimeout if the client breaks off
   */
  read(body: Readable, limit: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      let isOver = false;
      const deadline = setTimeout(() => stop(tooSlow()), this.#longestMs).unref();
      const stop = (fault?: AwsFault): void => {
        isOver = true;
        this.#held -= length;
        clearTimeout(deadline);
        if (fault === undefined) return;
        body.pause();
        reject(fault);
      };
      const take = (bytes: Buffer): void => {
        if (isOver) return;
        length += bytes.byteLength;
        this.#held += bytes.byteLength;
        if (length > limit) stop(tooLarge(limit));
        else if (this.#held > MOST_BYTES_AT_ONCE) stop(tooBusy());
        else chunks.push(bytes);
      };
      const finish = (): void => {
        if (isOver) return;
        stop();
        const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : this.#joined(chunks, length);
        // What belongs to the request may have grown old already: V8 would free the pieces only when it marks its heap, and mark it for them.
        chunks.length = 0;
        resolve(whole);
      };
      const leave = (): void => {
        if (!isOver) stop(clientLeft());
      };
      // Events, not an asynchronous loop: most requests are small, and a loop costs more than all the rest of their reading. They are
      // listened to for as long as the stream lives, since it may fail after all was read: its sender broke off.
      if (body.destroyed && !body.readableEnded) leave();
      else body.on("data", take).on("end", finish).on("close", leave).on("error", leave);
    });
  }
}
