import type { Readable } from "node:stream";
import { AwsFault, createClientDisconnected, createSerializationFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import { gunzip } from "node:zlib";
import { promisify } from "node:util";

/** Which memory is used again, and how much of it is kept free. */
interface MemoryPoolOptions {
  /** The size of each piece. A larger request gets new memory, which is not reused. */
  readonly pieceBytes: number;
  /** The maximum number of free pieces. */
  readonly maxFree: number;
}

/**
 * Pieces of memory outside V8's heap that are used again. New memory of half a megabyte for each call makes V8 collect
 * garbage every fifty calls, which takes more time than the rest of a call.
 */
export class MemoryPool {
  readonly #options: MemoryPoolOptions;
  readonly #free: Buffer[] = [];
  readonly #inUse = new WeakMap<ArrayBufferLike, Buffer>();

  constructor(options: MemoryPoolOptions) {
    this.#options = options;
  }

  /** Returns memory of at least this many bytes, with arbitrary content. */
  lend(bytes: number): Buffer {
    if (bytes > this.#options.pieceBytes) return Buffer.allocUnsafeSlow(bytes);
    const piece = this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#options.pieceBytes);
    this.#inUse.set(piece.buffer, piece);
    return piece;
  }

  /** Takes back the memory that a buffer is a part of, if it was lent. Nobody may use it afterward. */
  giveBack({ buffer }: Uint8Array): void {
    const piece = this.#inUse.get(buffer);
    if (piece === undefined) return;
    this.#inUse.delete(buffer);
    if (this.#free.length < this.#options.maxFree) this.#free.push(piece);
  }
}

/**
 * The memory of long answers, which the servers give back when they have sent one. With new memory for each, a
 * GetRecords of 500 × 1 KB takes a third more processor time.
 */
export const answerMemory = new MemoryPool({ pieceBytes: 1024 * 1024, maxFree: 16 });

/** The most bytes that the bodies of all arriving requests may hold in memory together. */
const MAX_BYTES_AT_ONCE = 256 * 1024 * 1024;

/** The text of Lambda (recorded on AWS by LocalStack, 2025-11-25, test_oversized_request_create_lambda). */
const createTooLarge = (limit: number, operation: string): AwsFault =>
  new AwsFault(
    "RequestEntityTooLargeException",
    operation === ""
      ? `The request is larger than ${limit} bytes.`
      : `Request must be smaller than ${limit} bytes for the ${operation} operation`,
    { status: 413 },
  );
const createTooBusy = (): AwsFault =>
  new AwsFault("ServiceUnavailable", "Too many large requests at once. Try again.", { status: 503 });

/**
 * A body that is read into memory must be complete within this time, in ms of real time: a slow body would keep the
 * memory from others.
 */
const MAX_MS = 60_000;
const createTooSlow = (): AwsFault =>
  new AwsFault("RequestTimeout", "The request's body did not come in time.", { status: 408 });

/**
 * Bodies of these sizes get memory of earlier bodies: garbage collection of new memory would cost more than to read
 * them (json-reader.ts).
 */
const USED_AGAIN = { fromBytes: 64 * 1024, toBytes: 1024 * 1024, maxFree: 4 };

/** Reads request bodies into memory, with a limit for each and a limit for all together. */
export class BodyReader {
  #buffered = 0;
  readonly #memory = new MemoryPool({ pieceBytes: USED_AGAIN.toBytes, maxFree: USED_AGAIN.maxFree });
  readonly #maxMs: number;

  /** @param maxMs how long a body may take, in ms of real time; by default a minute */
  constructor(maxMs = MAX_MS) {
    this.#maxMs = maxMs;
  }

  /** Takes back a body's memory, if it is reusable. The body must not be used afterward. */
  release(body: Uint8Array | undefined): void {
    if (body !== undefined) this.#memory.giveBack(body);
  }

  #joinChunks(chunks: readonly Buffer[], length: number): Buffer {
    if (length < USED_AGAIN.fromBytes || length > USED_AGAIN.toBytes) return Buffer.concat(chunks, length);
    const memory = this.#memory.lend(length);
    let at = 0;
    for (const chunk of chunks) at += chunk.copy(memory, at);
    return memory.subarray(0, length);
  }

  /**
   * @param limit     the most bytes that this body may have
   * @param operation the name of the operation, if it is known, for the fault's text
   * @throws AwsFault 413 if the body has more, 503 if other bodies hold the memory, 408 if the body is too slow,
   * RequestTimeout if the client disconnects
   */
  read(body: Readable, limit: number, operation = ""): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      let isOver = false;
      const deadline = setTimeout(() => stop(createTooSlow()), this.#maxMs).unref();
      const stop = (fault?: AwsFault): void => {
        isOver = true;
        this.#buffered -= length;
        clearTimeout(deadline);
        if (fault === undefined) return;
        body.pause();
        reject(fault);
      };
      const take = (bytes: Buffer): void => {
        if (isOver) return;
        length += bytes.byteLength;
        this.#buffered += bytes.byteLength;
        if (length > limit) stop(createTooLarge(limit, operation));
        else if (this.#buffered > MAX_BYTES_AT_ONCE) stop(createTooBusy());
        else chunks.push(bytes);
      };
      const finish = (): void => {
        if (isOver) return;
        stop();
        const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : this.#joinChunks(chunks, length);
        // Drops the pieces explicitly: V8 may have promoted the request's objects to the old generation, where it would
        // free the pieces only at a full garbage collection.
        chunks.length = 0;
        resolve(whole);
      };
      const leave = (): void => {
        if (!isOver) stop(createClientDisconnected());
      };
      // Events, not `for await`: most requests are small, and such a loop costs more than the rest of their reading.
      // The listeners stay for as long as the stream lives, since it may still fail after all was read, when the client
      // disconnects.
      if (body.destroyed && !body.readableEnded) leave();
      else body.on("data", take).on("end", finish).on("close", leave).on("error", leave);
    });
  }
}

const unzip = promisify(gunzip);

/**
 * A body, decompressed. SDKs compress large PutMetricData requests, and sign the compressed bytes.
 *
 * @param encoding the Content-Encoding header; anything but `gzip` leaves the body as it is
 * @param limit    the most bytes after decompression
 * @throws AwsFault SerializationException if the body is not gzip, or exceeds the limit
 */
export async function decompressBody(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding?.trim().toLowerCase() !== "gzip") return body;
  try {
    return await unzip(body, { maxOutputLength: limit });
  } catch {
    // zlib fails only on invalid data of the client's.
    throw createSerializationFault(`The request's body is not gzip, or exceeds ${limit} bytes unpacked.`);
  }
}

