import { isConsole } from "../core/console-session";
import type { JournalEntry } from "../core/journal-entry";
import { hourOf } from "./prices";

/** A change of how many shards a stream has. `shards` is the number from then on, or how many more or fewer. */
export interface ShardChange {
  readonly stream: string;
  readonly at: number;
  readonly kind: "created" | "deleted" | "set" | "by";
  readonly shards: number;
  readonly isOnDemand?: boolean;
}

/** An instance begins to run, or ends. */
export interface InstanceChange {
  readonly id: string;
  readonly at: number;
  readonly runs: boolean;
  /** Of one that is launched: `t3.micro`. */
  readonly type?: string;
}

/** What S3 bills at the higher price. */
const S3_WRITES = /^(?:Put|Copy|Post|List|Create|Complete|Upload)/;
const S3_FREE = /^(?:Delete|Abort)/;

/** What the journal tells of a bill, entry by entry. Refused calls, and what the console itself reads, are left out. */
export class JournalUsage {
  /** The number of the last entry that was read. */
  last: number;
  /** Calls that the journal had dropped before they were read. */
  missed = 0;
  /** Requests by price and hour: `s3-put 1893456000000`. */
  readonly requests = new Map<string, number>();
  readonly shardChanges: ShardChange[] = [];
  readonly instanceChanges: InstanceChange[] = [];
  readonly queries: string[] = [];
  /** MB of each function, also of those that are deleted. */
  readonly memory = new Map<string, number>();
  /** Delivery streams that convert or partition, also those that are deleted. */
  readonly converts = new Set<string>();
  readonly partitions = new Set<string>();

  /** @param after the number of the last call that does not count */
  constructor(after = 0) {
    this.last = after;
  }

  /** @param entries those after `last` */
  read(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.missed += entry.n - this.last - 1;
      this.last = entry.n;
      if (entry.outcome !== "ok" || isConsole(entry.caller)) this.#ofConsole(entry);
      else this.#answered(entry);
    }
  }

  /** What the console changes counts as well: a shard that it splits costs. */
  #ofConsole(entry: JournalEntry): void {
    if (entry.outcome !== "ok") return;
    if (entry.service === "kinesis") this.#kinesis(entry);
    else if (entry.service === "ec2") this.#ec2(entry);
  }

  #answered(entry: JournalEntry): void {
    const { service, operation, at } = entry;
    const input = fieldsOf(entry.input);
    if (service === "kinesis") this.#kinesis(entry);
    else if (service === "ec2") this.#ec2(entry);
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

  #ec2({ operation, input, output, at }: JournalEntry): void {
    if (operation === "RunInstances")
      for (const one of listOf(fieldsOf(output)["Instances"]).map(fieldsOf))
        this.instanceChanges.push({ id: textOf(one, "InstanceId"), at, runs: true, type: textOf(one, "InstanceType") });
    if (!/^(?:Start|Stop|Terminate)Instances$/.test(operation)) return;
    for (const id of listOf(fieldsOf(input)["InstanceIds"]))
      if (typeof id === "string") this.instanceChanges.push({ id, at, runs: operation === "StartInstances" });
  }

  #count(price: string, at: number): void {
    const key = `${price} ${hourOf(at)}`;
    this.requests.set(key, (this.requests.get(key) ?? 0) + 1);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The border: what a call carried may be anything. */
const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const nameIn = (arn: string): string => arn.split("/").at(-1) ?? "";
const textOf = (fields: Fields, member: string): string => {
  const value = fields[member];
  return typeof value === "string" ? value : "";
};
