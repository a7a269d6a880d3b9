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
  { data, arrivedAt }: Item,
  { errorCode, errorMessage, attemptsMade = 1, lambdaARN, attemptEndingTimestamp }: FailureReason,
): string =>
  JSON.stringify({
    rawData: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
    errorCode,
    errorMessage,
    attemptsMade,
    arrivalTimestamp: arrivedAt,
    attemptEndingTimestamp,
    ...(lambdaARN === undefined ? {} : { lambdaARN }),
  });
