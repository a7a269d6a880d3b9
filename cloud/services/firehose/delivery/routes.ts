import type { Route } from "./closed-buffer";
import type { S3Settings } from "../destination/settings";
import type { DeliveryConfig } from "./delivery-parts";
import type { ErrorType } from "./outcome";
import type { Item } from "./stage";

/**
 * The way of a processed item: by the partition keys that the prefix uses.
 *
 * @returns undefined if it lacks one
 */
export function dataRoute({ keys = {}, schema }: Item, config: DeliveryConfig): Route | undefined {
  const { partitionKeys, conversion: settings } = config.settings;
  // Rows of two versions of a table do not go into one file.
  const start = schema === undefined ? `${config.version}` : `${config.version}/${schema.id}`;
  const conversion = settings && schema && { settings, schema };
  if (partitionKeys.length === 0) return { ...config, conversion, kind: "data", name: start };
  const used: Record<string, string> = {};
  // A NUL cannot stand in a name by accident: what holds one is longer by it.
  let name = start;
  for (const key of partitionKeys) {
    const value = keys[`${key.from}:${key.name}`] ?? "";
    if (value === "") return undefined;
    used[`${key.from}:${key.name}`] = value;
    name += `\0${value.length}:${value}`;
  }
  return { ...config, conversion, kind: "data", name, keys: used };
}

/** The way of what failed: all of one kind together, whatever its partition. */
export const failedRoute = (errorType: ErrorType, config: DeliveryConfig): Route => ({ ...config, kind: "failed", name: `${config.version}/${errorType}`, errorType });

/** The way of the source records, as they came. */
export const backupRoute = (settings: S3Settings, version: number): Route => ({ kind: "backup", name: `${version}/backup`, version, settings });
