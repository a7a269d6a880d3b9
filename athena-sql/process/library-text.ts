import { DuckDBBlobValue, listValue } from "@duckdb/node-api";
import { getItemAt } from "../../foundation/item-at";
import { JobFault } from "./job";
import { formatAsJava } from "./java-format";
import { type ScalarFunction, parseAddress, formatAddress } from "./scalar-functions";

const refuse = (message: string): never => {
  throw new JobFault("INVALID_FUNCTION_ARGUMENT", message);
};

export const textFunctions: Readonly<Record<string, ScalarFunction>> = {
  ip_address: {
    takes: ["VARCHAR"],
    gives: "BLOB",
    answer: (text: string) => {
      const bytes = parseAddress(text);
      return bytes === undefined ? null : new DuckDBBlobValue(bytes);
    },
  },
  ip_address_of: {
    takes: ["BLOB"],
    gives: "BLOB",
    answer: ({ bytes }: { readonly bytes: Uint8Array }) => {
      if (bytes.length === 4) return new DuckDBBlobValue(parseAddress(bytes.join(".")) ?? bytes);
      return bytes.length === 16 ? new DuckDBBlobValue(bytes) : null;
    },
  },
  ip_address_text: {
    takes: ["BLOB"],
    gives: "VARCHAR",
    answer: ({ bytes }: { readonly bytes: Uint8Array }) => formatAddress(bytes),
  },
  /** Hive's hash of a string: over its UTF-8 bytes, as signed numbers. */
  hive_text_hash: {
    takes: ["VARCHAR"],
    gives: "BIGINT",
    answer: (text: string) =>
      BigInt(Buffer.from(text).reduce((hash, byte) => (Math.imul(31, hash) + ((byte << 24) >> 24)) | 0, 0)),
  },
  code_point: {
    takes: ["VARCHAR"],
    gives: "INTEGER",
    answer: (text: string) =>
      [...text].length === 1 ? (text.codePointAt(0) ?? 0) : refuse("Input string must be a single character string"),
  },
  text_of_bytes: {
    takes: ["BLOB", "VARCHAR"],
    gives: "VARCHAR",
    answer: (blob: { readonly bytes: Uint8Array }, other: string) => {
      if ([...other].length > 1) refuse("Replacement character string must empty or a single character");
      return Buffer.from(blob.bytes)
        .toString("utf8")
        .replaceAll("\uFFFD", () => other);
    },
  },
  hamming_distance_of: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "BIGINT",
    answer: (a: string, b: string) => {
      const [x, y] = [[...a], [...b]];
      if (x.length !== y.length) refuse("The input strings to hamming_distance function must have the same length");
      return BigInt(x.filter((char, index) => char !== y[index]).length);
    },
  },
  edit_distance: { takes: ["VARCHAR", "VARCHAR"], gives: "BIGINT", answer: editDistance },
  passes_luhn: { takes: ["VARCHAR"], gives: "BOOLEAN", answer: hasValidLuhn },
  normal_form: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, form: string) => text.normalize(form),
  },
  sounds_like: { takes: ["VARCHAR"], gives: "VARCHAR", answer: computeSoundex },
  padded_left: createPad("left"),
  padded_right: createPad("right"),
  split_limited: {
    takes: ["VARCHAR", "VARCHAR", "BIGINT"],
    gives: "VARCHAR[]",
    answer: (text: string, delimiter: string, limit: bigint) => {
      if (limit <= 0n) refuse("Limit must be positive");
      if (delimiter === "") refuse("The delimiter may not be the empty string");
      const parts = text.split(delimiter);
      const max = Number(limit);
      return listValue(
        parts.length <= max ? parts : [...parts.slice(0, max - 1), parts.slice(max - 1).join(delimiter)],
      );
    },
  },
  split_entries: { takes: ["VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN"], gives: "VARCHAR", answer: splitEntries },
  place_of: { takes: ["VARCHAR", "VARCHAR", "BIGINT"], gives: "BIGINT", answer: findPosition },
  java_format: {
    takes: ["VARCHAR", "VARCHAR[]"],
    gives: "VARCHAR",
    answer: (format: string, args: { readonly items: readonly string[] }) => formatAsJava(format, args.items),
  },
  url_escaped: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string) => new URLSearchParams({ x: text }).toString().slice(2),
  },
  url_unescaped: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string) => {
      try {
        return decodeURIComponent(text.replaceAll("+", " "));
      } catch {
        return refuse(`URLDecoder: Illegal hex characters in escape (%) pattern: ${text}`);
      }
    },
  },
  url_part: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, part: string) => {
      const [, protocol, authority = "", path = "", query] =
        /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(text) ?? [];
      if (protocol === undefined) return null;
      const parts: Readonly<Record<string, string>> = {
        protocol,
        host: authority.replace(/^[^@]*@/, "").replace(/:\d*$/, ""),
        path,
        query: query ?? "",
      };
      return parts[part] ?? null;
    },
  },
  url_parameter: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, name: string) => new URLSearchParams(/\?([^#]*)/.exec(text)?.[1] ?? "").get(name),
  },
};

function createPad(side: "left" | "right"): ScalarFunction {
  return {
    takes: ["VARCHAR", "BIGINT", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, size: bigint, pad: string) => {
      const chars = [...text];
      if (chars.length >= Number(size) && size >= 0n && pad !== "") return chars.slice(0, Number(size)).join("");
      const more = createPadding(Number(size) - chars.length, pad, size);
      return side === "left" ? more + text : text + more;
    },
  };
}

function createPadding(count: number, pad: string, size: bigint): string {
  if (pad === "") refuse("Padding string must not be empty");
  if (size < 0n || size > 2_147_483_647n) refuse(`Target length must be in the range [0..2147483647]`);
  return [...pad.repeat(Math.ceil(count / [...pad].length))].slice(0, count).join("");
}

function editDistance(a: string, b: string): bigint {
  const [x, y] = [[...a], [...b]];
  let before = y.map((_, index) => index + 1);
  before.unshift(0);
  for (const [i, char] of x.entries()) {
    const row = [i + 1];
    for (const [j, other] of y.entries())
      row.push(
        Math.min(getItemAt(before, j + 1) + 1, getItemAt(row, j) + 1, getItemAt(before, j) + (char === other ? 0 : 1)),
      );
    before = row;
  }
  return BigInt(before.at(-1) ?? 0);
}

function hasValidLuhn(text: string): boolean {
  if (!/^\d*$/.test(text)) refuse("Input contains non-digit character");
  const sum = [...text]
    .reverse()
    .map(Number)
    .reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0);
  return text !== "" && sum % 10 === 0;
}

