import { aws, lab } from "../aws";
import type { JournalEntry } from "../../core/journal-entry";
import { cloudNow } from "../feed";
import { describe, type Delivery } from "../firehose/delivery";
import { deliveryStreamNames, streamNames } from "../names";
import { listApplications } from "../flink/applications";
import { functions } from "../lambda/functions";
import { hourlyOf, type Span } from "./hourly";
import { JournalUsage } from "./journal-usage";
import { billOf, GB_BYTES, HOUR_MS, hourOf, LEAST_QUERY_BYTES, Meter, PRICES, TB_BYTES, type Bill } from "./prices";
import { meterShards, type StreamNow } from "./shard-hours";

/** What all this would have cost, and what it goes on costing. */
export interface Cost extends Bill {
  /** USD an hour, if nothing more happens. */
  readonly anHour: number;
  /** Calls before this one are no longer in the journal; 1 if all are, 0 if there was none. */
  readonly journalFrom: number;
}

let journal = new JournalUsage();

/** Reads on in the journal from where it was left; a cloud that was reset begins a new one. */
async function readJournal(): Promise<JournalUsage> {
  const after = async (n: number) => (await lab<{ entries: readonly JournalEntry[] }>(`journal?after=${n}`)).entries;
  // The last entry is asked for again: where it is gone, or another one, so is all that was counted.
  const entries = await after(Math.max(0, journal.last - 1));
  if (journal.last === 0) journal.read(entries);
  else if (entries[0]?.n === journal.last && entries[0].at === journal.lastAt) journal.read(entries.slice(1));
  else {
    journal = new JournalUsage();
    journal.read(await after(0));
  }
  return journal;
}

/** Asks what is needed for the bill. @throws AwsError */
export async function loadCost(): Promise<Cost> {
  const used = await readJournal();
  const now = cloudNow();
  const streams = await streamsNow();
  const meter = new Meter();
  for (const [key, count] of used.requests) {
    const [price = "", at] = key.split(" ");
    meter.add(price, Number(at), count);
  }
  meterShards(meter, { changes: used.shardChanges, streams, now });
  const since = Math.min(used.since, now, ...streams.map(({ createdAt }) => createdAt));
  const span = { from: hourOf(since), to: hourOf(now) + HOUR_MS };
  await Promise.all([
    meterKinesis(meter, span),
    meterFirehose(meter, used, span),
    meterLambda(meter, used, span),
    meterFlink(meter, span),
    meterQueries(meter, used.queries),
  ]);
  return { ...billOf(meter.usage()), anHour: await standing(streams), journalFrom: used.first };
}

const usdOf = (id: string): number => {
  const price = PRICES.find((one) => one.id === id);
  return price === undefined ? 0 : price.usd / price.per;
};

/** What costs by being there, in USD an hour. */
async function standing(streams: readonly StreamNow[]): Promise<number> {
  const ofStreams = streams.map(({ shards, isOnDemand }) =>
    isOnDemand ? usdOf("kinesis-on-demand-hour") : shards * usdOf("kinesis-shard-hour"),
  );
  const running = (await listApplications()).filter(({ ApplicationStatus: status }) => status === "RUNNING").length;
  // One KPU each at least, and the one more that AWS takes for each.
  return ofStreams.reduce((sum, usd) => sum + usd, 0) + running * 2 * usdOf("flink-kpu-hour");
}

interface Summary {
  readonly OpenShardCount: number;
  readonly StreamCreationTimestamp: number;
  readonly StreamModeDetails?: { readonly StreamMode: string };
}

async function streamsNow(): Promise<StreamNow[]> {
  return Promise.all(
    (await streamNames()).map(async (name) => {
      const { StreamDescriptionSummary: told } = await aws<{ StreamDescriptionSummary: Summary }>(
        "kinesis",
        "DescribeStreamSummary",
        { StreamName: name },
      );
      return {
        name,
        createdAt: told.StreamCreationTimestamp * 1000,
        shards: told.OpenShardCount,
        isOnDemand: told.StreamModeDetails?.StreamMode === "ON_DEMAND",
      };
    }),
  );
}

const [PUT_UNIT_BYTES, FIREHOSE_RECORD_BYTES] = [25 * 1024, 5 * 1024];

async function meterKinesis(meter: Meter, span: Span): Promise<void> {
  for (const { at, of } of await hourlyOf("AWS/Kinesis", span))
    meter.add("kinesis-put-unit", at, Math.max(of("IncomingRecords"), of("IncomingBytes") / PUT_UNIT_BYTES));
}

async function meterFirehose(meter: Meter, { converts, partitions }: JournalUsage, span: Span): Promise<void> {
  const described = await Promise.all((await deliveryStreamNames()).map(describe));
  const of = (one: Delivery) => one.Destinations[0]?.ExtendedS3DestinationDescription;
  for (const one of described) {
    if (of(one)?.DataFormatConversionConfiguration?.Enabled === true) converts.add(one.DeliveryStreamName);
    if (of(one)?.DynamicPartitioningConfiguration?.Enabled === true) partitions.add(one.DeliveryStreamName);
  }
  for (const { name, at, of: sum } of await hourlyOf("AWS/Firehose", span)) {
    const records = Math.max(sum("IncomingRecords"), sum("DataReadFromKinesisStream.Records"));
    const bytes = Math.max(sum("IncomingBytes"), sum("DataReadFromKinesisStream.Bytes"));
    meter.add("firehose-gb", at, Math.max(bytes, records * FIREHOSE_RECORD_BYTES) / GB_BYTES);
    if (converts.has(name)) meter.add("firehose-conversion-gb", at, bytes / GB_BYTES);
    if (partitions.has(name)) meter.add("firehose-partitioning-gb", at, bytes / GB_BYTES);
  }
}

async function meterLambda(meter: Meter, { memory }: JournalUsage, span: Span): Promise<void> {
  for (const { FunctionName, MemorySize } of await functions()) memory.set(FunctionName, MemorySize);
  for (const { name, at, of } of await hourlyOf("AWS/Lambda", span)) {
    meter.add("lambda-request", at, of("Invocations"));
    meter.add("lambda-gb-second", at, (of("Duration") / 1000) * ((memory.get(name) ?? 128) / 1024));
  }
}

/** CloudWatch has a figure of KPUs a minute; each running application costs one more. */
async function meterFlink(meter: Meter, span: Span): Promise<void> {
  for (const { at, of } of await hourlyOf("AWS/KinesisAnalytics", span))
    meter.add("flink-kpu-hour", at, (of("KPUs") + of("KPUs count")) / 60);
}

const QUERIES_A_CALL = 50;

interface Query {
  readonly StatementType?: string;
  readonly Status: { readonly State: string; readonly SubmissionDateTime: number };
  readonly Statistics?: { readonly DataScannedInBytes?: number };
}

/** What queries scanned. Statements of DDL, and queries that failed, cost nothing. */
async function meterQueries(meter: Meter, ids: readonly string[]): Promise<void> {
  for (let first = 0; first < ids.length; first += QUERIES_A_CALL) {
    const { QueryExecutions } = await aws<{ QueryExecutions: readonly Query[] }>("athena", "BatchGetQueryExecution", {
      QueryExecutionIds: ids.slice(first, first + QUERIES_A_CALL),
    });
    for (const { StatementType, Status, Statistics } of QueryExecutions) {
      if (StatementType !== "DML" || Status.State === "FAILED") continue;
      const bytes = Math.max(LEAST_QUERY_BYTES, Statistics?.DataScannedInBytes ?? 0);
      meter.add("athena-tb", Status.SubmissionDateTime * 1000, bytes / TB_BYTES);
    }
  }
}
