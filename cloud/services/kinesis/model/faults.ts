import { AwsFault } from "../../../core/faults";

/** A stream in AWS's texts: its name and account. */
export interface NamedStream {
  readonly name: string;
  readonly account: string;
}

// AWS's own texts. Measured on AWS (facts KDS-004 to KDS-027) unless said otherwise.
const describeStream = ({ name, account }: NamedStream): string => `${name} under account ${account}`;
const createInvalidFault = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);
const createNotFoundFault = (message: string): AwsFault => new AwsFault("ResourceNotFoundException", message);
const createInUseFault = (message: string): AwsFault => new AwsFault("ResourceInUseException", message);
const createLimitFault = (message: string): AwsFault => new AwsFault("LimitExceededException", message);
const createThrottledFault = (message: string): AwsFault =>
  new AwsFault("ProvisionedThroughputExceededException", message);
const createInvalidRequestFault = (message: string): AwsFault => new AwsFault("ValidationException", message);

export const createStreamNotFoundFault = (stream: NamedStream): AwsFault =>
  createNotFoundFault(`Stream ${describeStream(stream)} not found.`);
export const createStreamExistsFault = (stream: NamedStream): AwsFault =>
  createInUseFault(`Stream ${describeStream(stream)} already exists.`);
export const createStreamNotActiveFault = (stream: NamedStream, status: string): AwsFault =>
  createInUseFault(`Stream ${describeStream(stream)} not ACTIVE, instead in state ${status}`);

/** The API reference asks for one of the two; the text is this project's. */
export const createStreamNotNamedFault = (): AwsFault =>
  createInvalidFault("Either StreamName or StreamARN must be given.");
export const createStreamNamedTwiceFault = (): AwsFault =>
  createInvalidFault("StreamName and StreamARN name different streams.");

export const createShardLimitFault = (at: {
  readonly account: string;
  readonly region: string;
  readonly open: number;
  readonly limit: number;
  readonly more: number;
}): AwsFault =>
  createLimitFault(
    `This request would exceed the shard limit for the account ${at.account} in ${at.region}. ` +
      `Current shard count for the account: ${at.open}. Limit: ${at.limit}. Number of additional shards that would have resulted from this request: ${at.more}. ` +
      "Refer to the AWS Service Limits page (https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.",
  );
/** The limit is documented (KDS-006); the text is this project's. */
export const createTooManyCreatingFault = (): AwsFault =>
  createLimitFault("At most 5 streams can be in the CREATING state at once.");

/** The limit is documented (CreateStream); the text is this project's. */
export const createTooManyOnDemandFault = (max: number): AwsFault =>
  createLimitFault(`An account can have at most ${max} on-demand streams in a region.`);

export const createShardCountMissingFault = (): AwsFault =>
  createInvalidRequestFault("ShardCount is expected when StreamMode=PROVISIONED");
export const createShardCountUnexpectedFault = (): AwsFault =>
  createInvalidRequestFault("ShardCount is not expected when StreamMode=ON_DEMAND");
/** Documented as a ValidationException for SplitShard, MergeShards and UpdateShardCount; the text is this project's. */
export const createOnDemandOnlyFault = (stream: NamedStream): AwsFault =>
  createInvalidRequestFault(
    `Stream ${describeStream(stream)} is in ON_DEMAND mode; its shards are not changed by hand.`,
  );

export const createShardMissingFault = (stream: NamedStream, shard: string): AwsFault =>
  createNotFoundFault(`Shard ${shard} in stream ${describeStream(stream)} does not exist`);
export const createShardNotFoundFault = (stream: NamedStream, shard: string): AwsFault =>
  createNotFoundFault(`Could not find shard ${shard} in stream ${describeStream(stream)}.`);
export const createShardClosedFault = (stream: NamedStream, shard: string): AwsFault =>
  createInvalidFault(
    `Shard ${shard} in stream ${describeStream(stream)} has already been merged or split, and thus is not eligible for merging or splitting.`,
  );
export const createNotNeighborsFault = (stream: NamedStream, shards: readonly [string, string]): AwsFault =>
  createInvalidFault(
    `Shards ${shards[0]} and ${shards[1]} in stream ${describeStream(stream)} are not an adjacent pair of shards eligible for merging`,
  );
export const createBadSplitPointFault = (
  stream: NamedStream,
  at: { readonly hashKey: string; readonly shard: string; readonly first: string; readonly last: string },
): AwsFault =>
  createInvalidFault(
    `NewStartingHashKey ${at.hashKey} used in SplitShard() on shard ${at.shard} in stream ${describeStream(stream)} is not both ` +
      `greater than one plus the shard's StartingHashKey ${at.first} and less than the shard's EndingHashKey ${at.last}.`,
  );

export const createHashKeyOutOfRangeFault = (hash: string): AwsFault =>
  createInvalidFault(
    `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${hash}`,
  );
