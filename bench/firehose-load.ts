import { setTimeout as pause } from "node:timers/promises";
import type { Contestant } from "./contestants";
import { createClockCall, createJsonCall, createS3Call, openConnection, type WireRequest } from "./wire";

/** The number of records in each PutRecordBatch. */
const BATCH = 500;
const RECORD_BYTES = 1024;
const IN_FLIGHT = 8;
/**
 * The timeout of a put: a put waits for room in the cloud's buffer, and a disk that has to take 20 GB at once makes
 * every write wait.
 */
const MAX_PUT_MS = 2 * 60_000;
/** The timeout of an advance of the clock: one advance delivers all that is left of ten million records. */
const MAX_ADVANCE_MS = 30 * 60_000;
/** Seconds of the cloud's clock, longer than any buffering interval. */
const ALL_DUE_SECONDS = 130;
const RoleARN = "arn:aws:iam::000000000000:role/bench";
/** The number of different records; they are put again and again. */
export const DISTINCT = 20_000;

/** The configuration of a delivery stream of the benchmark, and of its records. */
export interface Variant {
  readonly what: string;
  /** The number of partitions into which jq sorts the records; undefined for none. */
  readonly partitions?: number;
  readonly parquet?: boolean;
  /** The jq program that extracts the partition keys. */
  readonly query?: string;
  /** Buffering hints so large that nothing is delivered until the clock is advanced by a quarter of an hour. */
  readonly isHeld?: boolean;
}

/** A query such as most delivery streams have: the lab cloud evaluates it without jq. */
export const PLAIN_QUERY = "{station:.station_id}";
/** The columns of the records, as the Glue table declares them. */
const COLUMNS = {
  station_id: "string",
  event_timestamp: "bigint",
  fuel: "string",
  price: "double",
  liters: "double",
  pumps: "array<int>",
  note: "string",
};

/** A record of 1 KB, such as a filling station might send. */
function createRecord(index: number, partitions: number): string {
  const start = JSON.stringify({
    station_id: `station-${index % partitions}`,
    event_timestamp: 1_893_456_000 + index,
    fuel: ["diesel", "e5", "e10"][index % 3],
    price: 1.5 + (index % 100) / 1000,
    liters: 10 + (index % 4000) / 100,
    pumps: [index % 8, 3, 5],
    note: "",
  });
  return `${start.slice(0, -2)}${"abcdefghij".repeat(103).slice(0, RECORD_BYTES - start.length)}"}`;
}

/** Different records, in their order. */
export const createRecords = (count: number, partitions = 10): string[] =>
  Array.from({ length: count }, (_, index) => createRecord(index, partitions));

const createFirehoseCall = (operation: string, input: unknown): WireRequest => ({
  ...createJsonCall("firehose", `Firehose_20150804.${operation}`, input),
  maxMs: MAX_PUT_MS,
});
const createGlueCall = (operation: string, input: unknown): WireRequest =>
  createJsonCall("glue", `AWSGlue.${operation}`, input);

/** A client of the cloud, which makes delivery streams and puts records as fast as the cloud takes them. */
export class FirehoseLoad {
  readonly #line;
  #streams = 0;

  constructor(cloud: Contestant) {
    this.#line = openConnection(cloud.endpoint, "HTTP/1.1", IN_FLIGHT);
  }

  close(): void {
    this.#line.close();
  }

  /** Makes the bucket and the table that all streams use. */
  async prepare(): Promise<void> {
    await this.#request(createS3Call("PUT", "/bench"));
    await this.#request(createGlueCall("CreateDatabase", { DatabaseInput: { Name: "bench" } }));
    const Columns = Object.entries(COLUMNS).map(([Name, Type]) => ({ Name, Type }));
    const TableInput = { Name: "readings", StorageDescriptor: { Columns } };
    await this.#request(createGlueCall("CreateTable", { DatabaseName: "bench", TableInput }));
  }

