import type { Core } from "../../../core/core";
import type { SourcePosition } from "../../kinesis/model/source";
import type { LogState } from "../store/write-ahead-log";
import type { DeliveryParts } from "./delivery/delivery-context";
import { StreamDelivery } from "./delivery/stream-delivery";
import { resolveDestination } from "./destination/settings";
import { getQuota, QuotaMeter } from "./quota";
import { KinesisReader } from "./source/kinesis-reader";
import type { StoredStream } from "./stored-stream";

/** A running delivery stream: its delivery, and the reader of its source stream. */
export class DeliveryStream {
  readonly delivery: StreamDelivery;
  readonly meter: QuotaMeter;
  readonly #reader: KinesisReader | undefined;

  /** @param keep stores the state of the write-ahead log that must survive a restart */
  constructor(parts: DeliveryParts, stored: StoredStream, keep: (logState: LogState) => void) {
    const { core, ports } = parts;
    const { id, name, source } = stored;
    this.meter = new QuotaMeter(getQuota(core.region, parts.settings.mebibytesPerSecond));
    this.delivery = new StreamDelivery(parts, {
      identity: { id, name, arn: getArn(core, name), sourceArn: source?.arn },
      config: { version: stored.version, settings: resolveDestination(stored.destination) },
      logState: stored.intake,
      keep,
    });
    this.#reader =
      source &&
      new KinesisReader({ clock: core.clock, createSource: () => ports.sourceOf(source.arn), delivery: this.delivery });
  }

  /** Uses the stored configuration from the next record on. */
  update({ version, destination }: StoredStream): void {
    this.delivery.update({ version, settings: resolveDestination(destination) });
  }

  /** Stops reading and discards the pending records. */
  discard(): void {
    this.#reader?.stop();
    this.delivery.discard();
  }
}

export const getArn = (core: Pick<Core, "createArn">, name: string): string =>
  core.createArn("firehose", `deliverystream/${name}`);

/** The state of a write-ahead log that has taken no record yet. */
export const createEmptyLog = (sourcePositions: readonly SourcePosition[]): LogState => ({ sourcePositions, next: 0 });
