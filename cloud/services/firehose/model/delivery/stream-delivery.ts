import { BatchQueue } from "./batch-queue";
import { OpenBuffers } from "./open-buffers";
import { OutputRouter } from "./output-router";
import type { ArrivedBatch } from "../../store/arrived";
import { Stages, type ProcessedBatch } from "../stages/stages";
import { Uploads } from "./uploads";
import type { DeliveryConfig } from "./delivery-config";
import {
  createDeliveryContext,
  type DeliveryContext,
  type DeliveryParts,
  type DeliveryStart,
} from "./delivery-context";
import { listPendingRecords, listStatuses, type PendingRecords, type RecordStatus } from "./record-status";

/**
 * The path of one delivery stream's records, from their acceptance to their objects: log (on disk) → batches → stages →
 * buffers → upload. Only the log must survive a restart; the rest is rebuilt from the log at the start.
 */
export class StreamDelivery {
  readonly #context: DeliveryContext;
  readonly #batches: BatchQueue<ProcessedBatch>;
  readonly #buffers: OpenBuffers;
  readonly #uploads: Uploads;
  readonly #reopened: Promise<void>;

  constructor(parts: DeliveryParts, start: DeliveryStart) {
    this.#context = createDeliveryContext(parts, start);
    // From the last step to the first, since each step is handed the next one.
    this.#uploads = new Uploads(this.#context);
    this.#buffers = new OpenBuffers(this.#context, this.#uploads);
    const router = new OutputRouter(this.#context, this.#buffers);
    const stages = new Stages(this.#context);
    this.#batches = new BatchQueue(this.#context, {
      prepare: (batch) => stages.run(batch),
      finish: (processed) => router.route(processed),
    });
    this.#reopened = this.#context.records.reopen({
      waitForCapacity: () => this.#waitForCapacityForMore(),
      hasCapacity: () => this.hasCapacity,
      take: (batch) => this.#batches.add(batch),
    });
    parts.core.clock.track(this.#reopened);
  }

  get metrics(): DeliveryContext["metrics"] {
    return this.#context.metrics;
  }

  /** Whether the stream unzips CloudWatch Logs' data: records from other senders are then refused. */
  get isForLogs(): boolean {
    return this.#context.config.settings.processors.decompresses;
  }

  /** The positions where reading the source stream continues. */
  get sourcePositions(): DeliveryStart["logState"]["sourcePositions"] {
    return this.#context.records.sourcePositions;
  }

  /** How many records the stream has accepted since it was created. */
  get accepted(): number {
    return this.#context.records.next;
  }

  /** Counts of the records that went through the Lambda function. */
  get transforms(): Readonly<DeliveryContext["transforms"]> {
    return this.#context.transforms;
  }

  /** Whether another batch may be accepted. Look again after `room`: another waiting caller may have taken the room. */
  get hasCapacity(): boolean {
    return this.#batches.hasCapacity;
  }

  /** Resolves when the records of an earlier run are back in their buffers, and there is room for more. */
  async waitForCapacity(): Promise<void> {
    await this.#reopened;
    await this.#waitForCapacityForMore();
  }

  /**
   * Accepts records. They survive a kill when this returns.
   *
   * @returns the position of the first one
   * @throws  the operating system's error (a full disk), with nothing accepted
   */
  accept(batch: ArrivedBatch): number {
    const logged = this.#context.records.append(batch);
    this.#batches.add(logged);
    return logged.first;
  }

  /** Uses another configuration from the next record on; buffered records keep the one they were processed with. */
  update(config: DeliveryConfig): void {
    this.#batches.flush();
    this.#context.config = config;
  }

  /** The position of a record of the source stream; known only for the last 20,000 records that were read. */
  findPosition(sequenceNumber: string): number | undefined {
    return this.#context.records.findPosition(sequenceNumber);
  }

  /** Where a record is now: in a buffer, in objects, nowhere. Empty if no record has this position. */
  getRecordStatus(position: number): readonly RecordStatus[] {
    return listStatuses(position, {
      records: this.#context.records,
      buffers: this.#buffers.list(),
      uploads: this.#uploads.list(),
    });
  }

  /** The undelivered records: open buffers, and the number of closed buffers that wait for their upload. */
  listPending(): PendingRecords {
    return listPendingRecords(this.#buffers.list(), this.#uploads.list());
  }

  /** Discards all pending records: the stream is deleted, and AWS does not deliver them first. */
  discard(): void {
    this.#batches.discard();
    this.#buffers.discard();
    this.#uploads.discard();
    this.#context.records.discard();
  }

  /** Resolves when neither the stages nor S3 are far behind. */
  async #waitForCapacityForMore(): Promise<void> {
    await this.#batches.waitForCapacity();
    await this.#uploads.waitForCapacity();
  }
}
