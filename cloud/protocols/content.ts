import { createSerializationFault } from "../core/faults";
import type { HttpRequest } from "../core/http";

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
    throw createSerializationFault("The request's body is no structure.");
  return value as Record<string, unknown>;
}
