import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { VerifiedSignature } from "../../../core/call";
import type { HttpRequest } from "../../../core/http";
import { awsChunked } from "./aws-chunked";
import { ChunkSignatures } from "./chunk-signatures";
import {
  entityTooLarge,
  headerNotImplemented,
  incompleteBody,
  invalidRequest,
  missingContentLength,
  requestTimeout,
} from "../faults";

/** The largest object in one request, and the largest part of an upload: 5 GiB. */
export const MOST_UPLOAD_BYTES = 5 * 1024 ** 3;

/** The bytes of an object or part that a client sends, with what it states about them. */
export interface UploadBody {
  /** As stated, in bytes; reading fails unless exactly so many come. */
  readonly size: number;
  /** The bytes themselves, any transfer coding taken off. To be read once. */
  readonly bytes: AsyncIterable<Buffer>;
  /** The SHA-256 in hex that the body must have, if the client states one. */
  readonly sha256: string | undefined;
  /** Trailers announced, by their lower-case names. */
  readonly announced: readonly string[];
  /** The trailers that came, once all bytes were read. */
  readonly trailers: ReadonlyMap<string, string>;
}

/**
 * Reads what a request says of its body. The body itself is not asked for before its bytes are.
 *
 * @param seed the request's verified signature, if signatures are looked at
 * @throws AwsFault EntityTooLarge, MissingContentLength, NotImplemented or InvalidRequest, all before a byte was read
 */
export function uploadBody(http: HttpRequest, seed: VerifiedSignature | undefined): UploadBody {
  const { headers } = http;
  const hash = headers["x-amz-content-sha256"] ?? "";
  const isChunked = hash.startsWith("STREAMING-") || listed(headers["content-encoding"]).includes("aws-chunked");
  const size = statedSize(http, isChunked);
  if (size > MOST_UPLOAD_BYTES) throw entityTooLarge(size, MOST_UPLOAD_BYTES);
  const trailers = new Map<string, string>();
  const signatures = seed !== undefined && hash.startsWith("STREAMING-AWS4-") ? new ChunkSignatures(seed) : undefined;
  const body = isChunked
    ? async () =>
        awsChunked(attended(http.body()), { signatures, onTrailer: (name, value) => void trailers.set(name, value) })
    : () => arriving(size, attended(http.body()));
  return {
    size,
    bytes: exactly(size, body),
    sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : undefined,
    announced: listed(headers["x-amz-trailer"]).map((name) => name.toLowerCase()),
    trailers,
  };
}

/** The items of a header that is a list. */
const listed = (header = ""): string[] =>
  header
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

function statedSize({ headers }: HttpRequest, isChunked: boolean): number {
  const stated = headers[isChunked ? "x-amz-decoded-content-length" : "content-length"];
  if (stated === undefined)
    throw headers["transfer-encoding"] === undefined
      ? missingContentLength()
      : headerNotImplemented("Transfer-Encoding");
  if (!/^\d{1,15}$/.test(stated)) throw invalidRequest(`The content length ${stated} is not valid.`);
  return Number(stated);
}

/** Lets a body fail by S3's own fault when nothing comes for too long. Node tells the request so, and cuts the connection if nobody listens. */
export const attended = (body: Readable): Readable =>
  body.on("error", () => undefined).once("timeout", () => body.emit("error", requestTimeout()));

/** A body as it comes. One that is all here comes in one piece: to read it as a stream costs several times what the rest of a small put does. */
async function arriving(size: number, body: Readable): Promise<AsyncIterable<Buffer> | readonly Buffer[]> {
  if (body.readableLength !== size) return body;
  // Bytes are handed over before the request is called complete, and an answer to an incomplete one ends its connection.
  await nextTurn();
  // The border: a body is read as bytes.
  const whole = body.read() as Buffer | null;
  return whole === null ? body : [whole];
}

async function* exactly(
  size: number,
  body: () => Promise<AsyncIterable<Buffer> | readonly Buffer[]>,
): AsyncGenerator<Buffer, void> {
  let got = 0;
  for await (const bytes of await body()) {
    got += bytes.byteLength;
    if (got > size) throw incompleteBody();
    yield bytes;
  }
  if (got < size) throw incompleteBody();
}

/** The `Content-Encoding` to keep with an object: what the client wrote, but for the coding of the transfer. */
export function keptEncoding(header: string | undefined): string | undefined {
  const kept = listed(header).filter((item) => item !== "aws-chunked");
  return kept.length === 0 ? undefined : kept.join(",");
}
