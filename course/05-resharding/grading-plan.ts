import { createHash } from "node:crypto";
import {
  CreateStreamCommand,
  ListShardsCommand,
  MergeShardsCommand,
  PutRecordCommand,
  SplitShardCommand,
} from "@aws-sdk/client-kinesis";
import { ignoreRefusal, readStreamRecords, type Plan, type Question, type Stage } from "../../grader/index";
import { between, seededRandom } from "../../src/generators/random";
import { HOT_HASH, listLab05Resources } from "./created-resources";
import {
  MERGE_ELSEWHERE,
  SPLIT_AT_ENDS,
  SPLIT_ELSEWHERE,
  STREAM,
  type ObservedShard,
  type StoredSale,
} from "./checks/shards";

const UNTIL_ACTIVE_SECONDS = 30;

export const gradingPlan: Plan = {
  // As on AWS, a stream is UPDATING for half a minute: a second split is refused, however late a busy machine sends it.
  cloud: { lag: true },
  secondsBetweenCells: UNTIL_ACTIVE_SECONDS,
  packages: ["kinesis", "sts"].map((service) => `@aws-sdk/client-${service}`),
  prepare: makeStreams,
  chosenNames: [{ exercise: "05-resharding.student-name", constant: "STUDENT" }],
  createQuestions: (seed) => [
    ...hashQuestions(seed),
    ...createParentQuestions(seed),
    ...[SPLIT_ELSEWHERE, ...SPLIT_AT_ENDS].map((stream): Question => ({
      id: stream,
      name: "splitBusyShard",
      args: [stream],
      evenIfStopped: true,
    })),
    { id: MERGE_ELSEWHERE, name: "mergeBack", args: [MERGE_ELSEWHERE], evenIfStopped: true },
    createSalesQuestion(seed),
    ...["STUDENT", "NEXT_CUT"].map((name) => ({ id: name, name })),
    { id: "quiz", name: "ANSWERS" },
  ],
  prepareQuestion: async (stage, id) => {
    if (id === SALES_QUESTION) await fillHotShard(stage);
  },
  collectAfterCells: async (stage) => ({ ...(await lookAtShards(stage)), ...(await lookAtSales(stage)) }),
  listCreatedResources: listLab05Resources,
  knownResources: [STREAM],
};

/**
 * The streams of a check, and where each is cut last, in percent of all hash keys. The hot key is at 73 %, so the busy shard is the one in the
 * middle in the first stream, and the last one in the second: an answer that takes the first or the last one is found out.
 */
const CUTS: readonly (readonly [stream: string, percent: bigint])[] = [
  [STREAM, 90n],
  [SPLIT_ELSEWHERE, 10n],
  [MERGE_ELSEWHERE, 90n],
];
/** Records are kept for a day. A closed shard without records is no longer listed after that. */
const MORE_THAN_A_DAY_SECONDS = 25 * 3600;

/**
 * Makes the notebook's stream, which the notebook does in a cell without an exercise, and the streams for which the learner's functions are
 * called. Each has three open shards. In the notebook's stream they have other ids than a learner has seen, by the seed: its upper half is
 * split and merged again before. No shard of the other streams has such an id, so an answer that names a shard is found out.
 */
async function makeStreams(stage: Stage): Promise<void> {
  const { kinesis, advance, seed } = stage;
  for (const StreamName of [...CUTS.map(([stream]) => stream), ...SPLIT_AT_ENDS])
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 2 }));
  await advance(UNTIL_ACTIVE_SECONDS);
  const upper = 1 + 3 * between(seededRandom((seed ^ 0x2e9) >>> 0), 1, MAX_ROUNDS);
  for (let newest = 1; newest < upper; newest += 3) {
    await cutShard(stage, { stream: STREAM, shard: newest, at: toHashKey(75n) });
    await advance(UNTIL_ACTIVE_SECONDS);
    const [ShardToMerge, AdjacentShardToMerge] = [newest + 1, newest + 2].map(toShardId);
    await kinesis.send(new MergeShardsCommand({ StreamName: STREAM, ShardToMerge, AdjacentShardToMerge }));
    await advance(UNTIL_ACTIVE_SECONDS);
  }
  for (const [stream, percent] of CUTS) {
    const higher = stream === STREAM ? upper : 1;
    await cutShard(stage, { stream, shard: percent < 50n ? 0 : higher, at: toHashKey(percent) });
  }
  // The hot key's hash key is the first, or the last, one of its shard.
  for (const [n, stream] of SPLIT_AT_ENDS.entries())
    await cutShard(stage, { stream, shard: 1, at: HOT_HASH + BigInt(n) });
  await advance(MORE_THAN_A_DAY_SECONDS);
}

const MAX_ROUNDS = 5;
const toShardId = (n: number): string => `shardId-${String(n).padStart(12, "0")}`;

const toHashKey = (percent: bigint): bigint => (percent << 128n) / 100n;

async function cutShard(
  { kinesis }: Stage,
  { stream, shard, at }: { readonly stream: string; readonly shard: number; readonly at: bigint },
): Promise<void> {
  const NewStartingHashKey = String(at);
  await kinesis.send(new SplitShardCommand({ StreamName: stream, ShardToSplit: toShardId(shard), NewStartingHashKey }));
}

async function lookAtShards(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  await stage.advance(UNTIL_ACTIVE_SECONDS);
  const shards: Record<string, readonly ObservedShard[]> = {};
  for (const [stream] of CUTS) shards[stream] = await listObservedShards(stage, stream);
  const shardsAtEnds: Record<string, readonly ObservedShard[]> = {};
  for (const stream of SPLIT_AT_ENDS) shardsAtEnds[stream] = await listObservedShards(stage, stream);
  return { shards, shardsAtEnds };
}

