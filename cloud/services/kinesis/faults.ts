import { AwsFault } from "../../core/faults";

/** A stream in AWS's texts: its name and account. */
export interface NamedStream {
  readonly name: string;
  readonly account: string;
}

// AWS's own texts. Measured on AWS (facts KDS-004 to KDS-027) unless said otherwise.
const of = ({ name, account }: NamedStream): string => `${name} under account ${account}`;
const invalid = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);
const notFound = (message: string): AwsFault => new AwsFault("ResourceNotFoundException", message);
const inUse = (message: string): AwsFault => new AwsFault("ResourceInUseException", message);
const limit = (message: string): AwsFault => new AwsFault("LimitExceededException", message);
const throttled = (message: string): AwsFault => new AwsFault("ProvisionedThroughputExceededException", message);
const invalidRequest = (message: string): AwsFault => new AwsFault("ValidationException", message);

export const streamNotFound = (stream: NamedStream): AwsFault => notFound(`Stream ${of(stream)} not found.`);
export const streamExists = (stream: NamedStream): AwsFault => inUse(`Stream ${of(stream)} already exists.`);
export const streamNotActive = (stream: NamedStream, status: string): AwsFault =>
  inUse(`Stream ${of(stream)} not ACTIVE, instead in state ${status}`);

/** The API reference asks for one of the two; the text is this project's. */
export const streamNotNamed = (): AwsFault => invalid("Either StreamName or StreamARN must be given.");
export const streamNamedTwice = (): AwsFault => invalid("StreamName and StreamARN name different streams.");

export const shardLimit = (at: {
  readonly account: string;
  readonly region: string;
  readonly open: number;
  readonly limit: number;
  readonly more: number;
}): AwsFault =>
  limit(
    `This request would exceed the shard limit for the account ${at.account} in ${at.region}. ` +
      `Current shard count for the account: ${at.open}. Limit: ${at.limit}. Number of additional shards that would have resulted from this request: ${at.more}. ` +
      "Refer to the AWS Service Limits page (https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.",
  );
/** The limit is documented (KDS-006); the text is this project's. */
export const tooManyCreating = (): AwsFault => limit("At most 5 streams can be in the CREATING state at once.");

/** The limit is documented (CreateStream); the text is this project's. */
export const tooManyOnDemand = (most: number): AwsFault =>
  limit(`An account can have at most ${most} on-demand streams in a region.`);

export const shardCountMissing = (): AwsFault => invalidRequest("ShardCount is expected when StreamMode=PROVISIONED");
export const shardCountUnexpected = (): AwsFault =>
  invalidRequest("ShardCount is not expected when StreamMode=ON_DEMAND");
/** Documented as a ValidationException for SplitShard, MergeShards and UpdateShardCount; the text is this project's. */
export const onDemandOnly = (stream: NamedStream): AwsFault =>
  invalidRequest(`Stream ${of(stream)} is in ON_DEMAND mode; its shards are not changed by hand.`);

export const shardMissing = (stream: NamedStream, shard: string): AwsFault =>
  notFound(`Shard ${shard} in stream ${of(stream)} does not exist`);
export const shardNotFound = (stream: NamedStream, shard: string): AwsFault =>
  notFound(`Could not find shard ${shard} in stream ${of(stream)}.`);
export const shardClosed = (stream: NamedStream, shard: string): AwsFault =>
  invalid(
    `Shard ${shard} in stream ${of(stream)} has already been merged or split, and thus is not eligible for merging or splitting.`,
  );
export const notNeighbours = (stream: NamedStream, shards: readonly [string, string]): AwsFault =>
  invalid(
    `Shards ${shards[0]} and ${shards[1]} in stream ${of(stream)} are not an adjacent pair of shards eligible for merging`,
  );
export const badSplitPoint = (
  stream: NamedStream,
  at: { readonly hashKey: string; readonly shard: string; readonly first: string; readonly last: string },
): AwsFault =>
  invalid(
    `NewStartingHashKey ${at.hashKey} used in SplitShard() on shard ${at.shard} in stream ${of(stream)} is not both ` +
      `greater than one plus the shard's StartingHashKey ${at.first} and less than the shard's EndingHashKey ${at.last}.`,
  );

