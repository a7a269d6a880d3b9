import { createHash } from "node:crypto";
import { CreateStreamCommand, ListShardsCommand, SplitShardCommand } from "@aws-sdk/client-kinesis";
import { ignoreRefusal, readStreamRecords, type Plan, type Question, type Stage } from "../../grader/index";
import { between, seededRandom } from "../../src/generators/random";
import { listLab05Resources } from "./created-resources";
import { STREAM, type ObservedShard, type StoredSale } from "./shards";

export const gradingPlan: Plan = {
  packages: ["kinesis", "sts"].map((service) => `@aws-sdk/client-${service}`),
  prepare: makeStream,
  chosenNames: [{ exercise: "05-resharding.student-name", constant: "STUDENT" }],
  createQuestions: (seed) => [
    ...hashQuestions(seed),
    ...createParentQuestions(seed),
    createSalesQuestion(seed),
    ...["STUDENT", "NEXT_CUT"].map((name) => ({ id: name, name })),
    { id: "quiz", name: "ANSWERS" },
  ],
  collectAfterCells: async (stage) => ({ ...(await lookAtShards(stage)), ...(await lookAtSales(stage)) }),
  listCreatedResources: listLab05Resources,
};

/** A stream's upper half is cut here: above the hot key, in percent of all hash keys. */
const CUT_PERCENT = 90n;
/** Records are kept for a day. A closed shard without records is no longer listed after that. */
const MORE_THAN_A_DAY_SECONDS = 25 * 3600;

/**
 * Makes the stream, which the notebook does in a cell without an exercise. It has three open shards with other ids than a learner has
 * seen, and the busy one is in the middle: so an answer that names a shard, or takes the first or the last one, is found out.
 */
async function makeStream({ kinesis, advance }: Stage): Promise<void> {
  await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 2 }));
  await advance(30);
  const NewStartingHashKey = String((CUT_PERCENT << 128n) / 100n);
  const split = { StreamName: STREAM, ShardToSplit: "shardId-000000000001", NewStartingHashKey };
  await kinesis.send(new SplitShardCommand(split));
  await advance(MORE_THAN_A_DAY_SECONDS);
}

async function lookAtShards(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  await stage.advance(30);
  const listed = await ignoreRefusal(stage.kinesis.send(new ListShardsCommand({ StreamName: STREAM })));
  const shards = (listed?.Shards ?? []).map(
    ({ ShardId, HashKeyRange, ParentShardId, AdjacentParentShardId }): ObservedShard => ({
      id: ShardId ?? "",
      start: HashKeyRange?.StartingHashKey ?? "",
      end: HashKeyRange?.EndingHashKey ?? "",
      parent: ParentShardId,
      adjacent: AdjacentParentShardId,
    }),
  );
  return { shards };
}

/** Partition keys that no learner has seen: ASCII ones, one with spaces at its ends and capitals, and one with letters of several bytes in UTF-8. */
function hashQuestions(seed: number): Question[] {
  const random = seededRandom((seed ^ 0x5a5) >>> 0);
  const hash = (id: string, beginning: string) => ({
    id,
    name: "hashKeyOf",
    args: [`${beginning}-${between(random, 1000, 9999)}`],
  });
  return [
    ...["choir", "club", "band"].map((word) => hash(`plain-${word}`, word)),
    { id: "spaces", name: "hashKeyOf", args: [` Box Office ${between(random, 1000, 9999)} `] },
    // The ü is a u and an accent, two characters: AWS doesn't normalize keys.
    hash("utf8", "Fru\u0308hlingsfest-Łódź"),
  ];
}

/** Shards of a stream that was split and merged, and the shards that are not yet read to their end. The last part of a question's id is the right answer. */
function createParentQuestions(seed: number): Question[] {
  const random = seededRandom((seed ^ 0x9e3) >>> 0);
  const first = between(random, 10, 90);
  const [other, root, left, right, merged] = [-1, 0, 1, 2, 3].map(
    (n) => `shardId-${String(first + n).padStart(12, "0")}`,
  );
  const ask = (id: string, shard: object, unread: readonly (string | undefined)[]): Question => ({
    id,
    name: "mayBeRead",
    args: [shard, unread.filter((item) => item !== undefined)],
  });
  const child = { ShardId: left, ParentShardId: root };
  const mergedShard = { ShardId: merged, ParentShardId: left, AdjacentParentShardId: right };
  return [
    ask("root-yes", { ShardId: root }, [merged, right, left, root]),
    ask("gone-yes", child, [merged, right, left]),
    ask("child-no", child, [right, root, left]),
    ask("child-yes", child, [right, left]),
    ask("merged-both-no", mergedShard, [left, right, merged]),
    ask("merged-parent-no", mergedShard, [merged, left]),
    ask("merged-adjacent-no", mergedShard, [merged, right]),
    ask("merged-yes", mergedShard, [merged]),
    // Which shard is the oldest does not matter: another one may still be unread.
    ask("root-beside-yes", { ShardId: root }, [merged, other, right, left, root]),
    ask("child-beside-yes", child, [right, other, left]),
    ask("merged-beside-yes", mergedShard, [other, merged]),
  ];
}

/** A shard takes 51 records of 20 KiB in a second. So these take three, and in the last one a single record is left. */
const HOT_SALES = 103;
const OTHER_SALES = 12;

/** Requests to write an evening's sales. Those of the hot concert come between others, which belong to another shard. Their numbers aren't in order. */
function createSalesQuestion(seed: number): Question {
  const random = seededRandom((seed ^ 0x7c1) >>> 0);
  const first = between(random, 20_000, 80_000);
  const [hot, other] = [drawConcert(random, "stadium", /^[0-7]/), drawConcert(random, "lunch", /^[89a-f]/)];
  const count = HOT_SALES + OTHER_SALES;
  const sales = Array.from({ length: count }, (_, n) => ({
    order: first + ((n * 7) % count),
    concert: n % 9 === 8 ? other : hot,
  }));
  return { id: "put-sales", name: "putSales", args: [sales] };
}

/** A partition key whose hash begins as wanted. */
function drawConcert(random: () => number, beginning: string, hash: RegExp): string {
  for (;;) {
    const key = `${beginning}-${between(random, 100, 999)}`;
    if (hash.test(createHash("md5").update(key).digest("hex"))) return key;
  }
}

/** The records that the stream has of the sales, without the rest of their tickets. */
async function lookAtSales(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  const records = (await ignoreRefusal(readStreamRecords(stage, STREAM))) ?? [];
  const sales = records.map(({ partitionKey: key, data }): StoredSale => ({
    key,
    order: Number.parseInt(data, 10),
    bytes: data.length,
  }));
  return { sales: sales.filter(({ order }) => !Number.isNaN(order)) };
}
