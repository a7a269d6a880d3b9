import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { ignoreMissing } from "./ignore-missing";
import { analyticsApplications } from "./kinds/analytics-applications";
import { buckets, dataStreams, firehoses, listResources, type Resource } from "./list-resources";
import { describeApplication } from "./analytics-application";

/** USD an hour for one shard of a provisioned stream in us-east-1, used or not. From a public report of May 2026. */
export const SHARD_HOUR_USD = 0.015;
/** USD an hour for one KPU of an application in us-east-1, from the lab cloud's list of prices (`cloud/prices.json`). */
export const KPU_HOUR_USD = 0.11;

/** A resource that exists, and what it costs while unused. */
export interface Cost extends Resource {
  /** The number of shards of a data stream; absent for other kinds. */
  readonly shards?: number;
  readonly "USD an hour": number;
}

/**
 * The streams, Firehoses, buckets and applications whose names begin with `prefix`, and what each costs an hour on AWS even when
 * unused. Firehoses cost by the data that goes through them, and buckets by the data that they store; unused, they cost
 * nothing. Applications cost only while they run.
 */
export async function listDeliveryCosts({ prefix }: { prefix: string }): Promise<{ costs: Cost[]; total: number }> {
  const kinds = [dataStreams, firehoses, buckets, analyticsApplications];
  const found = await listResources({ prefix, kinds });
  const costs = await Promise.all(
    found.map(async (resource): Promise<Cost> => {
      if (resource.kind === "analytics application")
        return { ...resource, "USD an hour": (await countKpus(resource.name)) * KPU_HOUR_USD };
      if (resource.kind !== "Kinesis data stream") return { ...resource, "USD an hour": 0 };
      const shards = await openShards(resource.name);
      return { ...resource, shards, "USD an hour": shards * SHARD_HOUR_USD };
    }),
  );
  return { costs, total: costs.reduce((sum, cost) => sum + cost["USD an hour"], 0) };
}

async function openShards(StreamName: string): Promise<number> {
  const found = await ignoreMissing(() => new KinesisClient({}).send(new DescribeStreamSummaryCommand({ StreamName })));
  return found?.StreamDescriptionSummary?.OpenShardCount ?? 0;
}

/** The KPUs that a running application is billed for at least: Flink takes one more to manage it than SQL did. */
async function countKpus(applicationName: string): Promise<number> {
  const detail = await describeApplication({ applicationName });
  if (detail === undefined || detail.ApplicationStatus === "READY") return 0;
  return detail.RuntimeEnvironment === "SQL-1_0" ? 1 : 2;
}
