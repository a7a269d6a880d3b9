import type { Item } from "./stage";

/** Why an item failed, in AWS's codes and words. */
interface FailureReason {
  readonly errorCode: string;
  readonly errorMessage: string;
  /** The number of attempts; 1 where a retry could not help. */
  readonly attemptsMade?: number;
  readonly lambdaARN?: string;
  /** ms since the epoch. */
  readonly attemptEndingTimestamp: number;
}

/**
 * The line that is delivered under the error prefix for a record that failed: members in the order measured on AWS in
 * 2026 for Lambda transformations. AWS's line for partitioning is not known in full; it is assumed to be the same.
 */
export const formatErrorLine = (
  item: Item,
  { errorCode, errorMessage, attemptsMade = 1, lambdaARN, attemptEndingTimestamp }: FailureReason,
): string =>
  JSON.stringify({
    rawData: encodeRawData(item),
    errorCode,
    errorMessage,
    attemptsMade,
    arrivalTimestamp: item.arrivedAt,
    attemptEndingTimestamp,
    ...(lambdaARN === undefined ? {} : { lambdaARN }),
  });

/**
 * The record in base64; still zipped if it arrived zipped.
 * https://docs.aws.amazon.com/firehose/latest/dev/decomp-faq.html
 */
export const encodeRawData = ({ data, original = data }: Item): string =>
  Buffer.from(original.buffer, original.byteOffset, original.byteLength).toString("base64");
