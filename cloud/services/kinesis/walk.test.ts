import type { Shard } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { createRandom, type Random } from "../../../foundation/random";
import { useCloud } from "../../testing/use-cloud";
import { toBytes, STREAM, createStreams } from "./testing/streams";

const ROUNDS = 25;
const KEYS = ["a", "b", "c", "d", "e", "f"];

describe("Kinesis reads across splits and merges, against a model", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);

  for (const seed of [1, 2, 3, 4]) {
    it(`return every record once, and those of one key in order: seed ${seed}`, async () => {
      const random = createRandom(`walk ${seed}`);
      await streams.make(STREAM, 1 + random.drawBelow(3));
      const written = new Map(KEYS.map((key): [string, string[]] => [key, []]));
      const reader = createWalker(random);
      for (let round = 0; round < ROUNDS; round++) {
        await put(random, written, round);
        if (random.drawBelow(3) === 0) await reshard(random);
        if (random.drawBelow(2) === 0) await reader.step();
        await cloud.advance(1);
      }
      await reader.finish();
      expect(Object.fromEntries(reader.read)).to.deep.equal(Object.fromEntries(written));
    });
  }

  async function put(random: Random, written: ReadonlyMap<string, string[]>, round: number): Promise<void> {
    const records = Array.from({ length: 1 + random.drawBelow(20) }, (_, index) => {
      const PartitionKey = KEYS[random.drawBelow(KEYS.length)] ?? "a";
      written.get(PartitionKey)?.push(`${round}-${index}`);
      return { PartitionKey, Data: toBytes(`${round}-${index}`) };
    });
    expect((await cloud.kinesis.putRecords({ StreamName: STREAM, Records: records })).FailedRecordCount).to.equal(0);
  }

  const isOpen = ({ SequenceNumberRange }: Shard): boolean => SequenceNumberRange?.EndingSequenceNumber === undefined;
  const getFirst = ({ HashKeyRange }: Shard): bigint => BigInt(HashKeyRange?.StartingHashKey ?? 0);

  async function reshard(random: Random): Promise<void> {
    const shards = (await streams.listShards()).filter(isOpen).sort((a, b) => (getFirst(a) < getFirst(b) ? -1 : 1));
    const position = random.drawBelow(shards.length);
    const [first, second] = [shards[position], shards[position + 1]];
    if (first === undefined) throw new Error("a stream has a shard");
    if (second !== undefined && (shards.length > 5 || random.drawBelow(2) === 0)) {
      await cloud.kinesis.mergeShards({
        StreamName: STREAM,
        ShardToMerge: first.ShardId,
        AdjacentShardToMerge: second.ShardId,
      });
    } else {
      const middle = (getFirst(first) + BigInt(first.HashKeyRange?.EndingHashKey ?? 0)) / 2n;
      await cloud.kinesis.splitShard({
        StreamName: STREAM,
        ShardToSplit: first.ShardId,
        NewStartingHashKey: String(middle),
      });
    }
  }

  /** Reads as the KCL does: a shard's children only when all of its parents have been read to their ends. */
  function createWalker(random: Random): {
    readonly read: Map<string, string[]>;
    step(): Promise<void>;
    finish(): Promise<void>;
  } {
    const read = new Map(KEYS.map((key): [string, string[]] => [key, []]));
    const iterators = new Map<string, string>();
    const done = new Set<string>();

    async function begin(): Promise<void> {
      const { Shards = [] } = await cloud.kinesis.listShards({ StreamName: STREAM });
      for (const { ShardId = "", ParentShardId, AdjacentParentShardId } of Shards) {
        const parents = [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined);
        if (done.has(ShardId) || iterators.has(ShardId) || !parents.every((id) => done.has(id))) continue;
        iterators.set(ShardId, await streams.readIterator({ ShardId }));
      }
    }

    /** @returns whether all records have been read */
    async function step(limit = 1 + random.drawBelow(30)): Promise<boolean> {
      await begin();
      let isCaughtUp = true;
      for (const [shard, iterator] of [...iterators]) {
        const { Records = [], NextShardIterator, MillisBehindLatest, ChildShards } = await streams.get(iterator, limit);
        for (const { PartitionKey = "", Data } of Records)
          read.get(PartitionKey)?.push(Buffer.from(Data ?? []).toString());
        if (NextShardIterator !== undefined) iterators.set(shard, NextShardIterator);
        else {
          expect(ChildShards).to.have.length.above(0);
          done.add(shard);
          iterators.delete(shard);
        }
        isCaughtUp &&= MillisBehindLatest === 0 && NextShardIterator !== undefined;
      }
      return isCaughtUp;
    }

    return {
      read,
      step: async () => void (await step()),
      async finish() {
        while (!(await step(100))) await cloud.advance(1);
      },
    };
  }
});
