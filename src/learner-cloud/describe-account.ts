import { GetBucketLocationCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient, type Shard } from "@aws-sdk/client-kinesis";
import { toApplicationSettings } from "../aws/application-settings";
import { toDescribedSettings, type Settings } from "../aws/firehose-settings";
import { listResources } from "../aws/list-resources";
import { ignoreMissing } from "../aws/ignore-missing";
import { listShards } from "../streaming/list-shards";

/** The kinds of resources that are compared. */
export type Kind = "data stream" | "Firehose" | "S3 bucket" | "Lambda function" | "analytics application";

/** AWS's description of a resource; `isReady` is false while it is being created or deleted. */
export interface ResourceState {
  readonly isReady: boolean;
  readonly settings: Settings;
  /** Settings that AWS does not say any more. */
  readonly unknown?: readonly string[];
}

/** Settings of a data stream that was split or merged: neither can be undone. */
export const RESHARDING: readonly string[] = ["split at", "merged range"];

/** AWS's description of a resource in the account of this process; undefined if the resource does not exist. */
export const describe: Readonly<Record<Kind, (name: string) => Promise<ResourceState | undefined>>> = {
  "data stream": (StreamName) =>
    ignoreMissing(async () => {
      const { StreamDescriptionSummary: summary } = await new KinesisClient({}).send(
        new DescribeStreamSummaryCommand({ StreamName }),
      );
      const { settings, unknown } = describeResharding(await listShards(new KinesisClient({}), StreamName));
      return {
        isReady: summary?.StreamStatus === "ACTIVE",
        settings: { shards: String(summary?.OpenShardCount ?? 0), ...settings },
        unknown,
      };
    }),
  Firehose: (DeliveryStreamName) =>
    ignoreMissing(async () => {
      const { DeliveryStreamDescription: found } = await new FirehoseClient({}).send(
        new DescribeDeliveryStreamCommand({ DeliveryStreamName }),
      );
      return { isReady: found?.DeliveryStreamStatus === "ACTIVE", settings: found ? toDescribedSettings(found) : {} };
    }),
  "S3 bucket": async (Bucket) => {
    const s3 = new S3Client({});
    // Bucket names are shared by all of AWS's customers: only the list of your buckets says which are yours.
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    if (!Buckets.some(({ Name }) => Name === Bucket)) return undefined;
    const found = await ignoreMissing(() => s3.send(new GetBucketLocationCommand({ Bucket })));
    // For us-east-1, the first region, the answer has no LocationConstraint.
    return found && { isReady: true, settings: { region: found.LocationConstraint ?? "us-east-1" } };
  },
  "Lambda function": async (FunctionName) => {
    // Imported here, since lab 01 does not need this client, which takes a moment to load.
    const { GetFunctionConfigurationCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
    return ignoreMissing(async () => {
      const found = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName }));
      const { Timeout, Environment } = found;
      return { isReady: true, settings: { "timeout in seconds": String(Timeout), ...Environment?.Variables } };
    });
  },
  "analytics application": async (applicationName) => {
    const { describeApplication } = await import("../aws/analytics-application");
    const found = await describeApplication({ applicationName });
    return found && { isReady: found.ApplicationStatus !== "DELETING", settings: toApplicationSettings(found) };
  },
};

/** Where a stream's shards were split, and which ranges were merged. Closed shards whose records have expired are no longer listed. */
function describeResharding(shards: readonly Shard[]): Pick<ResourceState, "settings" | "unknown"> {
  const isListed = (id: string | undefined) => shards.some(({ ShardId }) => ShardId === id);
  const getStart = ({ HashKeyRange }: Shard) => BigInt(HashKeyRange?.StartingHashKey ?? 0);
  const cuts = shards.filter((shard) => {
    const { ParentShardId: parent, AdjacentParentShardId: adjacent } = shard;
    const isUpper = shards.some((other) => other.ParentShardId === parent && getStart(other) < getStart(shard));
    return parent !== undefined && adjacent === undefined && isUpper;
  });
  const merged = shards.filter(({ AdjacentParentShardId }) => AdjacentParentShardId !== undefined);
  const hasExpired = shards.some(({ ParentShardId }) => ParentShardId !== undefined && !isListed(ParentShardId));
  const formatValues = (values: readonly string[]) =>
    values.length === 0 ? [] : [`${values.join(", ")} of all hash keys`];
  const found = {
    "split at": formatValues(cuts.map((shard) => `${toPercent(getStart(shard))} %`)),
    "merged range": formatValues(
      merged.map(
        (shard) =>
          `${toPercent(getStart(shard))} to ${toPercent(BigInt(shard.HashKeyRange?.EndingHashKey ?? 0) + 1n)} %`,
      ),
    ),
  };
  return {
    settings: Object.fromEntries(Object.entries(found).flatMap(([name, [value]]) => (value ? [[name, value]] : []))),
    unknown: hasExpired ? RESHARDING : [],
  };
}

/** The position of a hash key among all hash keys, from 0 to 2 to the power of 128. */
const toPercent = (hashKey: bigint): number => Number((hashKey * 1000n + (1n << 127n)) >> 128n) / 10;

/** The names of an account's resources of one kind that begin with `prefix`. */
export async function listNames(kind: Kind, prefix: string): Promise<string[]> {
  const listed = kind === "data stream" ? "Kinesis data stream" : kind;
  const found = await listResources({ prefix });
  return found.filter((resource) => resource.kind === listed && resource.status === "there").map(({ name }) => name);
}
