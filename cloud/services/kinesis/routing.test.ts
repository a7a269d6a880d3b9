import { expect } from "chai";
import { createRandom } from "../../../foundation/random";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";
import { toBytes, STREAM, createStreams } from "./testing/streams";

/** Computes each key's shard with Python's own MD5 and integers, from the open shards as boto3 lists them. */
const JUDGE = `
import hashlib, json, sys
import boto3
shards = [s for s in boto3.client("kinesis").list_shards(StreamName="${STREAM}")["Shards"] if "EndingSequenceNumber" not in s["SequenceNumberRange"]]
ranges = [(int(s["HashKeyRange"]["StartingHashKey"]), int(s["HashKeyRange"]["EndingHashKey"]), s["ShardId"]) for s in shards]
def place(record):
    explicit = record.get("ExplicitHashKey")
    key = int(explicit) if explicit is not None else int.from_bytes(hashlib.md5(record["PartitionKey"].encode()).digest(), "big")
    return next(shard for first, last, shard in ranges if first <= key <= last)
print(json.dumps([place(record) for record in json.loads(sys.argv[1])]))
`;
const CHARACTERS = [..."abcäöü€漢𝄞 0123456789-_"];
const LARGEST = 2n ** 128n - 1n;

describe("Kinesis routing compared with Python's arithmetic", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  needVenv();

  for (const seed of ["one", "two", "three"]) {
    it(`sends 300 keys to the shards of their hashes after random splits and merges, seed ${seed} (KDS-010)`, async () => {
      const random = createRandom(seed);
      await streams.make(STREAM, 1 + random.drawBelow(5));
      for (let change = 0; change < 6; change++) await reshard(random.drawBelow(3), random.drawFraction());
      const edges = (await open()).flatMap(({ first, last }) => [first, last]);
      const records = Array.from({ length: 300 }, (_, index) => ({
        Data: toBytes("x"),
        PartitionKey: Array.from(
          { length: 1 + random.drawBelow(12) },
          () => CHARACTERS[random.drawBelow(CHARACTERS.length)],
        ).join(""),
        // The first and the last hash key of each shard, and some in between.
        ...(index < edges.length
          ? { ExplicitHashKey: String(edges[index]) }
          : index % 10 === 0
            ? { ExplicitHashKey: String((LARGEST * BigInt(random.drawBelow(1e9))) / 1_000_000_000n) }
            : {}),
      }));
      const { Records = [] } = await cloud.kinesis.putRecords({ StreamName: STREAM, Records: records });
      const judged = await runInVenv(
        "python",
        ["-c", JUDGE, JSON.stringify(records.map((record) => ({ ...record, Data: undefined })))],
        cloud.running,
      );
      expect(judged.errors).to.equal("");
      expect(Records.map(({ ShardId }) => ShardId)).to.deep.equal(JSON.parse(judged.output));
      expect(new Set(Records.map(({ ShardId }) => ShardId)).size).to.equal(
        (await cloud.kinesis.describeLimits({})).OpenShardCount,
      );
    });
  }

  async function open(): Promise<{ id: string; first: bigint; last: bigint }[]> {
    const { Shards = [] } = await cloud.kinesis.listShards({ StreamName: STREAM });
    return Shards.filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined)
      .map(({ ShardId = "", HashKeyRange: { StartingHashKey = "0", EndingHashKey = "0" } = {} as never }) => ({
        id: ShardId,
        first: BigInt(StartingHashKey),
        last: BigInt(EndingHashKey),
      }))
      .sort((a, b) => (a.first < b.first ? -1 : 1));
  }

  async function reshard(kind: number, share: number): Promise<void> {
    const shards = await open();
    const position = Math.floor(share * shards.length);
    const [first, second] = [shards[position], shards[position + 1]];
    if (first === undefined) throw new Error("a stream has a shard");
    if (kind === 0 && second !== undefined)
      await cloud.kinesis.mergeShards({ StreamName: STREAM, ShardToMerge: first.id, AdjacentShardToMerge: second.id });
    else if (kind === 1)
      await cloud.kinesis
        .updateShardCount({ StreamName: STREAM, TargetShardCount: shards.length + 1, ScalingType: "UNIFORM_SCALING" })
        .catch(ignoreTooMany);
    else
      await cloud.kinesis.splitShard({
        StreamName: STREAM,
        ShardToSplit: first.id,
        NewStartingHashKey: String(
          first.first + 2n + (BigInt(Math.floor(share * 1e6)) * (first.last - first.first - 4n)) / 1_000_000n,
        ),
      });
    await cloud.advance(1);
  }
});

/** A random change may be refused, for example a resize to more than double; the stream then stays unchanged. */
function ignoreTooMany(error: unknown): void {
  if (!(error instanceof Error && error.name === "LimitExceededException")) throw error;
}
