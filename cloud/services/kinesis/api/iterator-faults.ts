import { formatJavaTime } from "../../../dates/java/to-string";
import { AwsFault } from "../../../core/faults";
import type { NamedStream } from "../model/faults";
import { formatShardId } from "../model/stored-stream";

// AWS's own texts, measured on AWS (facts KDS-017 to KDS-021) unless said otherwise.
const createInvalidFault = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);

/** Iterators at or after a sequence number need one; the other types must not have one. */
export const createWrongStartFault = (type: string, hasNumber: boolean): AwsFault =>
  createInvalidFault(
    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. " +
      `Request specified ${type} and ${hasNumber ? "also a" : "no"} StartingSequenceNumber.`,
  );
export const createTimeMissingFault = (): AwsFault =>
  createInvalidFault(
    "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.",
  );
export const createTimeInFutureFault = (time: number, now: number): AwsFault =>
  createInvalidFault(
    `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${time}, currentTimestampInMillis: ${now}`,
  );
export const createOtherShardsNumberFault = (encoded: number, used: string): AwsFault =>
  createInvalidFault(
    `Invalid StartingSequenceNumber. It encodes ${formatShardId(encoded)}, while it was used in a call to a shard with ${used}`,
  );

/** A sequence number, and where it was used. */
export interface UsedNumber {
  readonly number: string;
  readonly operation: string;
  readonly shard: string;
  readonly stream: NamedStream;
}
const describeUsed = ({ number, operation, shard, stream }: UsedNumber): string =>
  `StartingSequenceNumber ${number} used in ${operation} on shard ${shard} in stream ${stream.name} under account ${stream.account}`;

// Measured on AWS (KDS-036).
export const createBadSequenceNumberFault = (number: UsedNumber): AwsFault =>
  createInvalidFault(`${describeUsed(number)} is invalid.`);
export const createOtherStreamsNumberFault = (number: UsedNumber): AwsFault =>
  createInvalidFault(`${describeUsed(number)} is invalid because it did not come from this stream.`);
/** The text is this project's; AWS gives none. */
export const createVersionZeroFault = (): AwsFault =>
  new AwsFault("InternalFailure", "AWS fails, too, where a sequence number is of version 0.", { status: 500 });
export const createInvalidIteratorFault = (): AwsFault => createInvalidFault("Invalid ShardIterator.");
export const createExpiredIteratorFault = (madeAt: number, now: number): AwsFault =>
  new AwsFault(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${formatJavaTime(madeAt)} while right now it is ${formatJavaTime(now)} ` +
      "which is further in the future than the tolerated delay of 300000 milliseconds.",
  );
/** Not measured; ListShards' tokens live as long as iterators. */
export const createExpiredTokenFault = (): AwsFault =>
  new AwsFault("ExpiredNextTokenException", "The NextToken has expired.");
export const createInvalidTokenFault = (): AwsFault => createInvalidFault("Invalid NextToken.");
