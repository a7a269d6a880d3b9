import type { Core } from "../../../core/core";
import type { Random } from "../../../core/random";
import type { CatalogReader } from "../../glue/catalog";
import type { Schema } from "../conversion/schema";
import type { StreamMetrics } from "../metrics";
import type { FunctionCaller } from "../ports";
import type { KinesisOrigin } from "../log/arrived";
import type { DeliveryIdentity } from "../delivery/delivery-config";
import type { ErrorType } from "../log/outcome";

/** A record, or a part of one, on its way through the stages. */
export interface Item {
  /** Position of the record that it comes from. */
  readonly position: number;
  /** Approximate arrival of that record, ms since the epoch. */
  readonly arrivedAt: number;
  readonly data: Uint8Array;
  /** The record before it was unzipped: that is what failures deliver. Undefined where nothing is unzipped. */
  readonly asItCame?: Uint8Array;
  /** What counts for the size of a buffer, where that is not what `data` takes now: bytes before the conversion. */
  readonly size?: number;
  /** The table that `data` holds rows of, once it is converted. */
  readonly schema?: Schema;
  /** `data` as JSON.parse reads it, where a stage had to. */
  readonly read?: unknown;
  /** Partition keys found so far. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly origin?: KinesisOrigin;
}

/** An item that a stage could not work on. */
export interface Failure {
  readonly item: Item;
  readonly type: ErrorType;
  /** For the stream's log. */
  readonly reason: { readonly code: string; readonly message: string; readonly processor?: string };
  /** What is delivered under the error prefix in its place: one line of JSON, without the line's end. */
  readonly line: string;
}

/** What a stage makes of a batch. Items that are in neither list were dropped on purpose. */
export interface Staged {
  /** Positions never fall. */
  readonly items: readonly Item[];
  readonly failures: readonly Failure[];
}

/** How many records a delivery stream has handed to its function since the cloud started, and how many went on from there. */
export interface TransformCounts {
  given: number;
  returned: number;
}

/** What stages may need beside the destination. */
export interface StageContext {
  readonly identity: DeliveryIdentity;
  readonly core: Pick<Core, "account" | "region">;
  readonly catalog: CatalogReader;
  /** ARN of the Kinesis data stream that is read; undefined for Direct PUT. */
  readonly sourceArn: string | undefined;
  readonly functions: FunctionCaller;
  readonly random: Random;
  readonly metrics: StreamMetrics;
  /** The transformation counts in here. */
  readonly transforms: TransformCounts;
  readonly now: () => number;
}

/** One step between a record's arrival and its buffer. It holds no state of its own: after a kill it runs again. */
export interface Stage {
  readonly name: string;
  /** @param at when the batch arrived, ms since the epoch */
  readonly run: (items: readonly Item[], at: number) => Staged | Promise<Staged>;
}
