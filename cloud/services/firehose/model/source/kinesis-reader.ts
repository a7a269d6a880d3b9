import type { Clock, Timer } from "../../../../core/clock";
import type { SourcePosition, SourceRecord, StreamSource } from "../../../kinesis/model/source";
import type { ArrivedRecord, ArrivedBatch } from "../../store/arrived";
import { isDiskFull } from "../../../../core/faults";
import type { StreamDelivery } from "../delivery/stream-delivery";

/** The inputs of a source stream's reader. */
interface KinesisReaderParts {
  readonly clock: Clock;
  /** Looked up in every round: the data stream may be deleted and created again. */
  readonly createSource: () => StreamSource | undefined;
  readonly delivery: Pick<StreamDelivery, "waitForCapacity" | "hasCapacity" | "accept" | "sourcePositions" | "metrics">;
}

/** AWS's Firehose reads each shard once a second. */
const ROUND_MS = 1_000;

/** Reads a Kinesis data stream into a delivery stream, shard by shard, and follows splits and merges. */
export class KinesisReader {
  readonly #parts: KinesisReaderParts;
  #timer: Timer;
  #isReading = false;
  #isStopped = false;
  /** True while the data stream does not exist: a stream created again under its name is read from the beginning. */
  #isLost = false;

  constructor(parts: KinesisReaderParts) {
    this.#parts = parts;
    this.#timer = parts.clock.schedule(parts.clock.now(), (at) => this.#tick(at));
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer.cancel();
  }

  async #tick(at: number): Promise<void> {
    this.#timer = this.#parts.clock.schedule(at + ROUND_MS, (next) => this.#tick(next));
    // The previous round has not ended yet: skip this one.
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      await this.#readAll(at);
    } finally {
      this.#isReading = false;
    }
  }

  async #readAll(at: number): Promise<void> {
    const { delivery } = this.#parts;
    await delivery.waitForCapacity();
    const source = this.#parts.createSource();
    const wasLost = this.#isLost;
    this.#isLost = source === undefined;
    if (source === undefined || this.#isStopped) return;
    for (const position of wasLost ? source.trimHorizon() : delivery.sourcePositions) {
      do await delivery.waitForCapacity();
      while (!delivery.hasCapacity);
      if (this.#isStopped) return;
      this.#readShard(source, position, at);
    }
  }

  #readShard(source: StreamSource, position: SourcePosition, at: number): void {
    const { delivery } = this.#parts;
    const found = source.read(position);
    const next = found?.next ?? [];
    const records = (found?.records ?? []).map(toArrived);
    // AWS reports empty reads too; here a metric value each second of an idle stream would only fill the disk.
    if (found !== undefined && (records.length > 0 || found.behindMs > 0)) {
      delivery.metrics.readFromKinesis(at, {
        records: records.length,
        bytes: records.reduce((sum, { data }) => sum + data.byteLength, 0),
        behindMs: found.behindMs,
      });
    }
    const staysAtShard = next.length === 1 && next[0]?.shard === position.shard;
    if (records.length > 0 || !staysAtShard) this.#accept({ at, records, read: { shard: position.shard, next } });
  }

  /** If the disk is full, nothing is accepted, and the next round reads the same records again. */
  #accept(batch: ArrivedBatch): void {
    try {
      this.#parts.delivery.accept(batch);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }
}

const toArrived = ({ data, arrivedAt, shardId, sequenceNumber, partitionKey }: SourceRecord): ArrivedRecord => ({
  data,
  arrivedAt,
  origin: { shardId, sequenceNumber, partitionKey },
});
