import { isConsole } from "../../core/console-session";
import type { JournalEntry } from "../../core/journal-entry";
import { nameIn } from "../formats";
import { hourOf } from "./prices";

/** A change of how many shards a stream has. `shards` is the number from then on, or how many more or fewer. */
export interface ShardChange {
  readonly stream: string;
  readonly at: number;
  readonly kind: "created" | "deleted" | "set" | "by";
  readonly shards: number;
  readonly isOnDemand?: boolean;
}

/** What S3 bills at the higher price. */
const S3_WRITES = /^(?:Put|Copy|Post|List|Create|Complete|Upload)/;
const S3_FREE = /^(?:Delete|Abort)/;

/** What the journal tells of a bill, entry by entry. Refused calls, and what the console itself reads, are left out. */
export class JournalUsage {
  /** The number of the last entry that was read, and of the first. */
  last = 0;
  lastAt = 0;
  first = 0;
  /** Requests by price and hour: `s3-put 1893456000000`. */
  readonly requests = new Map<string, number>();
  readonly shardChanges: ShardChange[] = [];
  readonly queries: string[] = [];
  /** MB of each function, also of those that are deleted. */
  readonly memory = new Map<string, number>();
  /** Delivery streams that convert or partition, also those that are deleted. */
  readonly converts = new Set<string>();
  readonly partitions = new Set<string>();
  /** The time of the first call. */
  since = Infinity;

  read(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (this.first === 0) this.first = entry.n;
      this.last = entry.n;
      this.lastAt = entry.at;
      this.since = Math.min(this.since, entry.at);
      if (entry.outcome !== "ok" || isConsole(entry.caller)) this.#ofConsole(entry);
      else this.#answered(entry);
    }
  }

  /** What the console changes counts as well: a shard that it splits costs. */
  #ofConsole(entry: JournalEntry): void {
    if (entry.outcome === "ok" && entry.service === "kinesis") this.#kinesis(entry);
  }

  #answered(entry: JournalEntry): void {
    const { service, operation, at } = entry;
    const input = fieldsOf(entry.input);
    if (service === "kinesis") this.#kinesis(entry);
    else if (service === "s3" && !S3_FREE.test(operation))
      this.#count(S3_WRITES.test(operation) ? "s3-put" : "s3-get", at);
    else if (service === "sqs") this.#count("sqs-request", at);
    else if (operation === "StartQueryExecution") this.queries.push(textOf(fieldsOf(entry.output), "QueryExecutionId"));
    else if (operation === "CreateFunction" || operation === "UpdateFunctionConfiguration") {
      const memory = input["MemorySize"];
      if (typeof memory === "number") this.memory.set(textOf(input, "FunctionName"), memory);
    } else if (operation === "CreateDeliveryStream") this.#deliveryStream(input);
  }

  #deliveryStream(input: Fields): void {
    const name = textOf(input, "DeliveryStreamName");
    const destination = fieldsOf(input["ExtendedS3DestinationConfiguration"]);
    const isOn = (member: string): boolean => fieldsOf(destination[member])["Enabled"] === true;
    if (isOn("DataFormatConversionConfiguration")) this.converts.add(name);
    if (isOn("DynamicPartitioningConfiguration")) this.partitions.add(name);
  }

  #kinesis({ operation, input: given, at }: JournalEntry): void {
    const input = fieldsOf(given);
    const stream = textOf(input, "StreamName") || nameIn(textOf(input, "StreamARN"));
    const isOnDemand = fieldsOf(input["StreamModeDetails"])["StreamMode"] === "ON_DEMAND";
    const number = (member: string, otherwise: number): number => Number(input[member] ?? otherwise);
    const change = (kind: ShardChange["kind"], shards: number): number =>
      this.shardChanges.push({ stream, at, kind, shards, ...(kind === "created" ? { isOnDemand } : {}) });
    if (operation === "CreateStream") change("created", number("ShardCount", isOnDemand ? 4 : 1));
    else if (operation === "DeleteStream") change("deleted", 0);
    else if (operation === "UpdateShardCount") change("set", number("TargetShardCount", 1));
    else if (operation === "SplitShard") change("by", 1);
    else if (operation === "MergeShards") change("by", -1);
  }

  #count(price: string, at: number): void {
    const key = `${price} ${hourOf(at)}`;
    this.requests.set(key, (this.requests.get(key) ?? 0) + 1);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The border: what a call carried may be anything. */
const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const textOf = (fields: Fields, member: string): string => {
  const value = fields[member];
  return typeof value === "string" ? value : "";
};
