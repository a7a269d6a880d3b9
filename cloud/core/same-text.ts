import { timingSafeEqual } from "node:crypto";

/** Compares two texts in constant time, so that the time of an answer reveals nothing about a secret. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
