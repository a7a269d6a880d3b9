import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  PutRecordCommand,
  type GetRecordsOutput,
  type GetShardIteratorInput,
  type PutRecordInput,
  type PutRecordOutput,
  type Shard,
  type StreamDescription,
} from "@aws-sdk/client-kinesis";
import type { TestCloud } from "../../../testing/use-cloud";

/** The common steps of tests with streams. */
export interface TestStreams {
  /** Makes a stream and waits until it is ACTIVE. */
  make(name: string, shards: number): Promise<void>;
  put(fields?: Partial<PutRecordInput>): Promise<PutRecordOutput>;
  iterator(fields?: Partial<GetShardIteratorInput>): Promise<string>;
  get(iterator: string, limit?: number): Promise<GetRecordsOutput>;
  /** All texts that a shard gives from its beginning. */
  texts(shard: number, name?: string): Promise<string[]>;
  describe(name?: string): Promise<StreamDescription>;
  shards(name?: string): Promise<Shard[]>;
}

/** The stream's name where a test gives none. */
export const STREAM = "trips";

/** `shardId-000000000003` for 3. */
export const shardName = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;

/** A text as record data. */
export const bytes = (text: string): Uint8Array => Buffer.from(text);

/** The common steps on a cloud's streams, through the official SDK. */
export function streamsOf(cloud: TestCloud): TestStreams {
  const iterator: TestStreams["iterator"] = async (fields) => {
    const input = { StreamName: STREAM, ShardId: shardName(0), ShardIteratorType: "TRIM_HORIZON", ...fields } as const;
    const { ShardIterator } = await cloud.kinesis.send(new GetShardIteratorCommand(input));
    return ShardIterator ?? "";
  };
  const get: TestStreams["get"] = (ShardIterator, Limit) =>
    cloud.kinesis.send(new GetRecordsCommand({ ShardIterator, Limit }));
  const describe: TestStreams["describe"] = async (StreamName = STREAM) => {
    const { StreamDescription } = await cloud.kinesis.send(new DescribeStreamCommand({ StreamName }));
    if (StreamDescription === undefined) throw new Error("a description was expected");
    return StreamDescription;
  };
  return {
    async make(StreamName, ShardCount) {
      await cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
      await cloud.advance(1);
    },
    put: (fields) =>
      cloud.kinesis.send(
        new PutRecordCommand({ StreamName: STREAM, PartitionKey: "key", Data: bytes("x"), ...fields }),
      ),
    iterator,
    get,
    async texts(shard, StreamName = STREAM) {
      const { Records = [] } = await get(await iterator({ StreamName, ShardId: shardName(shard) }));
      return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
    },
    describe,
    async shards(StreamName = STREAM) {
      const { Shards = [] } = await cloud.kinesis.send(new ListShardsCommand({ StreamName }));
      return Shards;
    },
  };
}
