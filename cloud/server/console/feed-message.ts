import type { PlannedFault } from "../../core/fault-plan";
import type { LiveFigures } from "../../core/live-figures";

/** One message of the console's feed. */
export interface FeedMessage {
  /** ms since the epoch, cloud clock. */
  readonly now: number;
  readonly speed: number;
  readonly account: string;
  readonly region: string;
  /** The number of the journal's latest entry. */
  readonly journal: number;
  /**
   * How often each operation was called since the message before, without the console's own reads: `{
   * "kinesis.PutRecords": 12 }`.
   */
  readonly calls: Readonly<Record<string, number>>;
  /**
   * How often calls were refused since the message before, by operation and error code: `{ "kinesis.PutRecord
   * ProvisionedThroughputExceededException": 3 }`.
   */
  readonly refused: Readonly<Record<string, number>>;
  /** The planned faults that are not used up. */
  readonly faults: readonly PlannedFault[];
  /** By service and resource; also, under `writes`, by session and place, how much functions have written. */
  readonly live: Readonly<Record<string, Readonly<Record<string, LiveFigures>>>>;
}
