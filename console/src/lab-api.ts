// What the lab cloud's own endpoints answer in JSON, as far as the console reads it. Times are ms since the epoch by the
// cloud's clock. `test/lab-api.ts` compares these types with the lab cloud's.

/** The values of one resource that change by themselves or very often: counters, sizes, states, times. */
export type LiveFigures = Readonly<Record<string, number | string>>;

/** A fault that the lab cloud answers on purpose. */
interface PlannedFault {
  readonly service: string;
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** How many calls get this fault; by default all. */
  readonly times?: number;
  /** The share of calls that get this fault, 0 to 1. */
  readonly probability?: number;
}

/** One message of `/console/feed`. */
export interface FeedMessage {
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

/** One API call, in `GET /_lab/journal`. */
export interface JournalEntry {
  /** 1, 2, 3, … in the order in which calls were answered. */
  readonly n: number;
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  /** Blobs as base64; long values cut, with a marker that gives their length. */
  readonly input: unknown;
  readonly outcome: "ok" | { readonly code: string; readonly message: string; readonly status: number };
  readonly output?: unknown;
  /** The caller's access key id; for a role's temporary keys the session's ARN; for a service its name. */
  readonly caller: string;
  readonly origin: "client" | "service";
}

/** A message in its queue, in `GET /_lab/sqs/messages`. */
export interface QueuedMessage {
  /** Grows from message to message; the `after` of a further lookup. */
  readonly number: number;
  readonly id: string;
  readonly body: string;
  readonly state: "ready" | "in flight" | "delayed";
  readonly sentAt: number;
  /** Until when the message cannot be received; undefined if it is visible. */
  readonly hiddenUntil?: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  readonly sender: string;
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** The ARN of the source queue of a dead letter. */
  readonly deadLetterSource?: string;
  /** Message attributes; binary values in base64. */
  readonly attributes: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

/** `GET /_lab/sqs/messages` */
export interface MessagesLookup {
  readonly messages: readonly QueuedMessage[];
  /** The `after` of the next page; undefined at the end. */
  readonly next?: number;
}

/** One of AWS's prices. */
export interface Price {
  readonly id: string;
  readonly service: string;
  readonly what: string;
  readonly unit: string;
  /** The price of `per` units. */
  readonly usd: number;
  readonly per: number;
  /** The date of the source; null if no source with a date was found. */
  readonly date: string | null;
  readonly source: string;
}

/** `GET /_lab/prices` */
export interface PriceList {
  readonly prices: readonly Price[];
  /** What a GB and a TB are in AWS's bills, in words. */
  readonly bytes: string;
  readonly notCounted: readonly string[];
}

/** What the use of a cloud would have cost on AWS, in USD: `GET /_lab/cost`. */
export interface Cost {
  readonly lines: readonly { readonly price: Price; readonly quantity: number; readonly usd: number }[];
  /** The latest hours, newest first. */
  readonly hours: readonly {
    readonly at: number;
    readonly usd: number;
    readonly byService: Readonly<Record<string, number>>;
  }[];
  readonly usd: number;
  /** USD an hour, if nothing more happens. */
  readonly anHour: number;
  /** The number of all hours with a cost. */
  readonly hoursInAll: number;
  /** When this cloud was first started, or reset. */
  readonly since: number;
  readonly prices: { readonly region: string; readonly asOf: string };
}
