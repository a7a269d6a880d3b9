import { timingSafeEqual } from "node:crypto";

/** Compared in constant time, so that an answer's delay tells nothing of a secret. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
