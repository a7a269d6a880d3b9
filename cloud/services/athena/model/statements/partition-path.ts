import { getItemAt } from "../../../../core/item-at";

// Hive's names of partitions: `key=value/key=value`, where characters that paths cannot contain are written as %XX.

const UNSAFE = /[\p{Cc}"#%'*/:=?\\{[\]^]/gu;
/** The value in a path for NULL and for an empty text. */
const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

const escapeText = (text: string): string =>
  text === ""
    ? NO_VALUE
    : text.replace(UNSAFE, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
const unescapeText = (text: string): string =>
  text.replace(/%([0-9a-fA-F]{2})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The name of a partition, which is also the default path of its files below the table's location. */
export const formatPartitionName = (keys: readonly string[], values: readonly string[]): string =>
  keys.map((key, index) => `${escapeText(key)}=${escapeText(getItemAt(values, index))}`).join("/");

/** The key and the value in a folder's name; undefined if the name is not `key=value`. */
export function parseKeyAndValue(folder: string): readonly [key: string, value: string] | undefined {
  const at = folder.indexOf("=");
  return at <= 0 ? undefined : [unescapeText(folder.slice(0, at)), unescapeText(folder.slice(at + 1))];
}

/** A location with a slash at its end. */
export const toFolder = (location: string): string => (location.endsWith("/") ? location : `${location}/`);