/** The Content-Type without its parameters, lower-case; empty if there is none. */
export function getContentType(request: HttpRequest): string {
  const type = request.headers["content-type"] ?? "";
  // The fast path, for a type as SDKs write it: every request calls this.
  if (/^[a-z0-9/.+-]*$/.test(type)) return type;
  return type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/**
 * Decodes what a client sent. Any error of a codec on malformed input becomes SerializationException.
 *
 * @throws AwsFault SerializationException
 */
export function decodeBody(decode: () => unknown): Record<string, unknown> | Promise<Record<string, unknown>> {
  let value: unknown;
  try {
    value = decode();
  } catch {
    throw createUnreadable();
  }
  if (!(value instanceof Promise)) return requireStructure(value);
  return value.then(requireStructure, () => {
    throw createUnreadable();
  });
}

const createUnreadable = (): Error => createSerializationFault("The request's body could not be read.");

function requireStructure(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw createSerializationFault("The request's body is not a structure.");
  return value as Record<string, unknown>;
}

/**
 * The deepest nesting that is accepted: the limit of Java's JSON reader, which clients and services use (jackson-core,
 * StreamReadConstraints).
 */
const MAX_DEPTH = 1000;

/**
 * Whether a JSON text nests deeper than the limit. JSON.parse reads a value of a hundred thousand levels, but recursion
 * over this value, or even printing it, then overflows the stack.
 *
 * Does not check that the text is JSON. Strings are skipped, so base64 costs nothing.
 */
export function isTooDeep(text: string): boolean {
  // Each level needs two characters.
  if (text.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = findStringEnd(text, at);
    else if (sign === OPEN || sign === OPEN_LIST) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (sign === CLOSE || sign === CLOSE_LIST) depth -= 1;
  }
  return false;
}

/**
 * Returns a value that was read from a body, if it nests no deeper than the limit.
 *
 * @param bytes the body's size: a short body cannot nest deeply, so its value is not checked
 * @throws Error if it nests deeper
 */
export function requireShallow<T>(value: T, bytes: number): T {
  if (bytes <= MAX_DEPTH) return value;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new Error("it nests too deep");
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null && !ArrayBuffer.isView(item) ? Object.values(item) : [],
    );
  }
  return value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const OPEN_LIST = 0x5b;
const CLOSE = 0x7d;
const CLOSE_LIST = 0x5d;

/** The end of a string that begins at a quote; the end of the text if the string has no end. */
function findStringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}
