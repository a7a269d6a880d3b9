import type { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "./testing/streams";

interface NamedStream {
  readonly StreamName?: string;
  readonly StreamARN?: string;
}
type Calls = Readonly<Record<string, (kinesis: Kinesis, named: NamedStream) => Promise<unknown>>>;

/** Each operation that takes a name or an ARN. */
const CALLS: Calls = {
  AddTagsToStream: (kinesis, named) => kinesis.addTagsToStream({ ...named, Tags: { a: "1" } }),
  DescribeStream: (kinesis, named) => kinesis.describeStream(named),
  DescribeStreamSummary: (kinesis, named) => kinesis.describeStreamSummary(named),
  GetShardIterator: (kinesis, named) =>
    kinesis.getShardIterator({ ...named, ShardId: formatShardName(0), ShardIteratorType: "LATEST" }),
  ListShards: (kinesis, named) => kinesis.listShards(named),
  ListTagsForStream: (kinesis, named) => kinesis.listTagsForStream(named),
  PutRecord: (kinesis, named) => kinesis.putRecord({ ...named, Data: toBytes("x"), PartitionKey: "k" }),
  PutRecords: (kinesis, named) =>
    kinesis.putRecords({ ...named, Records: [{ Data: toBytes("x"), PartitionKey: "k" }] }),
  RemoveTagsFromStream: (kinesis, named) => kinesis.removeTagsFromStream({ ...named, TagKeys: ["a"] }),
  IncreaseStreamRetentionPeriod: (kinesis, named) =>
    kinesis.increaseStreamRetentionPeriod({ ...named, RetentionPeriodHours: 48 }),
  DecreaseStreamRetentionPeriod: (kinesis, named) =>
    kinesis.decreaseStreamRetentionPeriod({ ...named, RetentionPeriodHours: 24 }),
  MergeShards: (kinesis, named) =>
    kinesis.mergeShards({ ...named, ShardToMerge: formatShardName(0), AdjacentShardToMerge: formatShardName(1) }),
  SplitShard: (kinesis, named) =>
    kinesis.splitShard({ ...named, ShardToSplit: formatShardName(2), NewStartingHashKey: "7" }),
  UpdateShardCount: (kinesis, named) =>
    kinesis.updateShardCount({ ...named, TargetShardCount: 1, ScalingType: "UNIFORM_SCALING" }),
  DeleteStream: (kinesis, named) => kinesis.deleteStream(named),
};
const getArn = (name: string): string => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;

describe("a stream's name in requests", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);

  it("can be its ARN in each operation", async () => {
    await streams.make(STREAM, 2);
    for (const call of Object.values(CALLS)) {
      await call(cloud.kinesis, { StreamARN: getArn(STREAM) });
      // Operations that change shards take a second.
      await cloud.advance(1);
    }
    expect((await catchFault(streams.describe())).name).to.equal("ResourceNotFoundException");
  });

  it("is required by each operation, must exist, and must be given only once", async () => {
    await streams.make(STREAM, 2);
    const requestMissing = async (operation: string, named: NamedStream) => {
      const { name, message } = await catchFault(CALLS[operation]?.(cloud.kinesis, named) ?? Promise.resolve());
      expect(name, operation).to.equal("ResourceNotFoundException");
      expect(message, operation).to.match(/stream none under account 000000000000 (not found|does not exist)\.?$/i);
    };
    for (const [operation, call] of Object.entries(CALLS)) {
      const requestFault = async (named: NamedStream) => catchFault(call(cloud.kinesis, named));
      await requestMissing(operation, { StreamName: "none" });
      await requestMissing(operation, { StreamARN: getArn("none") });
      expect(await requestFault({}), operation).to.include({ name: "InvalidArgumentException" });
      const two = { StreamName: STREAM, StreamARN: getArn("none") };
      expect(await requestFault(two), operation).to.include({ name: "InvalidArgumentException" });
    }
  });
});
