import type { DeliveryContext } from "../delivery/delivery-context";
import type { DeliveryConfig } from "../delivery/delivery-config";
import { PositionList } from "../../store/position-list";
import type { Failure, Item } from "../stages/stage";
import type { ProcessedBatch } from "../stages/stages";
import { formatProcessingErrorLine } from "../upload/error-log";
import { failForKey } from "./active-partitions";
import type { OpenBuffers } from "./open-buffers";
import { createBackupRoute, findDataRoute, createFailedRoute } from "./routes";

/** What the router uses of a delivery. */
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
