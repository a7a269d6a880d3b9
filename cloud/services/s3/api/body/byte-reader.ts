import { createIncompleteBodyFault } from "../../model/faults";

/** The longest line that a body in S3's coding may have. */
const MAX_LINE_BYTES = 8 * 1024;
const LINE_END = Buffer.from("\r\n");

/** Reads lines and blocks from bytes that arrive in pieces, holding no more than one piece and one line. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffered: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /**
   * The next line, without its `\r\n`.
   *
   * @throws AwsFault IncompleteBody if the bytes end before the line does, or the line is too long
   */
  async readLine(): Promise<string> {
    for (;;) {
      const end = this.#buffered.indexOf(LINE_END);
      if (end !== -1) {
        const line = this.#buffered.toString("latin1", 0, end);
        this.#buffered = this.#buffered.subarray(end + LINE_END.byteLength);
        return line;
      }
      if (this.#buffered.byteLength > MAX_LINE_BYTES) throw createIncompleteBodyFault();
      const more = await this.#readNext();
      this.#buffered = this.#buffered.byteLength === 0 ? more : Buffer.concat([this.#buffered, more]);
    }
  }

  /**
   * The next bytes: at least one, at most `most`.
   *
   * @throws AwsFault IncompleteBody if the bytes end here
   */
  async readSome(max: number): Promise<Buffer> {
    while (this.#buffered.byteLength === 0) this.#buffered = await this.#readNext();
    const taken = this.#buffered.subarray(0, max);
    this.#buffered = this.#buffered.subarray(taken.byteLength);
    return taken;
  }

  /** Reads the rest and drops it. */
  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }

  async #readNext(): Promise<Buffer> {
    const { done, value } = await this.#source.next();
    if (done) throw createIncompleteBodyFault();
    return value;
  }
}
