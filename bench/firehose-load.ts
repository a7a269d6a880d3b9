import { setTimeout as pause } from "node:timers/promises";
import { Firehose, type ExtendedS3DestinationConfiguration } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { S3 } from "@aws-sdk/client-s3";
import type { Run } from "./bench";
import { createClients } from "./clients";
import { startLabCloud, type Server } from "./servers";
import { createClockCall, createJsonCall, runForEach, openConnection, type WireRequest } from "./wire";

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

/** Different records of 1 KB, such as filling stations might send, in their order. */
export const createRecords = (count: number, partitions = 10): string[] =>
  Array.from({ length: count }, (_, index) => {
    const record = {
      station_id: `station-${index % partitions}`,
      event_timestamp: 1_893_456_000 + index,
      fuel: ["diesel", "e5", "e10"][index % 3],
      price: 1.5 + (index % 100) / 1000,
      liters: 10 + (index % 4000) / 100,
      pumps: [index % 8, 3, 5],
    };
    const room = RECORD_BYTES - JSON.stringify({ ...record, note: "" }).length;
    return JSON.stringify({ ...record, note: "abcdefghij".repeat(103).slice(0, room) });
  });

/** A lab cloud under load. */
export interface Load {
  readonly cloud: Server;
  /**
   * Times a run from the first put to the last object, or, where delivery is held back, to the last put.
   *
   * @returns records a second
   * @throws Error if a record isn't taken, or objects are missing
   */
  measure(variant: Variant, count: number): Promise<number>;
}

/** Starts a lab cloud whose clock moves only when it is advanced, and whose put quota is out of the way. */
export async function startLoad(run: Run): Promise<Load> {
  const cloud = await startLabCloud(run, ["--speed", "0", "--firehose-quota", "1000000"]);
  const { endpoint } = cloud;
  const line = openConnection(endpoint, "HTTP/1.1", IN_FLIGHT);
  const { firehose, glue, s3 } = createClients({ firehose: Firehose, glue: Glue, s3: S3 }, { endpoint });
  run.onEnd(() => line.close());
  const request = async (call: WireRequest): Promise<string> => {
    const { status, body } = await line.send(call, true);
    if (status !== 200) throw new Error(`status ${status}: ${body.toString().slice(0, 300)}`);
    return body.toString();
  };
  await s3.createBucket({ Bucket: "bench" });
  await glue.createDatabase({ DatabaseInput: { Name: "bench" } });
  const Columns = Object.entries(COLUMNS).map(([Name, Type]) => ({ Name, Type }));
  await glue.createTable({ DatabaseName: "bench", TableInput: { Name: "readings", StorageDescriptor: { Columns } } });
  let streams = 0;
  return {
    cloud,
    async measure(variant, count) {
      const DeliveryStreamName = `bench-${(streams += 1)}`;
      const ExtendedS3DestinationConfiguration = createDestination(variant, DeliveryStreamName);
      await firehose.createDeliveryStream({ DeliveryStreamName, ExtendedS3DestinationConfiguration });
      await request(createClockCall(2));
      const describe = () => firehose.describeDeliveryStream({ DeliveryStreamName });
      while ((await describe()).DeliveryStreamDescription?.DeliveryStreamStatus !== "ACTIVE") await pause(100);
      const records = createRecords(Math.min(count, DISTINCT), variant.partitions);
      const calls = splitIntoBatches(DeliveryStreamName, records);
      const began = performance.now();
      await runForEach(count / BATCH, IN_FLIGHT, async (n) => {
        const call = calls[n % calls.length];
        const answer = call && (await request(call));
        if (!/"FailedPutCount": ?0\b/.test(answer ?? "")) throw new Error(`records were refused: ${answer}`);
      });
      if (variant.isHeld !== true) await request(createClockCall(ALL_DUE_SECONDS, MAX_ADVANCE_MS));
      const seconds = (performance.now() - began) / 1000;
      const { KeyCount = 0 } = await s3.listObjectsV2({ Bucket: "bench", Prefix: `${DeliveryStreamName}/` });
      const isRight = variant.isHeld === true ? KeyCount === 0 : KeyCount >= (variant.partitions ?? 1);
      if (!isRight) throw new Error(`${variant.what}: ${KeyCount} objects were delivered`);
      return count / seconds;
    },
  };
}

/** The calls that put the records, made before the measurement begins. */
const splitIntoBatches = (DeliveryStreamName: string, records: readonly string[]): WireRequest[] =>
  Array.from({ length: Math.ceil(records.length / BATCH) }, (_, n) => {
    const batch = records.slice(n * BATCH, (n + 1) * BATCH);
    const Records = batch.map((text) => ({ Data: Buffer.from(text).toString("base64") }));
    const input = { DeliveryStreamName, Records };
    return { ...createJsonCall("firehose", "Firehose_20150804.PutRecordBatch", input), maxMs: MAX_PUT_MS };
  });

function createDestination(
  { partitions, parquet, isHeld, query = PLAIN_QUERY }: Variant,
  name: string,
): ExtendedS3DestinationConfiguration {
  const isSmall = partitions === undefined && parquet !== true;
  const Parameters = [
    { ParameterName: "MetadataExtractionQuery", ParameterValue: query },
    { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
  ] as const;
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
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [{ Type: "MetadataExtraction", Parameters: [...Parameters] }],
      },
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
