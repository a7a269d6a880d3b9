import { setTimeout as pause } from "node:timers/promises";
import type { Contestant } from "./contestants";
import { createAwsHeaders, openConnection, type Connection, type WireRequest } from "./wire";

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
const ROLE = "arn:aws:iam::000000000000:role/bench";

/** The configuration of a delivery stream of the benchmark, and of its records. */
export interface Variant {
  readonly what: string;
  /** The number of partitions into which jq sorts the records; undefined for none. */
  readonly partitions?: number;
  readonly parquet?: boolean;
  /** The jq program that extracts the partition keys. */
  readonly query?: string;
}

/** A query such as most delivery streams have: the lab cloud evaluates it without jq. */
export const PLAIN_QUERY = "{station:.station_id}";
/** A query that only jq itself can evaluate. */
export const JQ_QUERY = "{station:(.station_id|ascii_downcase)}";
/** The columns of the records, as the Glue table declares them. */
export const COLUMNS = {
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

/** All records of a run, in their order. */
export const createRecords = (count: number, { partitions = 10 }: Variant): string[] =>
  Array.from({ length: count }, (_, index) => createRecord(index, partitions));

const createJsonCall = (service: "firehose" | "glue", target: string, input: unknown): WireRequest => ({
  method: "POST",
  path: "/",
  headers: { ...createAwsHeaders(service), "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
  body: Buffer.from(JSON.stringify(input)),
  maxMs: MAX_PUT_MS,
});
const createFirehoseRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("firehose", `Firehose_20150804.${operation}`, input);
const createGlueRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("glue", `AWSGlue.${operation}`, input);

/** A client of one cloud, which makes delivery streams and puts records as fast as the cloud takes them. */
export class FirehoseLoad {
  readonly #contestant: Contestant;
  readonly #line: Connection;
  #streams = 0;

  constructor(contestant: Contestant) {
    this.#contestant = contestant;
    this.#line = openConnection(contestant.endpoint, "HTTP/1.1", IN_FLIGHT);
  }

  close(): void {
    this.#line.close();
  }

  /** Makes the bucket and the table that all streams use. */
  async prepare(): Promise<void> {
    await this.#line.send({ method: "PUT", path: "/bench", headers: createAwsHeaders("s3") });
    await this.#line.send(createGlueRequest("CreateDatabase", { DatabaseInput: { Name: "bench" } }));
    const Columns = Object.entries(COLUMNS).map(([Name, Type]) => ({ Name, Type }));
    await this.#line.send(
      createGlueRequest("CreateTable", {
        DatabaseName: "bench",
        TableInput: { Name: "readings", StorageDescriptor: { Columns } },
      }),
    );
  }

  /** Makes a delivery stream. @param hints buffering hints instead of the variant's own @returns the stream's name */
  async createStream(
    variant: Variant,
    hints?: { readonly SizeInMBs: number; readonly IntervalInSeconds: number },
  ): Promise<string> {
    const name = `bench-${(this.#streams += 1)}`;
    await this.#request(
      createFirehoseRequest("CreateDeliveryStream", {
        DeliveryStreamName: name,
        ExtendedS3DestinationConfiguration: {
          ...createDestination(variant, name),
          ...(hints && { BufferingHints: hints }),
        },
      }),
    );
    await this.advance(2);
    while (
      !(await this.#request(createFirehoseRequest("DescribeDeliveryStream", { DeliveryStreamName: name }))).includes(
        '"ACTIVE"',
      )
    )
      await pause(100);
    return name;
  }

  /** The calls that put the records, made before the measurement begins. */
  splitIntoBatches(name: string, all: readonly string[]): WireRequest[] {
    const calls: WireRequest[] = [];
    for (let from = 0; from < all.length; from += BATCH) {
      calls.push(
        createFirehoseRequest("PutRecordBatch", {
          DeliveryStreamName: name,
          Records: all.slice(from, from + BATCH).map((text) => ({ Data: Buffer.from(text).toString("base64") })),
        }),
      );
    }
    return calls;
  }

  /** Sends the calls, repeating them if `count` is larger than their number. @throws Error if a record is not taken */
  async put(calls: readonly WireRequest[], count = calls.length): Promise<void> {
    let next = 0;
    const runCaller = async (): Promise<void> => {
      while (next < count) {
        const call = calls[next++ % calls.length];
        if (call === undefined) return;
        const answer = await this.#request(call);
        if (!/"FailedPutCount": ?0\b/.test(answer.slice(0, 200)) && !/"FailedPutCount": ?0\b/.test(answer))
          throw new Error(`records were refused: ${answer.slice(0, 300)}`);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, runCaller));
  }

  /** Advances a lab cloud's clock; answers when all due records have been delivered. */
  async advance(seconds: number): Promise<void> {
    await this.#line.send(
      {
        method: "POST",
        path: "/_lab/clock",
        headers: { "content-type": "application/json" },
        body: Buffer.from(JSON.stringify({ advanceSeconds: seconds })),
        maxMs: MAX_ADVANCE_MS,
      },
      true,
    );
  }

  /** The number of objects under a stream's prefix, up to a thousand. */
  async countObjects(name: string): Promise<number> {
    const { body } = await this.#line.send(
      { method: "GET", path: `/bench?list-type=2&prefix=${name}/`, headers: createAwsHeaders("s3") },
      true,
    );
    return body.toString().split("<Key>").length - 1;
  }

  get memoryMb(): number {
    return this.#contestant.readMemoryMb();
  }

  async #request(call: WireRequest): Promise<string> {
    const { status, body } = await this.#line.send(call, true);
    if (status !== 200) throw new Error(`${this.#contestant.name}: status ${status}: ${body.toString().slice(0, 300)}`);
    return body.toString();
  }
}

function createDestination(
  { partitions, parquet, query: ParameterValue = PLAIN_QUERY }: Variant,
  name: string,
): object {
  const query = {
    Type: "MetadataExtraction",
    Parameters: [
      { ParameterName: "MetadataExtractionQuery", ParameterValue },
      { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
    ],
  };
  return {
    BucketARN: "arn:aws:s3:::bench",
    RoleARN: ROLE,
    Prefix: `${name}/${partitions === undefined ? "" : "!{partitionKeyFromQuery:station}/"}`,
    ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
    BufferingHints: { SizeInMBs: partitions === undefined && !parquet ? 5 : 64, IntervalInSeconds: 60 },
    ...(partitions === undefined
      ? {}
      : {
          DynamicPartitioningConfiguration: { Enabled: true },
          ProcessingConfiguration: { Enabled: true, Processors: [query] },
        }),
    ...(parquet
      ? {
          DataFormatConversionConfiguration: {
            SchemaConfiguration: { RoleARN: ROLE, DatabaseName: "bench", TableName: "readings" },
            InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
            OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          },
        }
      : {}),
  };
}