export const hashKeyOutOfRange = (hash: string): AwsFault =>
  invalid(`Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${hash}`);
/** Measured on AWS (KDS-037). */
export const badOrdering = (stream: NamedStream, sequenceNumber: string): AwsFault =>
  invalid(`ExclusiveMinimumSequenceNumber ${sequenceNumber} used in PutRecord on stream ${of(stream)} is invalid.`);
export const rateExceeded = (stream: NamedStream, shard: string): AwsFault =>
  throttled(rateExceededText(stream, shard));
/** The text of both PutRecord's fault and an entry of PutRecords (KDS-015). */
export const rateExceededText = (stream: NamedStream, shard: string): string =>
  `Rate exceeded for shard ${shard} in stream ${of(stream)}.`;
/** The text is known from other emulators only (KDS-012). @param member such as `records.1.member.data` */
export const recordTooLarge = (member: string, bytes: number): AwsFault =>
  invalidRequest(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${bytes}`,
  );
/** The text is known from other emulators only, where it names the smaller limit of before 2025 (KDS-013). */
export const recordsTooLarge = (): AwsFault => invalid("Records size exceeds 10 MB limit");

export const badRetention = (message: string): AwsFault => invalid(message);
/** AWS's text says 10, although 50 tags are allowed (KDS-040). */
export const tooManyTags = (stream: NamedStream): AwsFault =>
  invalid(
    `Failed to add tags to stream ${of(stream)} because a given stream cannot have more than 10 tags associated with it.`,
  );
/** Measured on AWS (KDS-039). */
export const badTags = (): AwsFault =>
  invalid(
    "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.",
  );
/** Measured on AWS (KDS-039). @param what `add tags to` or `remove tags from` */
export const illegalTags = (stream: NamedStream, what: string): AwsFault =>
  invalid(
    `Failed to ${what} stream ${of(stream)} because some tags contained illegal characters. ` +
      "The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.",
  );
/** The limits are documented (KDS-025); the text for too many is from AWS, as users quote it; the one for too few is modelled on it. */
export const badShardCount = (now: number, target: number): AwsFault =>
  limit(
    `UpdateShardCount cannot scale ${target > now ? "up over double" : "down below half"} your current open shard count. Current open shard count: ${now} Target shard count: ${target}`,
  );
/** The text is this project's. */
export const tooManyChanges = (what: string, most: number): AwsFault =>
  limit(`${what} can be called ${most} times in 24 hours for one stream.`);

export const tokenAlone = (): AwsFault => invalid("NextToken and StreamName cannot be provided together.");
export const tokenOrStream = (): AwsFault => invalid("Either NextToken or StreamName should be provided.");
/** The API reference asks for the member; the text is this project's. */
export const filterIncomplete = (type: string, member: string): AwsFault =>
  invalid(`A ShardFilter of type ${type} must have ${member}.`);

// Consumers: the codes and limits are documented (KDS-028, KDS-029), these texts are this project's.
export const consumerExists = (stream: NamedStream, name: string): AwsFault =>
  inUse(`Consumer ${name} of stream ${of(stream)} already exists.`);
export const consumerNotFound = (name: string): AwsFault => notFound(`Consumer ${name} not found.`);
export const consumerNotNamed = (): AwsFault =>
  invalid("Either ConsumerARN, or StreamARN and ConsumerName must be given.");
export const consumerNotActive = (name: string, status: string): AwsFault =>
  inUse(`Consumer ${name} is not ACTIVE, instead in state ${status}.`);
export const tooManyConsumers = (stream: NamedStream, most: number): AwsFault =>
  limit(`Stream ${of(stream)} can have at most ${most} consumers.`);
export const hasConsumers = (stream: NamedStream): AwsFault =>
  inUse(`Stream ${of(stream)} has consumers. Deregister them first, or set EnforceConsumerDeletion.`);
export const subscribedJustNow = (name: string, shard: string): AwsFault =>
  inUse(`Consumer ${name} subscribed to ${shard} less than 5 seconds ago.`);
