import type { Kinesis } from "../model/kinesis";
import type { ShardPosition } from "../model/reading";
import { formatJavaTime } from "../../../../foundation/dates/java/to-string";
import { AwsFault } from "../../../core/faults";
import { type NamedStream, createShardMissingFault } from "../model/faults";
import { formatShardId } from "../model/stored-stream";
import { readSequence, type ReadSequence, type Shard } from "../model/shard";
import { GetShardIterator$, type GetShardIteratorInput, type GetShardIteratorOutput } from "@aws-sdk/client-kinesis";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { iteratorType, sequenceNumberText, shardIdText, streamMembers, time } from "../model/fields";
import { requireShardIndex } from "../model/stream";

// AWS's own texts, measured on AWS (facts KDS-017 to KDS-021) unless said otherwise.
const createInvalidFault = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);

/** Iterators at or after a sequence number need one; the other types must not have one. */
const createWrongStartFault = (type: string, hasNumber: boolean): AwsFault =>
  createInvalidFault(
    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. " +
      `Request specified ${type} and ${hasNumber ? "also a" : "no"} StartingSequenceNumber.`,
  );
const createTimeMissingFault = (): AwsFault =>
  createInvalidFault(
    "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.",
  );
const createTimeInFutureFault = (time: number, now: number): AwsFault =>
  createInvalidFault(
    `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${time}, currentTimestampInMillis: ${now}`,
  );
const createOtherShardsNumberFault = (encoded: number, used: string): AwsFault =>
  createInvalidFault(
    `Invalid StartingSequenceNumber. It encodes ${formatShardId(encoded)}, while it was used in a call to a shard with ${used}`,
  );

/** A sequence number, and where it was used. */
interface UsedNumber {
  readonly number: string;
  readonly operation: string;
  readonly shard: string;
  readonly stream: NamedStream;
}
const describeUsed = ({ number, operation, shard, stream }: UsedNumber): string =>
  `StartingSequenceNumber ${number} used in ${operation} on shard ${shard} in stream ${stream.name} under account ${stream.account}`;

// Measured on AWS (KDS-036).
const createBadSequenceNumberFault = (number: UsedNumber): AwsFault =>
  createInvalidFault(`${describeUsed(number)} is invalid.`);
const createOtherStreamsNumberFault = (number: UsedNumber): AwsFault =>
  createInvalidFault(`${describeUsed(number)} is invalid because it did not come from this stream.`);
/** The text is this project's; AWS gives none. */
const createVersionZeroFault = (): AwsFault =>
  new AwsFault("InternalFailure", "AWS fails, too, where a sequence number is of version 0.", { status: 500 });
