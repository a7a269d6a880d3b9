import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { readFileSync, statSync } from "node:fs";
import { runQuery, type Query, type QueryResult } from "../athena/run-query";
import { accountId } from "../aws/account-id";
import { toDescribedSettings, type Settings } from "../aws/firehose-settings";
import { describeApplication } from "../aws/analytics-application";
import { ignoreMissing } from "../aws/ignore-missing";
import type { WindowedDelivery } from "../display/show-windowed-delivery";
import type { MetricAggregate } from "../metrics/model/metric-aggregate";
import type { MetricEvent } from "../metrics/model/metric-event";
import type { StreamRecord } from "../streaming/list-stream-records";
import { getCloudTime } from "../waiting/cloud-now";
import { readHoldings, type Holdings } from "./holdings";

/** The resources of the demonstration. */
export interface Demo {
  readonly student: string;
  readonly delivery: WindowedDelivery;
  /** The file with the application's checkpoint, which says how far each shard was read. */
  readonly checkpoint: string;
  readonly table: string;
  /** A query of the table, with its database and the location of its results. */
  readonly query: Query;
  /** The name of the managed application. */
  readonly application: string;
  /** The SQL of option B. */
  readonly optionB: string;
}

/** A partition of the table. */
export interface Partition {
  /** Its value of the partition key, such as `user-service`. */
  readonly value: string;
  /** Such as `s3://bucket/user-service/`. */
  readonly location: string;
}

/** The cloud's state, read once, so that all points and pictures of a report speak of the same moment. */
export interface DemoState extends Holdings {
  readonly account: string;
  /** ms since the epoch, by the cloud's clock. */
  readonly now: number;
  readonly events: readonly MetricEvent[];
  readonly aggregates: readonly MetricAggregate[];
  /** The shards that the application's checkpoint names; none without a checkpoint. */
  readonly shardsRead: readonly string[];
  /** The managed application: its status, such as READY, and its SQL. Undefined if there is none. */
  readonly managed: { readonly status: string; readonly sql: string } | undefined;
  /** Empty if there is no such Firehose. */
  readonly firehose: Settings;
  readonly tableLocation: string | undefined;
  readonly partitions: readonly Partition[];
  /** Athena's answer, or its error. */
  readonly answer: QueryResult | string;
}

/** @param stored the folder of the times at which streams and bucket were seen empty, see `readHoldings` */
export async function readDemoState(demo: Demo, stored: string): Promise<DemoState> {
  const { delivery, checkpoint, query } = demo;
  const holdings = await readHoldings(delivery, stored);
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: delivery.firehoseName });
  const firehose = await ignoreMissing(() => new FirehoseClient({}).send(command));
  return {
    ...holdings,
    account: await accountId(),
    now: await getCloudTime(),
    events: parseData<MetricEvent>(holdings.input.holds, ["value"], ["timestamp"]),
    aggregates: parseData<MetricAggregate>(
      holdings.output.holds,
      ["minValue", "maxValue", "avg"],
      ["fromTimestamp", "toTimestamp"],
    ),
    shardsRead: statSync(checkpoint, { throwIfNoEntry: false })
      ? Object.keys((JSON.parse(readFileSync(checkpoint, "utf8")) as { positions?: object }).positions ?? {})
      : [],
    managed: await readManaged(demo),
    firehose: firehose?.DeliveryStreamDescription ? toDescribedSettings(firehose.DeliveryStreamDescription) : {},
    ...(await readTableState(demo)),
    answer: await runQuery(query).catch((error: unknown) => String(error)),
  };
}

async function readManaged({ application: applicationName }: Demo): Promise<DemoState["managed"]> {
  const detail = await describeApplication({ applicationName });
  const code = detail?.ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription;
  return (
    detail && {
      status: detail.ApplicationStatus ?? "",
      sql: code?.CodeContentDescription?.TextContent ?? "",
    }
  );
}

/** The records that have these numbers and times: others, such as what a learner has only tried, are left out. */
function parseData<T>(
  records: readonly StreamRecord[],
  numbers: readonly (keyof T & string)[],
  times: readonly (keyof T & string)[],
): T[] {
  const isWhole = (data: Readonly<Record<string, unknown>>) =>
    numbers.every((name) => Number.isFinite(data[name])) &&
    times.every((name) => Number.isFinite(Date.parse(String(data[name]))));
  return records.map(({ data }) => data as T).filter((data) => isWhole(Object(data) as Record<string, unknown>));
}

async function readTableState({ table, query }: Demo): Promise<Pick<DemoState, "tableLocation" | "partitions">> {
  // Glue's client is large: it is loaded only when this function is called.
  const { GetPartitionsCommand, GetTableCommand, GlueClient } = await import("@aws-sdk/client-glue");
  const glue = new GlueClient({});
  const named = { DatabaseName: query.database };
  const found = await ignoreMissing(() => glue.send(new GetTableCommand({ ...named, Name: table })));
  const listed = await ignoreMissing(() => glue.send(new GetPartitionsCommand({ ...named, TableName: table })));
  return {
    tableLocation: found?.Table?.StorageDescriptor?.Location,
    partitions: (listed?.Partitions ?? []).map(({ Values = [], StorageDescriptor }) => ({
      value: Values.join(", "),
      location: StorageDescriptor?.Location ?? "",
    })),
  };
}
