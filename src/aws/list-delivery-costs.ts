import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { ignoreMissing } from "./ignore-missing";
import { listResources, type Resource } from "./list-resources";

/** USD an hour for one shard of a provisioned stream in us-east-1, used or not. From a public report of May 2026. */
export const SHARD_HOUR_USD = 0.015;

/** A resource that exists, and what it costs while unused. */
export interface Cost extends Resource {
  /** The number of shards of a data stream; absent for other kinds. */
  readonly shards?: number;
  readonly "USD an hour": number;
}

/**
 * The streams, Firehoses and buckets whose names begin with `prefix`, and what each costs an hour on AWS even when
 * unused. Firehoses cost by the data that goes through them, and buckets by the data that they store; unused, they cost
 * nothing.
 */
export async function listDeliveryCosts({ prefix }: { prefix: string }): Promise<{ costs: Cost[]; total: number }> {
  const found = await listResources({ prefix });
  const costs = await Promise.all(
    found.map(async (resource): Promise<Cost> => {
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