const createInvalidIteratorFault = (): AwsFault => createInvalidFault("Invalid ShardIterator.");
const createExpiredIteratorFault = (createdAt: number, now: number): AwsFault =>
  new AwsFault(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${formatJavaTime(createdAt)} while right now it is ${formatJavaTime(now)} ` +
      "which is further in the future than the tolerated delay of 300000 milliseconds.",
  );
/** Not measured; ListShards' tokens live as long as iterators. */
export const createExpiredTokenFault = (): AwsFault =>
  new AwsFault("ExpiredNextTokenException", "The NextToken has expired.");
export const createInvalidTokenFault = (): AwsFault => createInvalidFault("Invalid NextToken.");

/** An iterator is valid for five minutes (KDS-021). */
const LIFE_MS = 300_000;

/** The iterator for a position, as clients receive it. */
export const createIterator = (kinesis: Kinesis, { stream, shard, number }: ShardPosition, now: number): string =>
  kinesis.seal([now, shard.index, number, stream.stored.id, stream.name].join(" "));

/**
 * The position that an iterator stands for.
 *
 * @throws AwsFault InvalidArgumentException if this cloud did not issue the iterator, ExpiredIteratorException after
 * five minutes, ResourceNotFoundException if its stream or shard no longer exists
 */
export function parseIterator(kinesis: Kinesis, iterator: string, now: number): ShardPosition {
  // A copied iterator often includes its quotes, and AWS accepts it (KDS-021).
  const [madeAt, shard, number, id, name] = kinesis.unseal(iterator.replace(/^"|"$/g, ""))?.split(" ") ?? [];
  if (madeAt === undefined || name === undefined) throw createInvalidIteratorFault();
  if (now - Number(madeAt) > LIFE_MS) throw createExpiredIteratorFault(Number(madeAt), now);
  const stream = kinesis.requireReadable({ StreamName: name });
  const found = stream.findShardAt(Number(shard));
  if (stream.stored.id !== id || found === undefined) throw createInvalidIteratorFault();
  return { stream, shard: found, number: Number(number) };
}

/** Where reading is to begin, as GetShardIterator and SubscribeToShard ask for it. */
interface StartingPoint {
  readonly type: "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER" | "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly sequenceNumber?: string | undefined;
  readonly time?: Date | undefined;
  /** The operation, which AWS's error texts name. */
  readonly operation: string;
}

/**
 * The number of the record that a reader gets first.
 *
 * @throws AwsFault InvalidArgumentException if the point is incomplete, or not of this shard; InternalFailure as AWS
 * for numbers of version 0
 */
export function findStartingNumber(
  { stream, shard }: Pick<ShardPosition, "stream" | "shard">,
  { type, sequenceNumber, time, operation }: StartingPoint,
  now: number,
): number {
  const wantsNumber = type === "AT_SEQUENCE_NUMBER" || type === "AFTER_SEQUENCE_NUMBER";
  if (wantsNumber !== (sequenceNumber !== undefined)) throw createWrongStartFault(type, sequenceNumber !== undefined);
  if (type === "TRIM_HORIZON") return 0;
  if (type === "LATEST") return shard.log.next;
  if (type === "AT_TIMESTAMP") return getNumberAt(shard, time, now);
  const read = requireNumberOfShard({ number: sequenceNumber ?? "", operation, shard: shard.id, stream }, shard);
  return type === "AT_SEQUENCE_NUMBER" && !read.isBehind ? read.number : read.number + 1;
}

/** Parses a sequence number of a shard. @throws AwsFault if it is not of this shard (KDS-020, KDS-036) */
function requireNumberOfShard(used: UsedNumber, shard: Shard): ReadSequence {
  const read = readSequence(used.number);
  if (read === undefined) throw createBadSequenceNumberFault(used);
  if (read.shard !== shard.index) throw createOtherShardsNumberFault(read.shard, shard.id);
  if (read.version === 0) throw createVersionZeroFault();
  if (read.version !== 2 || read.shardMadeAt !== shard.madeAtSeconds) throw createOtherStreamsNumberFault(used);
  return read;
}

function getNumberAt(shard: Shard, time: Date | undefined, now: number): number {
  if (time === undefined) throw createTimeMissingFault();
  if (time.getTime() > now) throw createTimeInFutureFault(time.getTime(), now);
  return shard.log.findNumberAt(time.getTime());
}

const members = {
  ShardId: required(shardIdText),
  ShardIteratorType: required(iteratorType),
  StartingSequenceNumber: optional(sequenceNumberText),
  Timestamp: optional(time),
  ...streamMembers,
  DryRun: refused(),
} satisfies Members<GetShardIteratorInput>;

export const getShardIterator = operation(GetShardIterator$, members, (cloud, request): GetShardIteratorOutput => {
  const { kinesis } = cloud;
  // The shard's id is parsed before the stream is looked up. For a missing or CREATING stream, AWS reports the shard as
  // missing (KDS-004, KDS-034).
  const named = kinesis.findNamed(request);
  const index = requireShardIndex(named, request.ShardId);
  const stream = kinesis.find(named.name) === undefined ? undefined : kinesis.requireStream(request);
  const shard = stream?.findShardAt(index);
  if (stream === undefined || shard === undefined) throw createShardMissingFault(named, formatShardId(index));
  const { ShardIteratorType: type, StartingSequenceNumber: sequenceNumber, Timestamp: time } = request;
  const point = { type, sequenceNumber, time, operation: GetShardIterator$[2] };
  const number = findStartingNumber({ stream, shard }, point, cloud.now());
  return { ShardIterator: createIterator(kinesis, { stream, shard, number }, cloud.now()) };
});
