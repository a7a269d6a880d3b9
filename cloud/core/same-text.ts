import { timingSafeEqual } from "node:crypto";

/** Compares two texts in constant time, so that the time of an answer reveals nothing about a secret. */
export function isSameText(first: string, second: string): boolean {
  const [a, b] = [Buffer.from(first), Buffer.from(second)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
