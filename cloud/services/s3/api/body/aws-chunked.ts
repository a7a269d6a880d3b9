import { createIncompleteBodyFault, createMalformedTrailerFault, createBadSignatureFault } from "../../model/faults";
import { createHash, createHmac, timingSafeEqual, type Hash } from "node:crypto";
import type { VerifiedSignature } from "../../../../core/call";

const NOTHING_HASH = createHash("sha256").digest("hex");

/**
 * Verifies the signatures of a body's chunks and trailers; each covers the one before it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkSignatures {
  readonly #seed: VerifiedSignature;
  #previous: string;
  #hash: Hash = createHash("sha256");

  constructor(seed: VerifiedSignature) {
    this.#seed = seed;
    this.#previous = seed.signature;
  }

  /** Adds bytes of the current chunk. */
  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /**
   * Ends a chunk, and verifies its signature.
   *
   * @throws AwsFault SignatureDoesNotMatch
   */
  endChunk(stated: string | undefined): void {
    const data = this.#hash.digest("hex");
    this.#hash = createHash("sha256");
    this.#check(stated, [
      "AWS4-HMAC-SHA256-PAYLOAD",
      this.#seed.time,
      this.#seed.scope,
      this.#previous,
      NOTHING_HASH,
      data,
    ]);
  }

  /**
   * Ends the body, and verifies the signature of its trailers.
   *
   * @param trailers as they were sent, one `name:value` each
   * @throws AwsFault SignatureDoesNotMatch
   */
  endTrailers(stated: string | undefined, trailers: readonly string[]): void {
    const data = createHash("sha256")
      .update(trailers.map((line) => `${line}\n`).join(""))
      .digest("hex");
    this.#check(stated, ["AWS4-HMAC-SHA256-TRAILER", this.#seed.time, this.#seed.scope, this.#previous, data]);
  }

  #check(stated: string | undefined, lines: readonly string[]): void {
    const expected = createHmac("sha256", this.#seed.key).update(lines.join("\n")).digest();
    const parameterList = Buffer.from(stated ?? "", "hex");
    if (parameterList.byteLength !== expected.byteLength || !timingSafeEqual(parameterList, expected))
      throw createBadSignatureFault();
    this.#previous = expected.toString("hex");
  }
}

/** The longest line that a body in S3's coding may have. */
const MAX_LINE_BYTES = 8 * 1024;
const LINE_END = Buffer.from("\r\n");

/** Reads lines and blocks from bytes that arrive in pieces, holding no more than one piece and one line. */
class ByteReader {
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

/** How to decode a body. */
interface ChunkedOptions {
  /** Verifies chunks as they are read; undefined if the body is not signed, or signatures are not checked. */
  readonly signatures: ChunkSignatures | undefined;
  /** Called with each trailer, its name in lower case. */
  readonly onTrailer: (name: string, value: string) => void;
}

const CHUNK_HEAD = /^([0-9a-f]{1,16})(?:;chunk-signature=([0-9a-f]{64}))?$/i;
const TRAILER_SIGNATURE = "x-amz-trailer-signature";
const MAX_TRAILERS = 16;

/**
 * Decodes the `aws-chunked` coding of a body: chunks preceded by their lengths, then trailers. Bytes are yielded as
 * they arrive; callers must not trust them before the end.
 *
 * @throws AwsFault IncompleteBody, MalformedTrailerError or SignatureDoesNotMatch
 */
export async function* decodeAwsChunked(
  body: AsyncIterable<Buffer>,
  { signatures, onTrailer }: ChunkedOptions,
): AsyncGenerator<Buffer, void> {
  const reader = new ByteReader(body);
  for (;;) {
    const [, length, signature] = CHUNK_HEAD.exec(await reader.readLine()) ?? [];
    if (length === undefined) throw createIncompleteBodyFault();
    let left = Number.parseInt(length, 16);
    const isLast = left === 0;
    while (left > 0) {
      const bytes = await reader.readSome(left);
      left -= bytes.byteLength;
      signatures?.update(bytes);
      yield bytes;
    }
    signatures?.endChunk(signature);
    if (isLast) break;
    if ((await reader.readLine()) !== "") throw createIncompleteBodyFault();
  }
  await readTrailers(reader, { signatures, onTrailer });
  await reader.drain();
}

async function readTrailers(reader: ByteReader, { signatures, onTrailer }: ChunkedOptions): Promise<void> {
  const trailers: string[] = [];
  let signature: string | undefined;
  for (let line = await reader.readLine(); line !== ""; line = await reader.readLine()) {
    const colon = line.indexOf(":");
    if (colon < 1 || trailers.length === MAX_TRAILERS) throw createMalformedTrailerFault();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === TRAILER_SIGNATURE) signature = value;
    else {
      trailers.push(`${name}:${value}`);
      onTrailer(name, value);
    }
  }
  if (trailers.length > 0) signatures?.endTrailers(signature, trailers);
}
