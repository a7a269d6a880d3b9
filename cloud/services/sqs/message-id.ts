import type { Random } from "../../core/random";

/** A MessageId: in the form of a version 4 UUID, of four draws, since every message takes one. */
export function messageId(random: Random): string {
  let digits = "";
  while (digits.length < 32) digits += random.below(2 ** 32).toString(16).padStart(8, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
}
