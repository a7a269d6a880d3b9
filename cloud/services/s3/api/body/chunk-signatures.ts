import { createHash, createHmac, timingSafeEqual, type Hash } from "node:crypto";
import type { VerifiedSignature } from "../../../../core/call";
import { createBadSignatureFault } from "../../model/faults";

const NOTHING_HASH = createHash("sha256").digest("hex");

/**
 * Verifies the signatures of a body's chunks and trailers, each of which covers the one before it.
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
