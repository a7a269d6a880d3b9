import { createFormFieldsTooLargeFault, createMalformedFormFault, createSingleFileFault } from "../../model/faults";

/** S3's limit on the bytes before the file. */
const MAX_BEFORE_FILE_BYTES = 20_000;
const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = "\r\n";

/**
 * Reads a form in multipart/form-data as it arrives: fields first, the file last. Anything after the file is ignored,
 * as by S3. Only the part before the file is held in memory.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
 */
export class FormReader {
  readonly #source: AsyncIterator<Buffer>;
  readonly #delimiter: Buffer;
  /** Begins with a line's end, since the first delimiter has no line before it. */
  #buffered: Buffer = Buffer.from(LINE_END);
  #before = 0;

  /** @throws AwsFault MalformedPOSTRequest if the content type names no boundary */
  constructor(body: AsyncIterable<Buffer>, contentType: string) {
    const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
    const boundary = quoted ?? plain;
    if (boundary === undefined) throw createMalformedFormFault();
    this.#source = body[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`${LINE_END}--${boundary}`);
  }

  /**
   * The fields before the file, by their names in lower case; `filename` is the file's, if it has one.
   *
   * @throws AwsFault MalformedPOSTRequest, MaxPostPreDataLengthExceededError, InvalidArgument if there is no file
   */
  async readFields(): Promise<{ readonly fields: ReadonlyMap<string, string>; readonly filename: string | undefined }> {
    const fields = new Map<string, string>();
    await this.#readUntil(this.#delimiter);
    for (;;) {
      const [after] = await this.#readUntil(Buffer.from(LINE_END), "utf8");
      if (after?.startsWith("--")) throw createSingleFileFault();
      const [head = ""] = await this.#readUntil(HEAD_END, "utf8");
      const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
      const name = parseParameter(disposition, "name")?.toLowerCase();
      if (name === undefined) throw createMalformedFormFault();
      if (name === "file") return { fields, filename: parseParameter(disposition, "filename") };
      const [value = ""] = await this.#readUntil(this.#delimiter, "utf8");
      fields.set(name, value);
    }
  }

  /** The file's bytes. @throws AwsFault MalformedPOSTRequest if the body ends before the form does */
  async *readFile(): AsyncGenerator<Buffer, void> {
    for (;;) {
      const end = this.#buffered.indexOf(this.#delimiter);
      const sure = end === -1 ? this.#buffered.byteLength - this.#delimiter.byteLength + 1 : end;
      if (sure > 0) {
        yield this.#buffered.subarray(0, sure);
        this.#buffered = this.#buffered.subarray(sure);
      }
      if (end !== -1) return;
      await this.#readMore();
    }
  }

  /** The bytes before a mark, which is skipped. */
  async #readUntil(mark: Buffer, ...as: readonly BufferEncoding[]): Promise<string[]> {
    for (;;) {
      const end = this.#buffered.indexOf(mark);
      if (this.#before + Math.max(end, 0) > MAX_BEFORE_FILE_BYTES) throw createFormFieldsTooLargeFault();
      if (end !== -1) {
        const text = as.map((encoding) => this.#buffered.toString(encoding, 0, end));
        this.#before += end + mark.byteLength;
        this.#buffered = this.#buffered.subarray(end + mark.byteLength);
        return text;
      }
      if (this.#before + this.#buffered.byteLength > MAX_BEFORE_FILE_BYTES) throw createFormFieldsTooLargeFault();
      await this.#readMore();
    }
  }

  async #readMore(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw createMalformedFormFault();
    this.#buffered = Buffer.concat([this.#buffered, value]);
  }
}

function parseParameter(disposition: string, name: string): string | undefined {
  const [, quoted, plain] = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\s]+))`, "i").exec(disposition) ?? [];
  return quoted ?? plain;
}
