import type { Services } from "../services/framework/services";
import { getInstancePrice, listHours, meterInstances, isRunning, PUBLIC_ADDRESS, meterShards } from "./hours";
import {
  createBill,
  GB_BYTES,
  MIN_QUERY_BYTES,
  Meter,
  NOT_COUNTED,
  PRICES,
  PRICES_AS_OF,
  PRICES_REGION,
  TB_BYTES,
  type Cost,
  getHour,
  getS3Price,
  HOUR_MS,
} from "./prices";
import { UsageFacts, type InstanceChange, type ShardChange, type UsageFact } from "./usage-facts";
import { isConsole } from "../core/console-session";
import { readValue, type JournalRecord } from "../core/journal";

const CHANGES_SHARDS = ["CreateStream", "DeleteStream", "UpdateShardCount", "SplitShard", "MergeShards"];
/** The calls that cost something themselves, or change what does. Other costs follow from CloudWatch's metrics. */
const COUNTED_CALLS = {
  kinesis: CHANGES_SHARDS,
  ec2: ["RunInstances", "StartInstances", "StopInstances", "TerminateInstances"],
  s3: "all",
  sqs: "all",
  athena: ["StartQueryExecution"],
  lambda: ["CreateFunction", "UpdateFunctionConfiguration"],
  firehose: ["CreateDeliveryStream"],
} as const;

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
class CallUsage {
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

  /** Counts a resource created by the cloud's options, without a call. @param at ms since the epoch */
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
    if (!CHANGES_SHARDS.includes(operation)) return;
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
    else
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

const [PUT_UNIT_BYTES, FIREHOSE_RECORD_BYTES] = [25 * 1024, 5 * 1024];

/** The maximum number of hours that the bill lists: a clock that jumps may have passed thousands of hours. */
const MAX_HOURS = 48;

/**
 * Adds up what the use of a cloud would have cost on AWS: requests by the calls, quantities by CloudWatch's metrics,
 * time by the existing resources.
 */
export class Costs {
  readonly #services: Services;
  readonly #since: number;
  readonly #used: CallUsage;

