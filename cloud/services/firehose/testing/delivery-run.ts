import { Clock } from "../../../core/clock";
import { Closing } from "../../../core/closing";
import type { Core } from "../../../core/core";
import { Journal } from "../../../core/journal";
import { seededRandom } from "../../../core/random";
import { Storage } from "../../../storage/storage";
import { Memory } from "../delivery/memory";
import { StreamDelivery, type DeliveryStart } from "../delivery/stream-delivery";
import type { GivenDestination } from "../destination/given";
import { destinationSettings } from "../destination/settings";
import type { FunctionCaller } from "../ports";

/** What a delivery stream finds when it starts: its folder, the time, and what S3 holds. */
export interface DeliveryState {
  readonly folder: string;
  /** ms since the epoch. */
  readonly now: number;
  /** One text for each bucket, or for each folder of it: all objects, in the order in which they came. */
  readonly delivered: Readonly<Record<string, string>>;
}

/** What a test puts in the place of other services. */
export interface DeliveryStandIns {
  readonly functions?: FunctionCaller;
  /** Told before and after each object. */
  readonly onPut?: (phase: "before" | "after") => void;
}

/** One run of a delivery stream without the cloud around it, for what cannot be seen through the API. */
export class DeliveryRun {
  readonly clock: Clock;
  readonly delivery: StreamDelivery;
  readonly delivered: Record<string, string>;
  /** The same by `<bucket>/<prefix>`. */
  readonly tree: Record<string, string> = {};
  readonly #storage: Storage;

  constructor(destination: GivenDestination, from: DeliveryState, { functions, onPut }: DeliveryStandIns = {}) {
    this.clock = new Clock({ now: from.now, upMs: 0, speed: 0, onError: (error) => { throw error; } });
    this.#storage = new Storage({ data: from.folder, survivesPowerLoss: false, onCut: () => undefined });
    this.delivered = { ...from.delivered };
    const random = seededRandom("delivery run");
    const core: Core = {
      account: "000000000000", region: "us-east-1", clock: this.clock, now: () => this.clock.now(), random, journal: new Journal(), storage: this.#storage,
      checksRoles: false, closing: new Closing(), python: undefined, arn: (service, resource) => `arn:aws:${service}:us-east-1:000000000000:${resource}`, log: () => undefined,
    };
    const kept = this.#storage.table<DeliveryStart["kept"]>("kept");
    const putObject = async ({ bucket, key, content }: { bucket: string; key: string; content: () => AsyncIterable<Uint8Array> }): Promise<{ etag: string; size: number }> => {
      onPut?.("before");
      for await (const part of content()) this.#put(bucket, key, Buffer.from(part).toString());
      onPut?.("after");
      return { etag: "", size: 0 };
    };
    this.delivery = new StreamDelivery({
      core, random, memory: new Memory(1_000_000),
      ports: { objects: { putObject }, sourceOf: () => undefined, roles: { refusal: () => undefined }, metrics: { put: () => undefined }, logs: { write: () => undefined }, functions },
    }, {
      identity: { id: "stream", name: "s", arn: "arn", sourceArn: undefined }, config: { version: 1, settings: destinationSettings(destination) },
      kept: kept.get("kept") ?? { sourcePositions: [], next: 0 }, keep: (last) => kept.set("kept", last),
    });
  }

  /** Accepts records, all at this moment. */
  accept(texts: readonly string[]): void {
    const at = this.clock.now();
    this.delivery.accept({ at, records: texts.map((text) => ({ data: Buffer.from(text), arrivedAt: at })) });
  }

  stop(): void {
    this.clock.stop();
    this.#storage.close();
  }

  #put(bucket: string, key: string, text: string): void {
    this.delivered[bucket] = (this.delivered[bucket] ?? "") + text;
    const prefix = `${bucket}/${key.slice(0, key.lastIndexOf("/") + 1)}`;
    this.tree[prefix] = (this.tree[prefix] ?? "") + text;
  }
}
