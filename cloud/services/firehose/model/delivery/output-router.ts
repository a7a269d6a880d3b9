import type { DeliveryContext } from "./delivery-context";
import type { DeliveryConfig, Route } from "./delivery-config";
import type { Failure, Item } from "../stages/stage";
import type { ProcessedBatch } from "../stages/stages";
import { formatProcessingErrorLine } from "./error-log";
import { failForKey } from "./active-partitions";
import type { OpenBuffers } from "./open-buffers";
import type { S3Settings } from "../destination/settings";
import type { ErrorType } from "../../store/arrived";
import { PositionList } from "../../store/segment";

/** Recently used routes of each configuration, by name: every record needs the route of its partition. */
const known = new WeakMap<DeliveryConfig, Map<string, Route>>();
const MAX_KNOWN = 20_000;

/**
 * The route of a processed item: by the partition keys that the prefix uses.
 * @returns undefined if the item lacks one of these keys
 */
function findDataRoute(item: Item, config: DeliveryConfig): Route | undefined {
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
const createFailedRoute = (errorType: ErrorType, config: DeliveryConfig): Route => ({
  ...config,
  kind: "failed",
  name: `${config.version}/${errorType}`,
  errorType,
});

/** The route of the source records, unchanged. */
const createBackupRoute = (settings: S3Settings, version: number): Route => ({
  kind: "backup",
  name: `${version}/backup`,
  version,
  settings,
});

/** The parts of a delivery that the router uses. */
type RouterDelivery = Pick<DeliveryContext, "identity" | "core" | "ports" | "metrics" | "records" | "partitions">;

/** Puts the outputs of the stages into their buffers: batch by batch, in the order of their records. */
export class OutputRouter {
  readonly #delivery: RouterDelivery;
  readonly #buffers: OpenBuffers;

  constructor(delivery: RouterDelivery, buffers: OpenBuffers) {
    this.#delivery = delivery;
    this.#buffers = buffers;
  }

  route(batch: ProcessedBatch): void {
    const { records, partitions, metrics, core } = this.#delivery;
    const { items, config, at } = batch;
    if (records.isDiscarded) return;
    this.#countOutputs(batch);
    this.#backUp(batch);
    const withoutBuffer = items
      .map((item) => this.#buffer(item, config, at))
      .filter((failure) => failure !== undefined);
    const failures = [...withoutBuffer, ...batch.failures];
    for (const failure of failures) this.#bufferFailure(failure, config, at);
    if (failures.length > 0) this.#logFailures(failures, config);
    if (config.settings.partitionKeys.length > 0) metrics.notePartitions(core.clock.now(), partitions.count);
  }

  /** Tells the log how many outputs each record became, before any of them can be delivered. */
  #countOutputs({ records: inputs, items: outputs, failures, config: { settings } }: ProcessedBatch): void {
    // In the common case each record became one output at its own position, which the log assumes unless told
    // otherwise.
    if (
      settings.backup === undefined &&
      failures.length === 0 &&
      outputs.length === inputs.length &&
      outputs.every(({ position }, index) => position === inputs[index]?.position)
    )
      return;
    const counts = new Map<number, number>();
    for (const { position } of inputs) counts.set(position, settings.backup === undefined ? 0 : 1);
    for (const { position } of [...outputs, ...failures.map(({ item }) => item)])
      counts.set(position, (counts.get(position) ?? 0) + 1);
    const { records, core } = this.#delivery;
    const dropped = new PositionList();
    for (const [position, count] of counts) if (records.noteProcessed(position, count)) dropped.add(position);
    if (dropped.count > 0) records.noteDropped(dropped, core.clock.now());
  }

  #backUp({ records, config, at }: ProcessedBatch): void {
    const { backup } = config.settings;
    if (backup === undefined) return;
    const route = createBackupRoute(backup, config.version);
    for (const record of records) this.#buffers.add(route, record, at);
  }

  /** @returns why the item has no buffer */
  #buffer(item: Item, config: DeliveryConfig, at: number): Failure | undefined {
    const route = findDataRoute(item, config);
    if (route === undefined) return failForKey(item, at);
    const refusal = this.#delivery.partitions.findRefusal(item, route, at);
    if (refusal === undefined) this.#buffers.add(route, item, at);
    return refusal;
  }

  #bufferFailure({ item, type, line }: Failure, config: DeliveryConfig, at: number): void {
    const { metrics, core } = this.#delivery;
    if (type === "activePartitionExceeded") metrics.notePartitionsExceeded(core.clock.now());
    const { position, arrivedAt } = item;
    this.#buffers.add(createFailedRoute(type, config), { position, arrivedAt, data: Buffer.from(`${line}\n`) }, at);
  }

  /** One line for each kind of failure in a batch, however many records share it. */
  #logFailures(failures: readonly Failure[], config: DeliveryConfig): void {
    const { core, ports, identity } = this.#delivery;
    const { logs } = config.settings;
    if (logs === undefined) return;
    const reasons = new Map(failures.map(({ reason }) => [reason.code, reason]));
    for (const reason of reasons.values())
      ports.logs.write(logs, core.clock.now(), formatProcessingErrorLine(identity, config, reason));
  }
}
