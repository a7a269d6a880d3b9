import type { Item } from "./stage";

/** Why an item failed, in AWS's codes and words. */
export interface FailureReason {
  readonly errorCode: string;
  readonly errorMessage: string;
  /** How often it was tried; 1 where trying again could not help. */
  readonly attemptsMade?: number;
  readonly lambdaARN?: string;
  /** ms since the epoch. */
  readonly attemptEndingTimestamp: number;
}

/**
 * The line that stands under the error prefix for a record that failed: members in the order measured on AWS in 2026 for
 * Lambda transformations. AWS's line for partitioning is not known in full; it is taken to be the same.
 */
export const errorLine = (
  item: Item,
  { errorCode, errorMessage, attemptsMade = 1, lambdaARN, attemptEndingTimestamp }: FailureReason,
): string =>
  JSON.stringify({
    rawData: rawData(item),
    errorCode,
    errorMessage,
    attemptsMade,
    arrivalTimestamp: item.arrivedAt,
    attemptEndingTimestamp,
    ...(lambdaARN === undefined ? {} : { lambdaARN }),
  });

/** The record in base64; zipped where it came so. https://docs.aws.amazon.com/firehose/latest/dev/decomp-faq.html */
export const rawData = ({ data, asItCame = data }: Item): string =>
  Buffer.from(asItCame.buffer, asItCame.byteOffset, asItCame.byteLength).toString("base64");
