import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { CatalogReader } from "../../../glue/model/catalog";
import type { Schema } from "../conversion/schema";
import type { StreamMetrics } from "../delivery/metrics";
import type { FunctionCaller } from "../ports";
import type { KinesisOrigin, ErrorType } from "../../store/arrived";
import type { DeliveryIdentity } from "../delivery/delivery-config";

/** A record, or a part of one, in the stages. */
export interface Item {
  /** Position of the record that the item comes from. */
  readonly position: number;
  /** Approximate arrival of that record, ms since the epoch. */
  readonly arrivedAt: number;
  readonly data: Uint8Array;
  /** The record before it was unzipped, which a failure delivers. Undefined if the record was not unzipped. */
  readonly original?: Uint8Array;
  /** Bytes that count toward the buffering hint, if not the length of `data`: the bytes before the conversion. */
  readonly size?: number;
  /** The schema of the rows in `data`; set once the record is converted. */
  readonly schema?: Schema;
  /** `data` as JSON.parse reads it, if a stage has parsed it. */
  readonly read?: unknown;
  /** Partition keys found so far. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly origin?: KinesisOrigin;
}

/** An item that failed in a stage. */
export interface Failure {
  readonly item: Item;
  readonly type: ErrorType;
  /** For the stream's log. */
  readonly reason: { readonly code: string; readonly message: string; readonly processor?: string };
  /** The line of JSON that is delivered under the error prefix instead, without the line feed. */
  readonly line: string;
}

/** The result of a stage for a batch. Items that are in neither list were dropped on purpose. */
export interface StageResult {
  /** In ascending order of positions. */
  readonly items: readonly Item[];
  readonly failures: readonly Failure[];
}

/** How many records a delivery stream has handed to its function since the cloud started, and how many went on from there. */
export interface TransformCounts {
  sent: number;
  returned: number;
}

/** The inputs of stages in addition to the destination. */
export interface StageContext {
  readonly identity: DeliveryIdentity;
  readonly core: Pick<Core, "account" | "region">;
  readonly catalog: CatalogReader;
  /** ARN of the Kinesis data stream that is read; undefined for Direct PUT. */
  readonly sourceArn: string | undefined;
  readonly functions: FunctionCaller;
  readonly random: Random;
  readonly metrics: StreamMetrics;
  /** The counts that the transformation adds to. */
  readonly transforms: TransformCounts;
  readonly now: () => number;
}

/** One step between a record's arrival and its buffer. A stage holds no state: after a kill it runs again. */
export interface Stage {
  readonly name: string;
  /** @param at when the batch arrived, ms since the epoch */
  readonly run: (items: readonly Item[], at: number) => StageResult | Promise<StageResult>;
}

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
