import { DEFAULT_FIREHOSE_SETTINGS } from "../model/firehose-settings";
import type { Clock } from "../../../core/clock";
import { createRandom } from "../../../../foundation/random";
import { Storage } from "../../../storage/storage";
import { createSteppedClock, testCore } from "../../../testing/test-core";
import { Orc } from "../../../../foundation/columnar/orc";
import { ColumnarFiles } from "../model/conversion/columnar-file";
import { Memory, divideMemory } from "../model/delivery/memory";
import { InFlightBytes } from "../model/batches/in-flight-bytes";
import type { DeliveryStart } from "../model/delivery/delivery-context";
import { StreamDelivery } from "../model/delivery/stream-delivery";
import type { DestinationInput } from "../model/destination-input";
import { resolveDestination } from "../model/destination/settings";
import type { FunctionCaller } from "../model/ports";
import { createCatalog, createTable } from "./fake-catalog";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb, toSqlString, type DuckDb } from "../../../../foundation/columnar/duckdb";

/** One DuckDB for all tests of a process, closed by the end of the process: opening takes longer than reading. */
let opened: Promise<DuckDb> | undefined;

/** The rows of a Parquet file, as JSON values, in their order. */
export async function readParquetRows(content: Uint8Array): Promise<readonly Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), "parquet-"));
  opened ??= openDuckDb();
  const connection = await (await opened).instance.connect();
  try {
    const path = join(folder, "one.parquet");
    writeFileSync(path, content);
    return (await connection.runAndReadAll(`SELECT * FROM read_parquet(${toSqlString(path)})`)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    rmSync(folder, { recursive: true });
  }
}

/** The state in which a delivery stream starts: its folder, the time, and what S3 holds. */
export interface DeliveryState {
  readonly folder: string;
  /** ms since the epoch. */
  readonly now: number;
  /** The content of each bucket, or of each folder of it: all objects as one text, in the order of their delivery. */
  readonly delivered: Readonly<Record<string, string>>;
}

/** A test's stand-ins for other services. */
export interface DeliveryStandIns {
  readonly functions?: FunctionCaller;
  /** The columns of the only table. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Writes columnar files; its creator closes it. By default the run has one of its own. */
  readonly files?: ColumnarFiles;
  /** The limit shared with other runs; by default the run has one of its own. */
  readonly inFlight?: InFlightBytes;
  /** Called before an object is put, when its content is made, and after the put. */
  readonly onPut?: (phase: "before" | "made" | "after") => void;
}

/** A writer of columnar files. */
export const createColumnarFiles = (tempFolder: string): ColumnarFiles =>
  new ColumnarFiles(new Orc(), { reserve: divideMemory(256).reserve, tempFolder });

/** One run of a delivery stream without the cloud around it, for behavior that the API does not show. */
export class DeliveryRun {
  readonly clock: Clock;
  readonly delivery: StreamDelivery;
  readonly delivered: Record<string, string>;
  /** The delivered objects by `<bucket>/<prefix>`. */
  readonly tree: Record<string, string> = {};
  readonly #storage: Storage;
  readonly #ownFiles: ColumnarFiles | undefined;

  constructor(
    destination: DestinationInput,
    from: DeliveryState,
    {
      functions = NO_FUNCTIONS,
      columns,
      files,
      inFlight = new InFlightBytes(16_000_000),
      onPut,
    }: DeliveryStandIns = {},
  ) {
    this.clock = createSteppedClock(from.now);
    this.#storage = new Storage({ data: from.folder, survivesPowerLoss: false, onCut: () => undefined });
    this.delivered = { ...from.delivered };
    const random = createRandom("delivery run");
    const core = testCore(this.clock, this.#storage, { random });
    const columnarFiles = files ?? createColumnarFiles(this.#storage.createSubfolder("files"));
    this.#ownFiles = files === undefined ? columnarFiles : undefined;
    const table = this.#storage.openTable<DeliveryStart["logState"]>("kept");
    const putObject = async ({
      bucket,
      key,
      openContent,
    }: {
      bucket: string;
      key: string;
      openContent: () => AsyncIterable<Uint8Array>;
    }): Promise<{ etag: string; size: number }> => {
      onPut?.("before");
      const parts: Uint8Array[] = [];
      for await (const part of openContent()) parts.push(part);
      onPut?.("made");
      this.#put(bucket, key, await readText(key, Buffer.concat(parts)));
      onPut?.("after");
      return { etag: "", size: 0 };
    };
    this.delivery = new StreamDelivery(
      {
        core,
        random,
        memory: new Memory(1_000_000),
        inFlight,
        files: columnarFiles,
        settings: DEFAULT_FIREHOSE_SETTINGS,
        ports: {
          objects: { putObject },
          sourceOf: () => undefined,
          roles: { findRefusal: () => undefined },
          metrics: { createSource: () => ({ count: () => undefined }) },
          logs: { write: () => undefined },
          functions,
          catalog: createCatalog(columns && createTable(columns)),
        },
      },
      {
        identity: { id: "stream", name: "s", arn: "arn", sourceArn: undefined },
        config: { version: 1, settings: resolveDestination(destination) },
        logState: table.get("kept") ?? { sourcePositions: [], next: 0 },
        keep: (last) => table.set("kept", last),
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

/** An object's content as text: the rows of a columnar file as lines of JSON. */
async function readText(key: string, content: Buffer): Promise<string> {
  if (!key.endsWith(".parquet")) return content.toString();
  return (await readParquetRows(content)).map((row) => `${JSON.stringify(row)}\n`).join("");
}