/** Measured on AWS (KDS-037). */
export const createBadOrderingFault = (stream: NamedStream, sequenceNumber: string): AwsFault =>
  createInvalidFault(
    `ExclusiveMinimumSequenceNumber ${sequenceNumber} used in PutRecord on stream ${describeStream(stream)} is invalid.`,
  );
export const createRateExceededFault = (stream: NamedStream, shard: string): AwsFault =>
  createThrottledFault(formatRateExceeded(stream, shard));
/** The text of both PutRecord's fault and an entry of PutRecords (KDS-015). */
export const formatRateExceeded = (stream: NamedStream, shard: string): string =>
  `Rate exceeded for shard ${shard} in stream ${describeStream(stream)}.`;
/** The text is known from other emulators only (KDS-012). @param member such as `records.1.member.data` */
export const createRecordTooLargeFault = (member: string, bytes: number): AwsFault =>
  createInvalidRequestFault(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${bytes}`,
  );
/** The text is known from other emulators only, where it names the smaller limit of before 2025 (KDS-013). */
export const createRecordsTooLargeFault = (): AwsFault => createInvalidFault("Records size exceeds 10 MB limit");

export const createBadRetentionFault = (message: string): AwsFault => createInvalidFault(message);
/** AWS's text says 10, although 50 tags are allowed (KDS-040). */
export const createTooManyTagsFault = (stream: NamedStream): AwsFault =>
  createInvalidFault(
    `Failed to add tags to stream ${describeStream(stream)} because a given stream cannot have more than 10 tags associated with it.`,
  );
/** Measured on AWS (KDS-039). */
export const createBadTagsFault = (): AwsFault =>
  createInvalidFault(
    "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.",
  );
/** The text is this project's. */
export const createBadPolicyFault = (): AwsFault => createInvalidFault("The resource policy must be a JSON object.");
/** The text is this project's. */
export const createNoPolicyFault = (stream: NamedStream): AwsFault =>
  createNotFoundFault(`Stream ${describeStream(stream)} has no resource policy.`);
/** Measured on AWS (KDS-039). @param subject `add tags to` or `remove tags from` */
export const createIllegalTagsFault = (stream: NamedStream, subject: string): AwsFault =>
  createInvalidFault(
    `Failed to ${subject} stream ${describeStream(stream)} because some tags contained illegal characters. ` +
      "The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.",
  );
/** The limits are documented (KDS-025); the text for too many is from AWS, as users quote it; the one for too few is modeled on it. */
export const createBadShardCountFault = (now: number, target: number): AwsFault =>
  createLimitFault(
    `UpdateShardCount cannot scale ${target > now ? "up over double" : "down below half"} your current open shard count. Current open shard count: ${now} Target shard count: ${target}`,
  );
/** The text is this project's. */
export const createTooManyChangesFault = (subject: string, max: number): AwsFault =>
  createLimitFault(`${subject} can be called ${max} times in 24 hours for one stream.`);

export const createTokenWithStreamFault = (): AwsFault =>
  createInvalidFault("NextToken and StreamName cannot be provided together.");
export const createTokenOrStreamFault = (): AwsFault =>
  createInvalidFault("Either NextToken or StreamName should be provided.");
/** The API reference asks for the member; the text is this project's. */
export const createFilterIncompleteFault = (type: string, member: string): AwsFault =>
  createInvalidFault(`A ShardFilter of type ${type} must have ${member}.`);

// Consumers: the codes and limits are documented (KDS-028, KDS-029), these texts are this project's.
export const createConsumerExistsFault = (stream: NamedStream, name: string): AwsFault =>
  createInUseFault(`Consumer ${name} of stream ${describeStream(stream)} already exists.`);
export const createConsumerNotFoundFault = (name: string): AwsFault =>
  createNotFoundFault(`Consumer ${name} not found.`);
export const createConsumerNotNamedFault = (): AwsFault =>
  createInvalidFault("Either ConsumerARN, or StreamARN and ConsumerName must be given.");
export const createConsumerNotActiveFault = (name: string, status: string): AwsFault =>
  createInUseFault(`Consumer ${name} is not ACTIVE, instead in state ${status}.`);
export const createTooManyConsumersFault = (stream: NamedStream, max: number): AwsFault =>
  createLimitFault(`Stream ${describeStream(stream)} can have at most ${max} consumers.`);
export const createHasConsumersFault = (stream: NamedStream): AwsFault =>
  createInUseFault(
    `Stream ${describeStream(stream)} has consumers. Deregister them first, or set EnforceConsumerDeletion.`,
  );
export const createSubscribedJustNowFault = (name: string, shard: string): AwsFault =>
  createInUseFault(`Consumer ${name} subscribed to ${shard} less than 5 seconds ago.`);
