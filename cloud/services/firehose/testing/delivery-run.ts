import { DEFAULT_FIREHOSE_SETTINGS } from "../firehose-settings";
import type { Clock } from "../../../core/clock";
import { seededRandom } from "../../../core/random";
import { Storage } from "../../../storage/storage";
import { steppedClock, testCore } from "../../../testing/test-core";
import { Orc } from "../../../columnar/orc";
import { ColumnarFiles } from "../conversion/columnar-file";
import { Memory } from "../buffers/memory";
import { InFlightBytes } from "../batches/in-flight-bytes";
import { sharedMemory } from "../buffers/shared-memory";
import type { DeliveryStart } from "../delivery/delivery-context";
import { StreamDelivery } from "../delivery/stream-delivery";
import type { GivenDestination } from "../destination/given";
import { destinationSettings } from "../destination/settings";
import type { FunctionCaller } from "../ports";
import { catalogOf, tableOf } from "./catalog-stand-in";
import { parquetRows } from "./parquet-rows";

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
  /** The columns of the one table that there is. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Writes columnar files, and is closed by whoever made it; one of its own unless told. */
  readonly files?: ColumnarFiles;
  /** What it shares with others; room of its own unless told. */
  readonly inFlight?: InFlightBytes;
  /** Told before an object is put, when its content is made, and after. */
  readonly onPut?: (phase: "before" | "made" | "after") => void;
}

/** A writer of columnar files that starts with the first. */
export const columnarFiles = (tempFolder: string): ColumnarFiles =>
  new ColumnarFiles(new Orc(), { reserve: sharedMemory(256).reserve, tempFolder });

/** One run of a delivery stream without the cloud around it, for what cannot be seen through the API. */
export class DeliveryRun {
  readonly clock: Clock;
  readonly delivery: StreamDelivery;
  readonly delivered: Record<string, string>;
  /** The same by `<bucket>/<prefix>`. */
  readonly tree: Record<string, string> = {};
  readonly #storage: Storage;
  readonly #ownFiles: ColumnarFiles | undefined;

  constructor(
    destination: GivenDestination,
    from: DeliveryState,
    {
      functions = NO_FUNCTIONS,
      columns,
      files,
      inFlight = new InFlightBytes(16_000_000),
      onPut,
    }: DeliveryStandIns = {},
  ) {
    this.clock = steppedClock(from.now);
    this.#storage = new Storage({ data: from.folder, survivesPowerLoss: false, onCut: () => undefined });
    this.delivered = { ...from.delivered };
    const random = seededRandom("delivery run");
    const core = testCore(this.clock, this.#storage, { random });
    const own = files ?? columnarFiles(this.#storage.subfolder("files"));
    this.#ownFiles = files === undefined ? own : undefined;
    const kept = this.#storage.table<DeliveryStart["kept"]>("kept");
    const putObject = async ({
      bucket,
      key,
      content,
    }: {
      bucket: string;
      key: string;
      content: () => AsyncIterable<Uint8Array>;
    }): Promise<{ etag: string; size: number }> => {
      onPut?.("before");
      const parts: Uint8Array[] = [];
      for await (const part of content()) parts.push(part);
      onPut?.("made");
      this.#put(bucket, key, await textOf(key, Buffer.concat(parts)));
      onPut?.("after");
      return { etag: "", size: 0 };
    };
    this.delivery = new StreamDelivery(
      {
        core,
        random,
        memory: new Memory(1_000_000),
        inFlight,
        files: own,
        settings: DEFAULT_FIREHOSE_SETTINGS,
        ports: {
          objects: { putObject },
          sourceOf: () => undefined,
          roles: { refusal: () => undefined },
          metrics: { source: () => ({ count: () => undefined }) },
          logs: { write: () => undefined },
          functions,
          catalog: catalogOf(columns && tableOf(columns)),
        },
      },
      {
        identity: { id: "stream", name: "s", arn: "arn", sourceArn: undefined },
        config: { version: 1, settings: destinationSettings(destination) },
        kept: kept.get("kept") ?? { sourcePositions: [], next: 0 },
        keep: (last) => kept.set("kept", last),
      },
    );
  }

  /** Accepts records, all at this moment. */
  accept(texts: readonly string[]): void {
    const at = this.clock.now();
    this.delivery.accept({ at, records: texts.map((text) => ({ data: Buffer.from(text), arrivedAt: at })) });
  }

  async stop(): Promise<void> {
    this.clock.halt();
    await this.#ownFiles?.close();
    this.#storage.close();
  }

  #put(bucket: string, key: string, text: string): void {
    this.delivered[bucket] = (this.delivered[bucket] ?? "") + text;
    const prefix = `${bucket}/${key.slice(0, key.lastIndexOf("/") + 1)}`;
    this.tree[prefix] = (this.tree[prefix] ?? "") + text;
  }
}

const NO_FUNCTIONS: FunctionCaller = { invoke: () => Promise.reject(new Error("No function is to be called here.")) };

/** What an object holds, as text: the rows of a columnar file as lines of JSON. */
async function textOf(key: string, content: Buffer): Promise<string> {
  if (!key.endsWith(".parquet")) return content.toString();
  return (await parquetRows(content)).map((row) => `${JSON.stringify(row)}\n`).join("");
}
