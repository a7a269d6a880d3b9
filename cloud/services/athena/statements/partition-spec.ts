import { HOLDS } from "../../glue/comparison";
import { keysOf } from "../../glue/catalog";
import { compareKeyValues, keyType } from "../../glue/key-type";
import type { StoredPartition } from "../../glue/stored-partition";
import type { StoredTable } from "../../glue/stored";
import type { PartitionSpec } from "../ddl/statements";
import { keysMissing, notPartitionedSpec, otherKeys } from "../hive-fault";
import type { DdlContext } from "./ddl-context";

/** A partition specification as Hive's messages show it. */
export const shownSpec = (spec: PartitionSpec): string =>
  `{${spec.map(({ key, value }) => `${key}=${value}`).join(", ")}}`;

/** @throws HiveFault if the specification names keys that the table does not have */
function assertKeys(table: StoredTable, spec: PartitionSpec): void {
  const keys = keysOf(table);
  if (keys.length === 0) throw notPartitionedSpec(shownSpec(spec));
  if (spec.some(({ key }) => !keys.some(({ Name: name }) => name === key))) throw otherKeys(shownSpec(spec));
}

/** The values of the one partition that a specification names, in the order of the table's keys. @throws HiveFault */
export function valuesOf(table: StoredTable, spec: PartitionSpec): string[] {
  assertKeys(table, spec);
  const keys = keysOf(table);
  if (spec.length !== keys.length) throw keysMissing(shownSpec(spec), keys.length);
  return keys.map(({ Name: name }) => spec.find(({ key }) => key === name)?.value ?? "");
}

/** The partitions that match a specification; keys that it leaves out may have any value. @throws HiveFault */
export function partitionsMeant(
  context: DdlContext,
  table: StoredTable,
  spec: PartitionSpec,
): readonly StoredPartition[] {
  assertKeys(table, spec);
  const tests = spec.map(({ key, operator, value }) => {
    const index = keysOf(table).findIndex(({ Name: name }) => name === key);
    return { index, holds: comparison(operator, keysOf(table)[index]?.Type ?? "string", value) };
  });
  return context.catalog.partitionsMatching(table, (values) =>
    tests.every(({ index, holds }) => {
      const value = values[index];
      return value === undefined || holds(value);
    }),
  );
}

/** Values are compared in the type of their key: 01 and 1 are the same integer. */
function comparison(
  operator: PartitionSpec[number]["operator"],
  type: string,
  wanted: string,
): (value: string) => boolean {
  const { read } = keyType(type);
  const known = read(wanted);
  return (value) => {
    const found = read(value);
    if (known === undefined || found === undefined) return operator === "=" && value === wanted;
    return HOLDS[operator](compareKeyValues(found, known));
  };
}
