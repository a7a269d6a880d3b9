import { isIP } from "node:net";
import { getItemAt } from "../../../../core/item-at";

// Trino keeps an IPADDRESS as 16 bytes, IPv4 addresses as IPv4-mapped IPv6 addresses, so that both kinds sort together.

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** The 16 bytes of an address; undefined for a text that is no address. */
export function parseAddress(text: string): Uint8Array | undefined {
  const version = isIP(text);
  if (version === 4) return Uint8Array.from([...MAPPED, ...text.split(".").map(Number)]);
  if (version !== 6) return undefined;
  // `URL` writes the address as RFC 5952 says, in hexadecimal only.
  // The name of a network interface behind `%` is no part of the address.
  const [left = "", right = ""] = new URL(`http://[${text.replace(/%.*$/, "")}]`).hostname.slice(1, -1).split("::");
  const [head, tail] = [splitGroups(left), splitGroups(right)];
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
}

const splitGroups = (part: string): string[] => part.split(":").filter((group) => group !== "");

/** @param bytes the 16 bytes of an address */
export function formatAddress(bytes: Uint8Array): string {
  if (MAPPED.every((byte, index) => bytes[index] === byte)) return bytes.subarray(12).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((getItemAt(bytes, index * 2) << 8) | getItemAt(bytes, index * 2 + 1)).toString(16),
  );
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
