import type { Route } from "./closed-buffer";
import type { S3Settings } from "../destination/settings";
import type { DeliveryConfig } from "../delivery/delivery-config";
import type { ErrorType } from "../../store/outcome";
import type { Item } from "../stages/stage";

/** Recently used routes of each configuration, by name: every record asks for the route of its partition. */
const known = new WeakMap<DeliveryConfig, Map<string, Route>>();
const MAX_KNOWN = 20_000;

/**
 * The route of a processed item: by the partition keys that the prefix uses.
 * @returns undefined if the item lacks one of these keys
 */
export function findDataRoute(item: Item, config: DeliveryConfig): Route | undefined {
  const name = routeName(item, config);
  if (name === undefined) return undefined;
  let routes = known.get(config);
  if (routes === undefined || routes.size >= MAX_KNOWN) {
    routes = new Map();
    known.set(config, routes);
  }
  let route = routes.get(name);
  if (route === undefined) {
    route = createRoute(name, item, config);
    routes.set(name, route);
  }
  return route;
}

/** @returns undefined if a key is missing */
function routeName(
  { keys = {}, schema }: Item,
  { version, settings: { partitionKeys } }: DeliveryConfig,
): string | undefined {
  // Rows of two versions of a table do not go into one file.
  let name = schema === undefined ? `${version}` : `${version}/${schema.id}`;
  for (const { id } of partitionKeys) {
    const value = keys[id] ?? "";
    if (value === "") return undefined;
    // The length before each value keeps names apart even where a value contains a NUL.
    name += `\0${value.length}:${value}`;
  }
  return name;
}

function createRoute(name: string, { keys = {}, schema }: Item, config: DeliveryConfig): Route {
  const { partitionKeys, conversion: settings } = config.settings;
  const conversion = settings && schema && { settings, schema };
  const route = { ...config, conversion, kind: "data" as const, name };
  return partitionKeys.length === 0
    ? route
    : { ...route, keys: Object.fromEntries(partitionKeys.map(({ id }) => [id, keys[id] ?? ""])) };
}

/** The route of failed records: all failures of one type together, whatever their partition. */
export const createFailedRoute = (errorType: ErrorType, config: DeliveryConfig): Route => ({
  ...config,
  kind: "failed",
  name: `${config.version}/${errorType}`,
  errorType,
});

/** The route of the source records, unchanged. */
export const createBackupRoute = (settings: S3Settings, version: number): Route => ({
  kind: "backup",
  name: `${version}/backup`,
  version,
  settings,
});
