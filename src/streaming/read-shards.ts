import {
  type KinesisClient,
  type Shard,
  type _Record,
  DescribeStreamSummaryCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  LimitExceededException,
  ProvisionedThroughputExceededException,
} from "@aws-sdk/client-kinesis";
import { listShards } from "./list-shards";
import { pause } from "./pause";

/** The records of one read of one shard. */
export interface ShardBatch {
  readonly shardId: string;
  /** In the order in which they were written to the shard; often empty. */
  readonly records: readonly _Record[];
}

export interface Reading {
  readonly kinesis: KinesisClient;
  readonly streamName: string;
  /** Ends the reading when it aborts. */
  readonly signal?: AbortSignal;
  /** Read only what is in the stream now, then end. Without it, the reading continues until `signal` aborts. */
  readonly untilCaughtUp?: boolean;
  /** Continue an earlier reading: by shard id, the sequence number of the last record that was read. */
  readonly after?: Readonly<Record<string, string>>;
}

/** The position of the reading in one shard. */
interface Position {
  readonly shard: Shard;
  iterator?: string;
  lastSequenceNumber?: string;
  done: boolean;
}

/** AWS allows five reads a second from a shard, for all its readers together; one a second leaves room for others. */
const ROUND_MS = 1000;
const MAX_PAUSE_MS = 16_000;
/** How many rounds between two listings of shards; they are also listed whenever a shard has ended. */
const ROUNDS_BETWEEN_LISTINGS = 10;

/**
 * Reads a Kinesis data stream from its oldest record on, all shards in turn.
 *
 * Shards that appear later (someone split or merged shards) are read too, each after its parent shards, so that
 * records with the same partition key stay in order. An expired iterator is replaced by one that continues after the last record
 * read. When AWS throttles, the reading pauses, longer each time, and continues.
 *
 * @returns one batch for each shard and round; a batch may be empty
 * @throws ResourceNotFoundException if the stream does not exist, or is deleted in the meantime
 */
export async function* readShards(reading: Reading): AsyncGenerator<ShardBatch, void> {
  const positions = new Map<string, Position>();
  let look: RoundResult = { batches: [], throttled: false, shardHasEnded: false };
  let pauseMs = ROUND_MS;
  let listed = false;
  await waitUntilReadable(reading);
  for (let round = 0; !reading.signal?.aborted; round += 1) {
    if (look.shardHasEnded || round % ROUNDS_BETWEEN_LISTINGS === 0) listed = false;
    listed ||= await addNewShards(reading, positions);
    look = await lookIntoEach(reading, positions);
    for (const batch of look.batches) yield batch;
    if (listed && hasCaughtUp(reading, positions)) return;
    const throttled = look.throttled || !listed;
    pauseMs = pauseAfter(pauseMs, throttled);
    if (throttled || !reading.untilCaughtUp) await pause(pauseMs, reading.signal);
  }
}

function hasCaughtUp({ untilCaughtUp }: Reading, positions: ReadonlyMap<string, Position>): boolean {
  return untilCaughtUp === true && [...positions.values()].every(({ done }) => done);
}

function pauseAfter(lastPauseMs: number, throttled: boolean): number {
  return throttled ? Math.min(lastPauseMs * 2, MAX_PAUSE_MS) : ROUND_MS;
}

/** The result of one round over all shards. */
interface RoundResult {
  readonly batches: readonly ShardBatch[];
  readonly throttled: boolean;
  readonly shardHasEnded: boolean;
}

async function lookIntoEach(reading: Reading, positions: ReadonlyMap<string, Position>): Promise<RoundResult> {
  const batches: ShardBatch[] = [];
  let throttled = false;
  let shardHasEnded = false;
  for (const [shardId, position] of selectReadable(positions)) {
    if (reading.signal?.aborted) break;
    const records = await readOnce(reading, shardId, position);
    if (records === "throttled") throttled = true;
    else batches.push({ shardId, records });
    shardHasEnded ||= position.done;
  }
  return { batches, throttled, shardHasEnded };
}

/** Waits until the stream has shards: a new stream has none for some seconds. */
async function waitUntilReadable({ kinesis, streamName, signal }: Reading): Promise<void> {
  while (!signal?.aborted) {
    const reply = await catchThrottling(kinesis.send(new DescribeStreamSummaryCommand({ StreamName: streamName })));
    if (reply !== "throttled" && reply.StreamDescriptionSummary?.StreamStatus !== "CREATING") return;
    await pause(ROUND_MS, signal);
  }
}

/** Lists the shards. @returns false if AWS throttles the call */
async function addNewShards(
  { kinesis, streamName, after = {} }: Reading,
  positions: Map<string, Position>,
): Promise<boolean> {
  const shards = await catchThrottling(listShards(kinesis, streamName));
  if (shards === "throttled") return false;
  for (const shard of shards) {
    if (!shard.ShardId || positions.has(shard.ShardId)) continue;
    const lastSequenceNumber = after[shard.ShardId];
    positions.set(shard.ShardId, { shard, done: false, ...(lastSequenceNumber ? { lastSequenceNumber } : {}) });
  }
  return true;
}

/**
 * The call's result, or "throttled". Calls about a whole stream have a limit for the whole account, whose error has
 * another name.
 */
async function catchThrottling<T>(call: Promise<T>): Promise<T | "throttled"> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof LimitExceededException) return "throttled";
    throw error;
  }
}

/** The shards that are not read to their end, without those whose parents are not read to their end. */
function selectReadable(positions: ReadonlyMap<string, Position>): [string, Position][] {
  const isOpen = (shardId: string | undefined): boolean => positions.get(shardId ?? "")?.done === false;
  return [...positions].filter(
    ([, { shard, done }]) => !done && !isOpen(shard.ParentShardId) && !isOpen(shard.AdjacentParentShardId),
  );
}

async function readOnce(
  reading: Reading,
  shardId: string,
  position: Position,
): Promise<readonly _Record[] | "throttled"> {
  try {
    position.iterator ??= await getIterator(reading, shardId, position.lastSequenceNumber);
    const reply = await reading.kinesis.send(new GetRecordsCommand({ ShardIterator: position.iterator }), {
      abortSignal: reading.signal,
    });
    const records = reply.Records ?? [];
    position.iterator = reply.NextShardIterator;
    position.lastSequenceNumber = records.at(-1)?.SequenceNumber ?? position.lastSequenceNumber;
    // A shard that was split or merged has no next iterator once it is read to its end.
    position.done = !reply.NextShardIterator || (reading.untilCaughtUp === true && reply.MillisBehindLatest === 0);
    return records;
  } catch (error) {
    if (reading.signal?.aborted) return [];
    if (error instanceof ProvisionedThroughputExceededException) return "throttled";
    if (!(error instanceof ExpiredIteratorException)) throw error;
    // An iterator lives for five minutes: after a long pause (a laptop that slept) ask for a new one in the next round.
    position.iterator = undefined;
    return [];
  }
}

async function getIterator(
  { kinesis, streamName }: Reading,
  shardId: string,
  after?: string,
): Promise<string | undefined> {
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      StreamName: streamName,
      ShardId: shardId,
      ...(after
        ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: after }
        : { ShardIteratorType: "TRIM_HORIZON" }),
    }),
  );
  return ShardIterator;
}
