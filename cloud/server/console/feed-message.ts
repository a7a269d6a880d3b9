import type { PlannedFault } from "../../core/planned-fault";
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
  /** How often each operation was called since the message before, the console's own reading aside: `{ "kinesis.PutRecords": 12 }`. */
  readonly calls: Readonly<Record<string, number>>;
  /** The same of those that were refused: `{ "kinesis.PutRecord ProvisionedThroughputExceededException": 3 }`. */
  readonly refused: Readonly<Record<string, number>>;
  /** The faults that were asked for and are not used up. */
  readonly faults: readonly PlannedFault[];
  /** By service, by resource; also `writes`, by session and place, what functions have written. */
  readonly live: Readonly<Record<string, Readonly<Record<string, LiveFigures>>>>;
}
