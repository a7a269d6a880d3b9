import { serializationFault } from "../core/faults";
import type { HttpRequest } from "../core/http";

/** The Content-Type without its parameters, lower-case; empty if there is none. */
export const contentType = (request: HttpRequest): string =>
  (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

/**
 * Runs a codec over what a client sent. What the codecs throw at malformed input becomes SerializationException.
 *
 * @throws AwsFault SerializationException
 */
export async function decoded(decode: () => unknown): Promise<Record<string, unknown>> {
  let value: unknown;
  try {
    const read = decode();
    value = read instanceof Promise ? await read : read;
  } catch {
    throw serializationFault("The request's body could not be read.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw serializationFault("The request's body is no structure.");
  return value as Record<string, unknown>;
}
