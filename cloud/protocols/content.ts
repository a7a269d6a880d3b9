import { createSerializationFault, type AwsFault } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { ServiceSchema } from "./protocol";

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

/** The service in `X-Amz-Target`: Kinesis_20131202 of `Kinesis_20131202.PutRecord`; undefined without that header. */
export function findTargetService(request: HttpRequest): string | undefined {
  const target = request.headers["x-amz-target"];
  const dot = target?.indexOf(".") ?? -1;
  return dot === -1 ? target : target?.slice(0, dot);
}

/** The operation in `X-Amz-Target`: PutRecord of `Kinesis_20131202.PutRecord`. */
export function findTargetOperation(request: HttpRequest, service: ServiceSchema): string | undefined {
  const target = request.headers["x-amz-target"] ?? "";
  const dot = target.indexOf(".");
  if (dot === -1 || findTargetService(request) !== service.target) return undefined;
  const end = target.indexOf(".", dot + 1);
  return target.slice(dot + 1, end === -1 ? undefined : end);
}

/** The header in which services that once used AWS query still send their old error code. */
export const queryErrorHeader = (fault: AwsFault): Readonly<Record<string, string>> =>
  fault.queryCode === undefined
    ? {}
    : { "x-amzn-query-error": `${fault.queryCode};${fault.status < 500 ? "Sender" : "Receiver"}` };

/** A fault's text, in the member that its shape has for it; a fault without a message has none (as recorded on AWS). */
export const createMessage = (
  { message }: AwsFault,
  member: "message" | "Message" = "message",
): Readonly<Record<string, string>> => (message === "" ? {} : { [member]: message });

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
