import type {
  GetRecordsOutput,
  GetShardIteratorInput,
  PutRecordInput,
  PutRecordOutput,
  Shard,
  StreamDescription,
} from "@aws-sdk/client-kinesis";
import { START, type TestCloud } from "../../../testing/use-cloud";

/** The common steps of tests with streams. */
export interface TestStreams {
  /** Makes a stream and waits until it is ACTIVE. */
  make(name: string, shards: number): Promise<void>;
  put(fields?: Partial<PutRecordInput>): Promise<PutRecordOutput>;
  readIterator(fields?: Partial<GetShardIteratorInput>): Promise<string>;
  get(iterator: string, limit?: number): Promise<GetRecordsOutput>;
  /** All texts that a shard gives from its beginning. */
  listTexts(shard: number, name?: string): Promise<string[]>;
  describe(name?: string): Promise<StreamDescription>;
  listShards(name?: string): Promise<Shard[]>;
  /** What these metrics of STREAM sum up to in the cloud's first minute. */
  readSums(...metrics: string[]): Promise<Record<string, number | undefined>>;
}

/** The stream's name where a test gives none. */
export const STREAM = "trips";

/** `shardId-000000000003` for 3. */
export const formatShardName = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;

/** A string as record data. */
export const toBytes = (text: string): Uint8Array => Buffer.from(text);

/** The common steps on a cloud's streams, through the official SDK. */
export function createStreams(cloud: TestCloud): TestStreams {
  const readIterator: TestStreams["readIterator"] = async (fields) => {
    const input = {
      StreamName: STREAM,
      ShardId: formatShardName(0),
      ShardIteratorType: "TRIM_HORIZON",
      ...fields,
    } as const;
    const { ShardIterator } = await cloud.kinesis.getShardIterator(input);
    return ShardIterator ?? "";
  };
  const get: TestStreams["get"] = (ShardIterator, Limit) => cloud.kinesis.getRecords({ ShardIterator, Limit });
  const describe: TestStreams["describe"] = async (StreamName = STREAM) => {
    const { StreamDescription } = await cloud.kinesis.describeStream({ StreamName });
    if (StreamDescription === undefined) throw new Error("a description was expected");
    return StreamDescription;
  };
  return {
    async make(StreamName, ShardCount) {
      await cloud.kinesis.createStream({ StreamName, ShardCount });
      await cloud.advance(1);
    },
    put: (fields) =>
      cloud.kinesis.putRecord({ StreamName: STREAM, PartitionKey: "key", Data: toBytes("x"), ...fields }),
    readIterator,
    get,
    async listTexts(shard, StreamName = STREAM) {
      const { Records = [] } = await get(await readIterator({ StreamName, ShardId: formatShardName(shard) }));
      return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
    },
    describe,
    async listShards(StreamName = STREAM) {
      const { Shards = [] } = await cloud.kinesis.listShards({ StreamName });
      return Shards;
    },
    async readSums(...metrics) {
      const found = metrics.map(async (MetricName) => {
        const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
          Namespace: "AWS/Kinesis",
          MetricName,
          Dimensions: [{ Name: "StreamName", Value: STREAM }],
          Period: 60,
          Statistics: ["Sum"],
          StartTime: new Date(START),
          EndTime: new Date(Date.parse(START) + 60_000),
        });
        return [MetricName, Datapoints[0]?.Sum];
      });
      return Object.fromEntries(await Promise.all(found));
    },
  };
}
