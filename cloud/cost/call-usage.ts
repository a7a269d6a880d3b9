import { isConsole } from "../core/console-session";
import { readValue, type JournalRecord } from "../core/journal";
import { getHour, HOUR_MS } from "./prices";
import type { InstanceChange, ShardChange, UsageFact, UsageFacts } from "./usage-facts";

/** Operations that S3 charges at the higher price. */
const S3_WRITES = /^(?:Put|Copy|Post|List|Create|Complete|Upload)/;
const S3_FREE = /^(?:Delete|Abort)/;
const CHANGES_SHARDS = new Set(["CreateStream", "DeleteStream", "UpdateShardCount", "SplitShard", "MergeShards"]);

/** The price of a request to S3, by the operation. */
const getS3Price = (operation: string): string | undefined =>
  S3_FREE.test(operation) ? undefined : S3_WRITES.test(operation) ? "s3-put" : "s3-get";

type RequestCount = Extract<UsageFact, { kind: "requests" }>;

/** The counter of the requests of one price in one hour. */
interface Counter {
  readonly key: string;
  readonly fact: { -readonly [member in keyof RequestCount]: RequestCount[member] };
}

/**
 * The usage that calls cause, including calls before the last start. Refused calls, and reads of the console itself,
 * are left out.
 */
export class CallUsage {
  readonly #facts: UsageFacts;
  /** Requests by price and hour. */
  readonly requests = new Map<string, RequestCount>();
  /** For each price, the counter that was used last. */
  readonly #latest = new Map<string, Counter>();
  readonly shardChanges: ShardChange[] = [];
  readonly instanceChanges: InstanceChange[] = [];
  readonly queries: string[] = [];
  /** The memory of each function in MB, also of deleted functions. */
  readonly memory = new Map<string, number>();
  /** Delivery streams that convert or partition, also deleted ones. */
  readonly converts = new Set<string>();
  readonly partitions = new Set<string>();

  constructor(facts: UsageFacts) {
    this.#facts = facts;
    for (const fact of facts.stored) this.#rememberFact(fact);
  }

  /** Counts a call that has just been answered. */
  count(call: JournalRecord): void {
    if (call.outcome !== "ok") return;
    // Changes by the console count too: a shard that it splits costs.
    if (call.service === "kinesis") this.#countShards(call, call.at);
    else if (call.service === "ec2") this.#countEc2(call);
    else if (!isConsole(call.caller)) this.#countAnswered(call);
  }

  /** Counts a resource that the cloud's options create, for which there is no call. @param at ms since the epoch */
  countHandlers({ operation, input }: Pick<JournalRecord, "operation" | "input">, at: number): void {
    if (operation === "CreateDeliveryStream") this.#countDeliveryStream(toFields(readValue(input)));
    else this.#countShards({ operation, input }, at);
  }

  #countAnswered({ service, operation, at, ...values }: JournalRecord): void {
    if (service === "s3") {
      const price = getS3Price(operation);
      if (price !== undefined) this.#request(price, at);
    } else if (service === "sqs") this.#request("sqs-request", at);
    else if (operation === "StartQueryExecution")
      this.#note({ kind: "query", id: getText(toFields(readValue(values.output)), "QueryExecutionId") });
    else if (operation === "CreateFunction" || operation === "UpdateFunctionConfiguration") {
      const input = toFields(readValue(values.input));
      const mb = input["MemorySize"];
      if (typeof mb === "number") this.#note({ kind: "memory", of: getText(input, "FunctionName"), mb });
    } else if (operation === "CreateDeliveryStream") this.#countDeliveryStream(toFields(readValue(values.input)));
  }

  #countDeliveryStream(input: Fields): void {
    const of = getText(input, "DeliveryStreamName");
    const destination = toFields(input["ExtendedS3DestinationConfiguration"]);
    const isOn = (member: string): boolean => toFields(destination[member])["Enabled"] === true;
    if (isOn("DataFormatConversionConfiguration")) this.#note({ kind: "converts", of });
    if (isOn("DynamicPartitioningConfiguration")) this.#note({ kind: "partitions", of });
  }

  #countShards({ operation, input: request }: Pick<JournalRecord, "operation" | "input">, at: number): void {
    if (!CHANGES_SHARDS.has(operation)) return;
    const input = toFields(readValue(request));
    const stream = getText(input, "StreamName") || parseName(getText(input, "StreamARN"));
    const isOnDemand = toFields(input["StreamModeDetails"])["StreamMode"] === "ON_DEMAND";
    const getNumber = (member: string, otherwise: number): number => Number(input[member] ?? otherwise);
    const change = (kind: ShardChange["kind"], shards: number): void =>
      this.#note({
        kind: "shards",
        change: { stream, at, kind, shards, ...(kind === "created" ? { isOnDemand } : {}) },
      });
    if (operation === "CreateStream") change("created", getNumber("ShardCount", isOnDemand ? 4 : 1));
    else if (operation === "DeleteStream") change("deleted", 0);
    else if (operation === "UpdateShardCount") change("set", getNumber("TargetShardCount", 1));
    else change("by", operation === "SplitShard" ? 1 : -1);
  }

  #countEc2({ operation, input, output, at }: JournalRecord): void {
    if (operation === "RunInstances")
      for (const item of toList(toFields(readValue(output))["Instances"]).map(toFields))
        this.#countInstance({ id: getText(item, "InstanceId"), at, runs: true, type: getText(item, "InstanceType") });
    if (!/^(?:Start|Stop|Terminate)Instances$/.test(operation)) return;
    for (const id of toList(toFields(readValue(input))["InstanceIds"]))
      if (typeof id === "string") this.#countInstance({ id, at, runs: operation === "StartInstances" });
  }

  #countInstance(change: InstanceChange): void {
    this.#note({ kind: "instance", change });
  }

  /** Called for each request, so it is fast: the hour's counter is in memory, and is written once a minute. */
  #request(price: string, at: number): void {
    const latest = this.#latest.get(price);
    const since = at - (latest?.fact.at ?? Infinity);
    const counter = latest !== undefined && since >= 0 && since < HOUR_MS ? latest : this.#begin(price, getHour(at));
    counter.fact.count += 1;
    this.#facts.noteChange(counter.key, counter.fact);
  }

  #begin(price: string, hour: number): Counter {
    const key = `${price} ${hour}`;
    const fact = { kind: "requests" as const, price, at: hour, count: this.requests.get(key)?.count ?? 0 };
    const counter = { key, fact };
    this.requests.set(key, fact);
    this.#latest.set(price, counter);
    return counter;
  }

  #note(fact: UsageFact): void {
    this.#rememberFact(fact);
    this.#facts.add(fact);
  }

  #rememberFact(fact: UsageFact): void {
    if (fact.kind === "requests") this.requests.set(`${fact.price} ${fact.at}`, fact);
    else if (fact.kind === "shards") this.shardChanges.push(fact.change);
    else if (fact.kind === "instance") this.instanceChanges.push(fact.change);
    else if (fact.kind === "query") this.queries.push(fact.id);
    else if (fact.kind === "memory") this.memory.set(fact.of, fact.mb);
    else if (fact.kind === "converts") this.converts.add(fact.of);
    else if (fact.kind === "partitions") this.partitions.add(fact.of);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The border: a call's input may have any shape. */
const toFields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const parseName = (arn: string): string => arn.split("/").at(-1) ?? "";
const getText = (fields: Fields, member: string): string => {
  const value = fields[member];
  return typeof value === "string" ? value : "";
};
