import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { VerifiedSignature } from "../../../../core/call";
import type { HttpRequest } from "../../../../core/http";
import { decodeAwsChunked, ChunkSignatures } from "./aws-chunked";
import {
  createEntityTooLargeFault,
  createHeaderNotImplementedFault,
  createIncompleteBodyFault,
  createInvalidRequestFault,
  createMissingContentLengthFault,
  createRequestTimeoutFault,
} from "../../model/faults";

/** The largest object in one request, and the largest part of an upload: 5 GiB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** The bytes of an object or part that a client sends, with what it states about them. */
export interface UploadBody {
  /** The stated size in bytes; reading fails unless exactly this many arrive. */
  readonly size: number;
  /** The bytes, with any transfer coding decoded. Can be read only once. */
  readonly bytes: AsyncIterable<Buffer>;
  /** The SHA-256 in hex that the body must have, if the client states one. */
  readonly sha256: string | undefined;
  /** The names of announced trailers, in lower case. */
  readonly announced: readonly string[];
  /** The received trailers; complete once all bytes are read. */
  readonly trailers: ReadonlyMap<string, string>;
}

/**
 * Reads the headers about a request's body. The body is not requested from the client before its bytes are read.
 *
 * @param seed the request's verified signature, if signatures are checked
 * @throws AwsFault EntityTooLarge, MissingContentLength, NotImplemented or InvalidRequest, all before any byte is read
 */
export function uploadBody(http: HttpRequest, seed: VerifiedSignature | undefined): UploadBody {
  const { headers } = http;
  const hash = headers["x-amz-content-sha256"] ?? "";
  // Some clients name the coding of a body that they send whole: its own length says so.
  const isCoded = splitHeader(headers["content-encoding"]).includes("aws-chunked");
  const isChunked = hash.startsWith("STREAMING-") || (isCoded && headers["x-amz-decoded-content-length"] !== undefined);
  const size = getStatedSize(http, isChunked);
  if (size > MAX_UPLOAD_BYTES) throw createEntityTooLargeFault(size, MAX_UPLOAD_BYTES);
  const trailers = new Map<string, string>();
  const signatures = seed !== undefined && hash.startsWith("STREAMING-AWS4-") ? new ChunkSignatures(seed) : undefined;
  const body = isChunked
    ? async () =>
        decodeAwsChunked(addTimeout(http.openBody()), {
          signatures,
          onTrailer: (name, value) => void trailers.set(name, value),
        })
    : () => receiveBody(size, addTimeout(http.openBody()));
  return {
    size,
    bytes: requireSize(size, body),
    sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : undefined,
    announced: splitHeader(headers["x-amz-trailer"]).map((name) => name.toLowerCase()),
    trailers,
  };
}

/** The items of a comma-separated header. */
const splitHeader = (header = ""): string[] =>
  header
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

function getStatedSize({ headers }: HttpRequest, isChunked: boolean): number {
  const stated = headers[isChunked ? "x-amz-decoded-content-length" : "content-length"];
  if (stated === undefined)
    throw headers["transfer-encoding"] === undefined
      ? createMissingContentLengthFault()
      : createHeaderNotImplementedFault("Transfer-Encoding");
  if (!/^\d{1,15}$/.test(stated)) throw createInvalidRequestFault(`The content length ${stated} is not valid.`);
  return Number(stated);
}

/** Makes a body fail with S3's own fault if no bytes arrive for too long. Node emits this on the request, and cuts the connection if there is no listener. */
export const addTimeout = (body: Readable): Readable =>
  body.on("error", () => undefined).once("timeout", () => body.emit("error", createRequestTimeoutFault()));

/** A body as it arrives. A body that has arrived completely is given in one piece: reading it as a stream costs several times what the rest of a small put does. */
async function receiveBody(size: number, body: Readable): Promise<AsyncIterable<Buffer> | readonly Buffer[]> {
  if (body.readableLength !== size) return body;
  // Node delivers the bytes before it marks the request as complete, and an answer to an incomplete request closes its
  // connection.
  await nextTurn();
  // The border: a body is read as bytes.
  const whole = body.read() as Buffer | null;
  return whole === null ? body : [whole];
}

async function* requireSize(
  size: number,
  body: () => Promise<AsyncIterable<Buffer> | readonly Buffer[]>,
): AsyncGenerator<Buffer, void> {
  let bytesRead = 0;
  for await (const bytes of await body()) {
    bytesRead += bytes.byteLength;
    if (bytesRead > size) throw createIncompleteBodyFault();
    yield bytes;
  }
  if (bytesRead < size) throw createIncompleteBodyFault();
}

/** The `Content-Encoding` to store with an object: the client's, without the coding of the transfer (`aws-chunked`). */
export function getStoredEncoding(header: string | undefined): string | undefined {
  const codings = splitHeader(header);
  if (!codings.includes("aws-chunked")) return header;
  const stored = codings.filter((item) => item !== "aws-chunked");
  return stored.length === 0 ? undefined : stored.join(",");
}
