import { withoutKey, type ActivePartitions } from "./active-partitions";
import type { DeliveryConfig } from "./delivery-parts";
import type { Intake } from "./intake";
import type { PlacedBatch } from "./intake-frame";
import type { OpenBuffers } from "./open-buffers";
import { runStages, stagesOf } from "./pipeline";
import { PositionList } from "./position-list";
import { backupRoute, dataRoute, failedRoute } from "./routes";
import type { Failure, Item, StageContext, Staged } from "./stage";

/** What processing works between. */
export interface ProcessingParts {
  readonly intake: Intake;
  readonly buffers: OpenBuffers;
  readonly partitions: ActivePartitions;
  readonly stages: StageContext;
  /** Told of records that a transformation dropped on purpose: nothing is left to deliver of them. */
  readonly onDropped: (positions: PositionList) => void;
  /** Told of the failures of a batch. */
  readonly onFailed: (failures: readonly Failure[], config: DeliveryConfig) => void;
  /** Whether the stream was deleted meanwhile. */
  readonly isDiscarded: () => boolean;
}

/** A batch that went through the stages, and what came out. */
export interface Processed {
  readonly items: readonly Item[];
  readonly staged: Staged;
  readonly config: DeliveryConfig;
  /** When the batch arrived, ms since the epoch. */
  readonly at: number;
}

/** Takes batches from the intake through the stages into the buffers, each output to its route. */
export class Processing {
  readonly #parts: ProcessingParts;

  constructor(parts: ProcessingParts) {
    this.#parts = parts;
  }

  /**
   * Sends a batch through the stages. It changes nothing that a batch before it could see.
   *
   * @param config the one that counts when the batch's turn comes
   */
  async run({ records, first, at }: PlacedBatch, config: DeliveryConfig): Promise<Processed> {
    const { intake, stages: context } = this.#parts;
    const stages = stagesOf(config.settings, context);
    const items: Item[] = [];
    for (const [index, { data, arrivedAt, origin }] of records.entries()) {
      const position = first + index;
      if (intake.isOpen(position))
        items.push(origin === undefined ? { position, data, arrivedAt } : { position, data, arrivedAt, origin });
    }
    const staged =
      stages.length === 0
        ? { items, failures: [] }
        : await runStages(stages, items, { at, onPassed: context.onPassed });
    return { items, staged, config, at };
  }

  /** Puts what came out of the stages into its buffers: batch by batch, in the order of their records. */
  buffer({ items, staged, config, at }: Processed): void {
    const { isDiscarded, partitions, stages: context } = this.#parts;
    if (isDiscarded()) return;
    this.#countOutputs(items, staged, config);
    this.#backUp(items, config, at);
    const failures: Failure[] = [];
    for (const item of staged.items) {
      const failure = this.#bufferItem(item, config, at);
      if (failure !== undefined) failures.push(failure);
    }
    failures.push(...staged.failures);
    for (const failure of failures) this.#bufferFailure(failure, config, at);
    if (failures.length > 0) this.#parts.onFailed(failures, config);
    if (config.settings.partitionKeys.length > 0) context.metrics.partitions(context.now(), partitions.count);
  }

  /** Tells the intake what each record became, before any of it can be delivered. */
  #countOutputs(items: readonly Item[], { items: outputs, failures }: Staged, { settings }: DeliveryConfig): void {
    // Mostly each record became one output in its place, as the intake takes for granted.
    if (
      settings.backup === undefined &&
      failures.length === 0 &&
      outputs.length === items.length &&
      outputs.every(({ position }, index) => position === items[index]?.position)
    )
      return;
    const counts = new Map<number, number>();
    for (const { position } of items) counts.set(position, settings.backup === undefined ? 0 : 1);
    for (const { position } of [...outputs, ...failures.map(({ item }) => item)])
      counts.set(position, (counts.get(position) ?? 0) + 1);
    const dropped = new PositionList();
    for (const [position, count] of counts) if (this.#parts.intake.processed(position, count)) dropped.add(position);
    if (dropped.count > 0) this.#parts.onDropped(dropped);
  }

  #backUp(items: readonly Item[], { settings: { backup }, version }: DeliveryConfig, at: number): void {
    if (backup === undefined) return;
    const route = backupRoute(backup, version);
    for (const item of items) this.#parts.buffers.add(route, item, at);
  }

  /** @returns why the item has no buffer */
  #bufferItem(item: Item, config: DeliveryConfig, at: number): Failure | undefined {
    const route = dataRoute(item, config);
    if (route === undefined) return withoutKey(item, at);
    const refusal = this.#parts.partitions.refusal(item, route, at);
    if (refusal === undefined) this.#parts.buffers.add(route, item, at);
    return refusal;
  }

  #bufferFailure({ item, type, line }: Failure, config: DeliveryConfig, at: number): void {
    const {
      buffers,
      stages: { metrics, now },
    } = this.#parts;
    if (type === "activePartitionExceeded") metrics.partitionsExceeded(now());
    const { position, arrivedAt } = item;
    buffers.add(failedRoute(type, config), { position, arrivedAt, data: Buffer.from(`${line}\n`) }, at);
  }
}
