import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const SEAL_BYTES = 16;

export const createSealKey = (): string => randomBytes(32).toString("hex");

/** Makes a token that only this cloud can have made: iterators and page tokens. */
export function seal(key: string, text: string): string {
  const bytes = Buffer.from(text);
  return Buffer.concat([computeSeal(key, bytes), bytes]).toString("base64");
}

/** The text in a token, or undefined if this cloud did not make the token. */
export function unseal(key: string, token: string): string | undefined {
  const bytes = Buffer.from(token, "base64");
  const text = bytes.subarray(SEAL_BYTES);
  if (bytes.byteLength <= SEAL_BYTES || bytes.toString("base64") !== token) return undefined;
  return timingSafeEqual(computeSeal(key, text), bytes.subarray(0, SEAL_BYTES)) ? text.toString("utf8") : undefined;
}

const computeSeal = (key: string, text: Uint8Array): Buffer =>
  createHmac("sha256", key).update(text).digest().subarray(0, SEAL_BYTES);