async function listObservedShards({ kinesis }: Stage, StreamName: string): Promise<ObservedShard[]> {
  const listed = await ignoreRefusal(kinesis.send(new ListShardsCommand({ StreamName })));
  return (listed?.Shards ?? []).map(
    ({ ShardId, HashKeyRange, ParentShardId, AdjacentParentShardId }): ObservedShard => ({
      id: ShardId ?? "",
      start: HashKeyRange?.StartingHashKey ?? "",
      end: HashKeyRange?.EndingHashKey ?? "",
      parent: ParentShardId,
      adjacent: AdjacentParentShardId,
    }),
  );
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
    ...["choir", "band"].map((word) => hash(`plain-${word}`, word)),
    // Its hash key has fewer digits than the largest one: an answer that fills up with zeros is found out.
    { id: "plain-club", name: "hashKeyOf", args: [drawKey(random, "club", /^[0-3]/)] },
    { id: "spaces", name: "hashKeyOf", args: [` Box Office ${between(random, 1000, 9999)} `] },
    // The ü is a u and an accent, two characters: AWS doesn't normalize keys.
    hash("utf8", "Fru\u0308hlingsfest-Łódź"),
  ];
}

/** Shards of a stream that was split and merged, and the shards that are not yet read to their end. The last part of a question's id is the right answer. */
function createParentQuestions(seed: number): Question[] {
  const random = seededRandom((seed ^ 0x9e3) >>> 0);
  const first = between(random, 10, 90);
  const [other, root, left, right, merged] = [-1, 0, 1, 2, 3].map((n) => toShardId(first + n));
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
    // The place of a parent in the list does not matter.
    ask("child-first-no", child, [root, right, left]),
    ask("merged-parent-first-no", mergedShard, [left, merged]),
    ask("merged-adjacent-first-no", mergedShard, [right, merged]),
    // Which shard is the oldest does not matter: another one may still be unread.
    ask("root-beside-yes", { ShardId: root }, [merged, other, right, left, root]),
    ask("child-beside-yes", child, [right, other, left]),
    ask("merged-beside-yes", mergedShard, [other, merged]),
    // The list is long: an answer that reads only a part of it, at either end, leaves the parent out.
    ask("child-among-many-no", child, addShards(first, [root, left])),
    ask("merged-parent-among-many-no", mergedShard, addShards(first, [left, merged])),
    ask("merged-adjacent-among-many-no", mergedShard, addShards(first, [right, merged])),
  ];
}

/** As many shards as PutRecords takes records, and a few more: an answer that reads the first 10, 100 or 500 of a list is found out. */
const SHARDS_AT_EACH_END = 510;

/** Ids of unread shards, with those of other families before them and after them. */
function addShards(first: number, unread: readonly (string | undefined)[]): (string | undefined)[] {
  return [...listShardIds(first + 1000), ...unread, ...listShardIds(first + 5000)];
}

const listShardIds = (start: number): string[] =>
  Array.from({ length: SHARDS_AT_EACH_END }, (_, n) => toShardId(start + n));

/** A shard takes 51 records of 20 KiB in a second. So these take five, and in the last one a single record is left. */
const HOT_SALES = 205;
const OTHER_SALES = 25;

/** Two concerts whose sales belong to different shards, and the number of the first order. */
function drawEvening(seed: number): { readonly first: number; readonly hot: string; readonly other: string } {
  const random = seededRandom((seed ^ 0x7c1) >>> 0);
  const first = between(random, 20_000, 80_000);
  return { first, hot: drawKey(random, "stadium", /^[0-7]/), other: drawKey(random, "lunch", /^[89a-f]/) };
}

const SALES_QUESTION = "put-sales";
/** Less than a ticket's 20 KiB is left of the 1 MiB that a shard takes in a second. */
const FILLING = Buffer.alloc(1010 * 1024, "-");

/**
 * Fills the hot concert's shard for a second, as another program could: an answer that doesn't look whether its records were taken loses some,
 * however slowly it writes. One record does it, since a claim counts the records of a PutRecords.
 */
async function fillHotShard({ kinesis, seed }: Stage): Promise<void> {
  const { hot } = drawEvening(seed);
  await ignoreRefusal(kinesis.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: hot, Data: FILLING })));
}

/** Requests to write an evening's sales. Those of the hot concert come between others, which belong to another shard. Their numbers aren't in order. */
function createSalesQuestion(seed: number): Question {
  const { first, hot, other } = drawEvening(seed);
  const count = HOT_SALES + OTHER_SALES;
  const sales = Array.from({ length: count }, (_, n) => ({
    order: first + ((n * 7) % count),
    concert: n % 9 === 8 ? other : hot,
  }));
  return { id: SALES_QUESTION, name: "putSales", args: [sales] };
}

/** A partition key whose hash begins as wanted. */
function drawKey(random: () => number, beginning: string, hash: RegExp): string {
  for (;;) {
    const key = `${beginning}-${between(random, 100, 999)}`;
    if (hash.test(createHash("md5").update(key).digest("hex"))) return key;
  }
}

/** The records that the stream has of the sales, without the rest of their tickets, and the number of those that begin with no order. */
async function lookAtSales(stage: Stage): Promise<Readonly<Record<string, unknown>>> {
  const records = (await ignoreRefusal(readStreamRecords(stage, STREAM))) ?? [];
  const others = records.filter(({ data }) => data.length !== FILLING.length);
  const all = others.map(({ partitionKey: key, data }): StoredSale => ({
    key,
    order: Number.parseInt(data, 10),
    bytes: data.length,
  }));
  const sales = all.filter(({ order }) => !Number.isNaN(order));
  return { sales, recordsWithoutOrder: all.length - sales.length };
}
