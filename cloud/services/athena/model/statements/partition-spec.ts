import { HOLDS } from "../../../../../foundation/comparison";
import { compareKeyValues, getKeyType } from "../../../glue/model/key-type";
import { getPartitionKeys } from "../../../glue/model/catalog";
import type { StoredTable } from "../../../glue/model/stored";
import type { PartitionSpec } from "../ddl/statements";
import { createKeysMissing, createNotPartitionedSpecFault, createOtherKeys } from "../hive-fault";
import type { DdlContext } from "./ddl-context";
import { getItemAt } from "../../../../../foundation/item-at";
import type { StoredPartition } from "../../../glue/model/partition-batch";

/** A partition specification as Hive's messages show it. */
export const formatSpec = (spec: PartitionSpec): string =>
  `{${spec.map(({ key, value }) => `${key}=${value}`).join(", ")}}`;

/** @throws HiveFault if the specification names keys that the table does not have */
function assertKeys(table: StoredTable, spec: PartitionSpec): void {
  const keys = getPartitionKeys(table);
  if (keys.length === 0) throw createNotPartitionedSpecFault(formatSpec(spec));
  if (spec.some(({ key }) => !keys.some(({ Name: name }) => name === key))) throw createOtherKeys(formatSpec(spec));
}

/** The values of the one partition that a specification names, in the order of the table's keys. @throws HiveFault */
export function getValues(table: StoredTable, spec: PartitionSpec): string[] {
  assertKeys(table, spec);
  const keys = getPartitionKeys(table);
  if (spec.length !== keys.length) throw createKeysMissing(formatSpec(spec), keys.length);
  return keys.map(({ Name: name }) => spec.find(({ key }) => key === name)?.value ?? "");
}

/** The partitions that match a specification; keys that it leaves out may have any value. @throws HiveFault */
export function selectPartitions(
  context: DdlContext,
  table: StoredTable,
  spec: PartitionSpec,
): readonly StoredPartition[] {
  assertKeys(table, spec);
  const tests = spec.map(({ key, operator, value }) => {
    const index = getPartitionKeys(table).findIndex(({ Name: name }) => name === key);
    return {
      index,
      holds: createComparison(operator, getItemAt(getPartitionKeys(table), index).Type ?? "string", value),
    };
  });
  return context.catalog.listMatchingPartitions(table, (values) =>
    tests.every(({ index, holds }) => {
      const value = values[index];
      return value === undefined || holds(value);
    }),
  );
}

/** Values are compared in the type of their key: 01 and 1 are the same integer. */
function createComparison(
  operator: PartitionSpec[number]["operator"],
  type: string,
  requested: string,
): (value: string) => boolean {
  const { read } = getKeyType(type);
  const known = read(requested);
  return (value) => {
    const found = read(value);
    if (known === undefined || found === undefined) return operator === "=" && value === requested;
    return HOLDS[operator](compareKeyValues(found, known));
  };
}

const WIDTH = 20;

/** A field as Hive prints it: at least 20 characters wide. */
export const padField = (text: string): string => text + " ".repeat(Math.max(0, WIDTH - [...text].length));

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
