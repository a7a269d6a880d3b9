import { getItemAt } from "../../foundation/item-at";
import { getPartitionKeys } from "../catalog";
import type { Scan } from "../analysis/context";
import { QueryFault } from "../query-engine";
import { listProjectedDates } from "./projected-dates";
import { createPartitionTest, findWantedValues } from "./prune";

const MAX_VALUES = 1_000_000;
const TEMPLATE = "storage.location.template";
const PLACEHOLDER = /\$\{([^}]*)\}/g;

interface ProjectedValues {
  readonly name: string;
  /** The key's values: all of them, or only those that a condition allows. */
  readonly listValues: () => Iterable<string>;
}

/** A partition that a scan reads: the values of its keys, and the location of its files. */
export interface ScanPartition {
  readonly values: readonly string[];
  readonly location: string;
}

/**
 * The partitions that a table's properties describe, without those that conditions rule out; partitions in the catalog
 * are ignored (ATH-032, ATH-033).
 *
 * @throws QueryFault HIVE_METASTORE_ERROR, CONSTRAINT_VIOLATION, INVALID_TABLE_PROPERTY
 */
export function listProjectedPartitions(scan: Scan, now: number): readonly ScanPartition[] {
  const { table } = scan;
  const properties = table.definition.Parameters ?? {};
  const keys = getPartitionKeys(table).map(({ Name }) => Name);
  const unset = keys.filter((key) => properties[`projection.${key}.type`] === undefined);
  if (unset.length > 0) {
    const name = `${table.database}.${table.definition.Name}`;
    throw new QueryFault(
      "HIVE_METASTORE_ERROR",
      `Table ${name} is configured for partition projection, but the following partition columns are missing projection configuration: [${unset.join(", ")}] (table ${name})`,
    );
  }
  assertPlaceholders(properties[TEMPLATE], keys);
  const projected = keys.map((name) => createProjectedKey(name, { properties, scan, now }));
  const test = createPartitionTest(scan, now) ?? (() => true);
  const partitions: ScanPartition[] = [];
  const visit = (values: readonly string[]): void => {
    if (!test(values)) return;
    const key = projected[values.length];
    if (key === undefined) partitions.push({ values, location: formatLocation(scan, keys, values) });
    else for (const value of key.listValues()) visit([...values, value]);
  };
  visit([]);
  return partitions;
}

/** Checks that a location template has a placeholder for each key: else several partitions would share one location. */
function assertPlaceholders(template: string | undefined, keys: readonly string[]): void {
  if (template === undefined) return;
  const locations = new Set(Array.from(template.matchAll(PLACEHOLDER), ([, key = ""]) => key.toLowerCase()));
  const without = keys.find((key) => !locations.has(key));
  if (without !== undefined)
    throw new QueryFault(
      "INVALID_TABLE_PROPERTY",
      `Partition location template: ${template} is missing partition column: '${without}' placeholder`,
    );
}

interface ProjectionContext {
  readonly properties: Readonly<Record<string, string>>;
  readonly scan: Scan;
  readonly now: number;
}

function createProjectedKey(name: string, { properties, scan, now }: ProjectionContext): ProjectedValues {
  const getProperty = (which: string): string | undefined => properties[`projection.${name}.${which}`];
  const requireProperty = (which: string): string =>
    getProperty(which) ?? throwInvalid(name, `projection.${name}.${which} is missing`);
  const requested = findWantedValues(scan, name);
  switch (getProperty("type")?.toLowerCase()) {
    case "enum": {
      const values = requireProperty("values")
        .split(",")
        .map((value) => value.trim());
      return { name, listValues: () => values };
    }
    case "integer":
      return {
        name,
        listValues: () =>
          iterateIntegers(name, {
            range: requireProperty("range"),
            interval: Number(getProperty("interval") ?? 1),
            digits: Number(getProperty("digits") ?? 0),
            values: requested,
          }),
      };
    case "date": {
      const values = listProjectedDates({
        range: requireProperty("range"),
        format: requireProperty("format"),
        interval: getProperty("interval"),
        unit: getProperty("interval.unit"),
        now,
      });
      return {
        name,
        listValues: () =>
          values ??
          throwInvalid(
            name,
            `projection.${name}.range is not a range of dates in the format ${requireProperty("format")}`,
          ),
      };
    }
    case "injected": {
      if (requested === undefined) {
        throw new QueryFault(
          "CONSTRAINT_VIOLATION",
          `For the injected projected partition column ${name}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
        );
      }
      return { name, listValues: () => requested };
    }
    default:
      return throwInvalid(name, `projection.${name}.type is ${getProperty("type") ?? ""}`);
  }
}

function throwInvalid(name: string, why: string): never {
  throw new QueryFault("INVALID_TABLE_PROPERTY", `The projection of partition column ${name} is invalid: ${why}`);
}

interface Integers {
  readonly range: string;
  readonly interval: number;
  readonly digits: number;
  readonly values: readonly string[] | undefined;
}

function* iterateIntegers(name: string, { range, interval, digits, values: requested }: Integers): Generator<string> {
  const [first = NaN, last = NaN] = range.split(",").map(Number);
  if (![first, last, interval].every(Number.isInteger) || last < first || interval < 1)
    throwInvalid(name, `its range is ${range}`);
  const formatNumber = (value: number): string =>
    (value < 0 ? "-" : "") + String(Math.abs(value)).padStart(digits, "0");
  if (requested !== undefined) {
    const isInside = (value: number): boolean =>
      Number.isInteger(value) && value >= first && value <= last && (value - first) % interval === 0;
    yield* [...new Set(requested)].map(Number).filter(isInside).map(formatNumber);
    return;
  }
  if ((last - first) / interval > MAX_VALUES)
    throw new QueryFault(
      "HIVE_EXCEEDED_PARTITION_LIMIT",
      `Query over a table can potentially read more than ${MAX_VALUES} partitions: compare ${name} with a value`,
    );
  for (let value = first; value <= last; value += interval) yield formatNumber(value);
}

/** A partition's location: by the template if there is one, else `key=value` folders under the table's location. */
function formatLocation({ table }: Scan, keys: readonly string[], values: readonly string[]): string {
  const template = table.definition.Parameters?.[TEMPLATE];
  if (template === undefined) {
    const base = table.definition.StorageDescriptor?.Location ?? "";
    return `${base.replace(/\/$/, "")}/${keys.map((key, index) => `${key}=${getItemAt(values, index)}/`).join("")}`;
  }
  return template.replaceAll(
    PLACEHOLDER,
    (location, key: string) => values[keys.indexOf(key.toLowerCase())] ?? location,
  );
}