const SOUNDS: Readonly<Record<string, string>> = {
  B: "1",
  F: "1",
  P: "1",
  V: "1",
  C: "2",
  G: "2",
  J: "2",
  K: "2",
  Q: "2",
  S: "2",
  X: "2",
  Z: "2",
  D: "3",
  T: "3",
  L: "4",
  M: "5",
  N: "5",
  R: "6",
};

/** @throws JobFault for a letter that soundex has no code for */
function splitLetters(text: string): readonly string[] {
  const letters = [...text.toUpperCase()].filter((char) => /\p{L}/u.test(char));
  const unknown = letters.find((letter) => !/[A-Z]/.test(letter));
  if (unknown !== undefined)
    refuse(`The character is not mapped: ${unknown} (index=${(unknown.codePointAt(0) ?? 0) - "A".charCodeAt(0)})`);
  return letters;
}

function computeSoundex(text: string): string {
  const letters = splitLetters(text);
  let last = SOUNDS[letters[0] ?? ""] ?? "";
  let code = letters[0] ?? "";
  for (const letter of letters.slice(1)) {
    const sound = SOUNDS[letter] ?? "";
    if (sound !== "" && sound !== last) code += sound;
    if (letter !== "H" && letter !== "W") last = sound;
  }
  return code === "" ? "" : code.padEnd(4, "0").slice(0, 4);
}

function splitEntries(...[text, between, inside, many]: [string, string, string, boolean]): string {
  const entries = new Map<string, string[]>();
  // An empty entry behind the last delimiter is left out.
  for (const entry of text.split(between).filter((item, index, all) => item !== "" || index < all.length - 1)) {
    const [key = "", value, more] = entry.split(inside);
    if (value === undefined || more !== undefined)
      refuse(`Key-value delimiter must appear exactly once in each entry. Bad input: '${entry}'`);
    const before = entries.get(key);
    if (before !== undefined && !many) refuse(`Duplicate keys (${key}) are not allowed`);
    entries.set(key, [...(before ?? []), value ?? ""]);
  }
  return JSON.stringify(Object.fromEntries([...entries].map(([key, values]) => [key, many ? values : values[0]])));
}

function findPosition(text: string, part: string, instance: bigint): bigint {
  if (instance === 0n) refuse("'instance' must be a positive or negative number.");
  // An empty text is found at the first position.
  if (part === "") return 1n;
  const positions: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) positions.push(at);
  const target = positions.at(Number(instance > 0n ? instance - 1n : instance));
  return target === undefined ? 0n : BigInt([...text.slice(0, target)].length + 1);
}