  /**
   * Times a run from the first put to the last object, or, where delivery is held back, to the last put.
   *
   * @returns records a second
   * @throws Error if a record isn't taken, or objects are missing
   */
  async measure(variant: Variant, count: number): Promise<number> {
    const name = await this.#createStream(variant);
    const calls = splitIntoBatches(name, createRecords(Math.min(count, DISTINCT), variant.partitions));
    const began = performance.now();
    await this.#put(calls, count / BATCH);
    if (variant.isHeld !== true) await this.#request(createClockCall(ALL_DUE_SECONDS, MAX_ADVANCE_MS));
    const seconds = (performance.now() - began) / 1000;
    const listed = await this.#request(createS3Call("GET", `/bench?list-type=2&prefix=${name}%2F`));
    const objects = listed.split("<Key>").length - 1;
    const isRight = variant.isHeld === true ? objects === 0 : objects >= (variant.partitions ?? 1);
    if (!isRight) throw new Error(`${variant.what}: ${objects} objects were delivered`);
    return count / seconds;
  }

  async #createStream(variant: Variant): Promise<string> {
    const DeliveryStreamName = `bench-${(this.#streams += 1)}`;
    const ExtendedS3DestinationConfiguration = createDestination(variant, DeliveryStreamName);
    const input = { DeliveryStreamName, ExtendedS3DestinationConfiguration };
    await this.#request(createFirehoseCall("CreateDeliveryStream", input));
    await this.#request(createClockCall(2));
    const describe = createFirehoseCall("DescribeDeliveryStream", { DeliveryStreamName });
    while (!(await this.#request(describe)).includes('"ACTIVE"')) await pause(100);
    return DeliveryStreamName;
  }

  /** Sends the calls, repeating them if `count` is larger than their number. */
  async #put(calls: readonly WireRequest[], count: number): Promise<void> {
    let next = 0;
    const runCaller = async (): Promise<void> => {
      while (next < count) {
        const call = calls[next++ % calls.length];
        if (call === undefined) return;
        const answer = await this.#request(call);
        if (!/"FailedPutCount": ?0\b/.test(answer)) throw new Error(`records were refused: ${answer.slice(0, 300)}`);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, runCaller));
  }

  async #request(call: WireRequest): Promise<string> {
    const { status, body } = await this.#line.send(call, true);
    if (status !== 200) throw new Error(`status ${status}: ${body.toString().slice(0, 300)}`);
    return body.toString();
  }
}

/** The calls that put the records, made before the measurement begins. */
const splitIntoBatches = (DeliveryStreamName: string, records: readonly string[]): WireRequest[] =>
  Array.from({ length: Math.ceil(records.length / BATCH) }, (_, n) =>
    createFirehoseCall("PutRecordBatch", {
      DeliveryStreamName,
      Records: records
        .slice(n * BATCH, (n + 1) * BATCH)
        .map((text) => ({ Data: Buffer.from(text).toString("base64") })),
    }),
  );

function createDestination({ partitions, parquet, isHeld, query = PLAIN_QUERY }: Variant, name: string): object {
  const isSmall = partitions === undefined && parquet !== true;
  const extraction = {
    Type: "MetadataExtraction",
    Parameters: [
      { ParameterName: "MetadataExtractionQuery", ParameterValue: query },
      { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
    ],
  };
  return {
    BucketARN: "arn:aws:s3:::bench",
    RoleARN,
    Prefix: `${name}/${partitions === undefined ? "" : "!{partitionKeyFromQuery:station}/"}`,
    ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
    BufferingHints:
      isHeld === true
        ? { SizeInMBs: 128, IntervalInSeconds: 900 }
        : { SizeInMBs: isSmall ? 5 : 64, IntervalInSeconds: 60 },
    ...(partitions !== undefined && {
      DynamicPartitioningConfiguration: { Enabled: true },
      ProcessingConfiguration: { Enabled: true, Processors: [extraction] },
    }),
    ...(parquet === true && {
      DataFormatConversionConfiguration: {
        SchemaConfiguration: { RoleARN, DatabaseName: "bench", TableName: "readings" },
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
        OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
      },
    }),
  };
}
