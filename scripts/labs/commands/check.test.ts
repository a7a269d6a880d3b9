import { DeleteStreamCommand, CreateStreamCommand, KinesisClient, SplitShardCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../../cloud/testing/skip";
import { useLabCloud } from "../../../src/testing/use-lab-cloud";
import { checkLearnerFolder, createLearnerFolder } from "../testing/learner-folder";

/** Right answers of two labs, up to the exercise whose stream is compared. */
const ANSWERS = {
  "03-data-collection": {
    "03-data-collection.shards-needed": [
      "const recordKiB = Math.ceil(recordBytes / 1024);",
      "const incoming = recordKiB * recordsPerSecond;",
      "const outgoing = incoming * consumers;",
      "return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000)));",
    ],
    "03-data-collection.create-stream": [
      "const SHARDS = shardsNeeded(1300, 40, 2);",
      "await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: SHARDS }));",
    ],
  },
  "05-resharding": {
    "05-resharding.hash-key": [
      'const digits = createHash("md5").update(partitionKey).digest("hex");',
      "return BigInt(`0x${digits}`).toString();",
    ],
    "05-resharding.split": [
      "const isBusy = start <= HOT_HASH && HOT_HASH <= end;",
      "const middle = (start + end) / 2n;",
      "if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: stream, ShardToSplit: id, NewStartingHashKey: middle.toString() }));",
    ],
  },
} as const;

const SEPARATE_CLOUD = "This check ran in a separate cloud, created for the check.";
const DIFFERS = "⚠ Your own cloud differs from what your saved code creates:";

describe("labs check beside a learner's own cloud", function () {
  this.timeout(900_000);
  const lab = useLabCloud();

  /** Sends a command to the learner's own cloud, and waits until it is done. */
  async function send(command: CreateStreamCommand | DeleteStreamCommand | SplitShardCommand): Promise<void> {
    await new KinesisClient({}).send(command as CreateStreamCommand);
    await lab.cloud.clock.advance(60);
  }

  /** The lines of a check of one exercise that is right, after its verdict. */
  async function check(id: keyof typeof ANSWERS, exercise: string): Promise<readonly string[]> {
    const root = await createLearnerFolder(id, { answers: ANSWERS[id] });
    const env = { AWS_ENDPOINT_URL: lab.cloud.endpoint };
    const [verdict = "", ...lines] = (await checkLearnerFolder(root, id, { exercise, env })).trim().split("\n");
    expect(verdict).to.match(/^✓ .*: right$/);
    return lines.map((line) => line.trim()).filter((line) => line !== "");
  }

  it("says that the stream of lab 03 has 2 shards where the code says 1, and that it matches with 1", async function () {
    skipIf(this, LEFT_TO_CI);
    const StreamName = "people-stream";
    await send(new CreateStreamCommand({ StreamName, ShardCount: 2 }));
    expect(await check("03-data-collection", "create-stream")).to.deep.equal([
      SEPARATE_CLOUD,
      DIFFERS,
      "data stream people-stream, shards: it has 2, your saved code asks for 1.",
      "In a new cell:",
      "await sh`aws kinesis update-shard-count --stream-name people-stream --target-shard-count 1 --scaling-type UNIFORM_SCALING`;",
      "The records stay. It takes a few seconds.",
    ]);
    await send(new DeleteStreamCommand({ StreamName }));
    await send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    expect(await check("03-data-collection", "create-stream")).to.deep.equal([
      SEPARATE_CLOUD,
      "Your own cloud matches your saved code. Compared: data stream people-stream.",
    ]);
  });

  it("says that the stream of lab 05 was split at another hash key than the code's, and that it matches with the code's", async function () {
    skipIf(this, LEFT_TO_CI);
    const StreamName = "resharding-sales";
    const splitUpper = async (hashKey: bigint): Promise<void> => {
      await send(new CreateStreamCommand({ StreamName, ShardCount: 2 }));
      const NewStartingHashKey = hashKey.toString();
      await send(new SplitShardCommand({ StreamName, ShardToSplit: "shardId-000000000001", NewStartingHashKey }));
    };
    await splitUpper((1n << 127n) + (1n << 125n));
    expect(await check("05-resharding", "split")).to.deep.equal([
      SEPARATE_CLOUD,
      DIFFERS,
      "data stream resharding-sales, split at: it has 62.5 % of all hash keys, your saved code asks for 75 % of all hash keys.",
      "In a new cell:",
      'await deleteKinesisDataStream({ streamName: "resharding-sales" });',
      'await waitUntilDeleted(() => listResources({ prefix: "resharding-sales" }));',
      "You can't undo a split or a merge. Then run the cells again, from the one that creates the stream.",
    ]);
    await send(new DeleteStreamCommand({ StreamName }));
    await splitUpper((1n << 127n) + (1n << 126n));
    expect(await check("05-resharding", "split")).to.deep.equal([
      SEPARATE_CLOUD,
      "Your own cloud matches your saved code. Compared: data stream resharding-sales.",
    ]);
  });
});