  /** @param services just opened, before its first call */
  constructor(services: Services) {
    this.#services = services;
    const facts = new UsageFacts(services);
    this.#since = facts.since;
    this.#used = new CallUsage(facts);
    const unfollow = services.journal.follow(COUNTED_CALLS, (call) => this.#used.count(call));
    services.closing.add(() => {
      unfollow();
      facts.close();
    });
  }

  /**
   * Counts, from now on, a resource that was created without a call.
   *
   * @param input the input of the operation that creates it
   */
  countRequest(operation: string, input: unknown): void {
    this.#used.countHandlers({ operation, input }, this.#services.now());
  }

  /** The bill until now. */
  getBill(): Cost {
    const [services, used, meter] = [this.#services, this.#used, new Meter()];
    for (const { price, at, count } of used.requests.values()) meter.add(price, at, count);
    meterShards(meter, { changes: used.shardChanges, streams: listStreams(services), now: services.now() });
    meterInstances(meter, {
      changes: used.instanceChanges,
      instances: services.ec2.instances.listAll(),
      now: services.now(),
    });
    meterKinesis(meter, services);
    meterFirehose(meter, services, used);
    meterLambda(meter, services, used);
    meterFlink(meter, services);
    meterQueries(meter, services, used.queries);
    const bill = createBill(meter.listUsage());
    return {
      ...bill,
      hours: bill.hours.slice(0, MAX_HOURS),
      hoursInAll: bill.hours.length,
      anHour: getHourlyCost(services),
      since: this.#since,
      prices: { region: PRICES_REGION, asOf: PRICES_AS_OF, notCounted: NOT_COUNTED },
    };
  }
}

const getUsd = (id: string | undefined): number => {
  const price = PRICES.find((item) => item.id === id);
  return price === undefined ? 0 : price.usd / price.per;
};

const listStreams = ({ kinesis }: Services) =>
  kinesis.streams.map(({ name, open, stored }) => ({
    name,
    createdAt: stored.madeAt,
    shards: open.length,
    isOnDemand: stored.mode === "ON_DEMAND",
  }));

/** The cost of the existing resources, in USD an hour, even when unused. */
function getHourlyCost(services: Services): number {
  const streams = listStreams(services).map(({ shards, isOnDemand }) =>
    isOnDemand ? getUsd("kinesis-on-demand-hour") : shards * getUsd("kinesis-shard-hour"),
  );
  const instances = services.ec2.instances
    .listAll()
    .filter(isRunning)
    .map(({ type }) => getUsd(getInstancePrice(type)) + getUsd(PUBLIC_ADDRESS));
  const running = services.kinesisanalyticsv2.applications
    .listAll()
    .filter(({ status }) => status === "RUNNING").length;
  // At least one KPU for each application, and the one more that AWS charges for each.
  return [...streams, ...instances].reduce((sum, usd) => sum + usd, running * 2 * getUsd("flink-kpu-hour"));
}

function meterKinesis(meter: Meter, { cloudwatch }: Services): void {
  for (const { at, getSum } of listHours(cloudwatch, "AWS/Kinesis"))
    meter.add("kinesis-put-unit", at, Math.max(getSum("IncomingRecords"), getSum("IncomingBytes") / PUT_UNIT_BYTES));
}

function meterFirehose(meter: Meter, { cloudwatch, firehose }: Services, { converts, partitions }: CallUsage): void {
  for (const { name, destination } of firehose.list()) {
    if (destination.DataFormatConversionConfiguration?.Enabled === true) converts.add(name);
    if (destination.DynamicPartitioningConfiguration?.Enabled === true) partitions.add(name);
  }
  for (const { name, at, getSum } of listHours(cloudwatch, "AWS/Firehose")) {
    const records = Math.max(getSum("IncomingRecords"), getSum("DataReadFromKinesisStream.Records"));
    const bytes = Math.max(getSum("IncomingBytes"), getSum("DataReadFromKinesisStream.Bytes"));
    meter.add("firehose-gb", at, Math.max(bytes, records * FIREHOSE_RECORD_BYTES) / GB_BYTES);
    if (converts.has(name)) meter.add("firehose-conversion-gb", at, bytes / GB_BYTES);
    if (!partitions.has(name)) continue;
    // AWS bills what partitioning delivers, not what it takes in: https://aws.amazon.com/firehose/pricing/
    meter.add("firehose-partitioning-gb", at, getSum("DeliveryToS3.Bytes") / GB_BYTES);
    meter.add("firehose-partitioning-object", at, getSum("DeliveryToS3.ObjectCount"));
  }
}

function meterLambda(meter: Meter, { cloudwatch, lambda }: Services, { memory }: CallUsage): void {
  for (const { name, latest } of lambda.functions.listAll()) memory.set(name, latest.memoryMiB);
  for (const { name, at, getSum } of listHours(cloudwatch, "AWS/Lambda")) {
    meter.add("lambda-request", at, getSum("Invocations"));
    meter.add("lambda-gb-second", at, (getSum("Duration") / 1000) * ((memory.get(name) ?? 128) / 1024));
  }
}

/** CloudWatch has a value of KPUs for each minute; each running application costs one KPU more. */
function meterFlink(meter: Meter, { cloudwatch }: Services): void {
  for (const { at, getSum } of listHours(cloudwatch, "AWS/KinesisAnalytics"))
    meter.add("flink-kpu-hour", at, (getSum("KPUs") + getSum("KPUs count")) / 60);
}

/** Counts the bytes that queries scanned. Statements of DDL, and queries that failed, cost nothing. */
function meterQueries(meter: Meter, { athena }: Services, ids: readonly string[]): void {
  for (const query of ids.flatMap((id) => athena.executions.find(id) ?? [])) {
    if (query.type !== "DML" || query.state === "FAILED") continue;
    const bytes = Math.max(MIN_QUERY_BYTES, query.outcome?.bytesScanned ?? query.cutAt ?? 0);
    meter.add("athena-tb", query.submittedAt, bytes / TB_BYTES);
  }
}
