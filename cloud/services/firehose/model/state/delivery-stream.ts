import type { Core } from "../../../../core/core";
import type { SourcePosition } from "../../../kinesis/model/source";
import type { LogState } from "../../store/write-ahead-log";
import type { DeliveryParts } from "../delivery/delivery-context";
import { StreamDelivery } from "../delivery/stream-delivery";
import { resolveDestination } from "../destination/settings";
import { KinesisReader } from "../source/kinesis-reader";
import type { StoredStream } from "../stored-stream";

/** The limits of a Direct PUT stream, per second. */
interface Quota {
  readonly bytes: number;
  readonly requests: number;
  readonly records: number;
}

const LARGE_REGIONS = ["us-east-1", "us-west-2", "eu-west-1"];
const MEBIBYTE = 1024 * 1024;

/**
 * A delivery stream's quota, by region. The three figures scale together when one is raised.
 *
 * @param mebibytesPerSecond a raised quota; AWS's own unless given
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/limits.html
 */
function getQuota(region: string, mebibytesPerSecond?: number): Quota {
  const defaultLimit = LARGE_REGIONS.includes(region)
    ? { bytes: 5 * MEBIBYTE, requests: 2_000, records: 500_000 }
    : { bytes: MEBIBYTE, requests: 1_000, records: 100_000 };
  const times = mebibytesPerSecond === undefined ? 1 : (mebibytesPerSecond * MEBIBYTE) / defaultLimit.bytes;
  return {
    bytes: defaultLimit.bytes * times,
    requests: defaultLimit.requests * times,
    records: defaultLimit.records * times,
  };
}

/** Counts requests, records and bytes during the current second of cloud time. */
class QuotaMeter {
  readonly #quota: Quota;
  #second = -1;
  #used = { bytes: 0, requests: 0, records: 0 };

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  get quota(): Quota {
    return this.#quota;
  }

  /** Counts a request. @returns whether it is within the quota */
  takeRequest(now: number): boolean {
    this.#turn(now);
    if (this.#used.requests >= this.#quota.requests) return false;
    this.#used.requests += 1;
    return true;
  }

  /** Counts a record. @returns whether it is within the quota */
  takeRecord(now: number, bytes: number): boolean {
    this.#turn(now);
    if (this.#used.records >= this.#quota.records || this.#used.bytes + bytes > this.#quota.bytes) return false;
    this.#used.records += 1;
    this.#used.bytes += bytes;
    return true;
  }

  #turn(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.#second) return;
    this.#second = second;
    this.#used = { bytes: 0, requests: 0, records: 0 };
  }
}

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
