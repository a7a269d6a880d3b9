import type { Readable } from "node:stream";
import { AwsFault, clientLeft } from "../core/faults";

/** The most that all requests together may hold in memory while they arrive. */
const MOST_BYTES_AT_ONCE = 256 * 1024 * 1024;

const tooLarge = (limit: number): AwsFault =>
  new AwsFault("RequestEntityTooLargeException", `The request is larger than ${limit} bytes.`, { status: 413 });
const tooBusy = (): AwsFault => new AwsFault("ServiceUnavailable", "Too many large requests at once. Try again.", { status: 503 });

/** Reads request bodies into memory, each bounded and all together bounded. */
export class BodyReader {
  #held = 0;

  /**
   * @param limit the most bytes that this body may have
   * @throws AwsFault 413 if it has more, 503 if others hold the memory, RequestTimeout if the client breaks off
   */
  async read(body: Readable, limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of body) {
        // Servers hand over Buffers.
        const bytes = chunk as Buffer;
        length += bytes.byteLength;
        this.#held += bytes.byteLength;
        if (length > limit) throw tooLarge(limit);
        if (this.#held > MOST_BYTES_AT_ONCE) throw tooBusy();
        chunks.push(bytes);
      }
    } catch (error) {
      // A stream of ours fails only when its sender breaks off.
      throw error instanceof AwsFault ? error : clientLeft();
    } finally {
      this.#held -= length;
    }
    return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  }
}
