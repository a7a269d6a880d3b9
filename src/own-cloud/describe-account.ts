import { GetBucketLocationCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { settingsDescribed, type Settings } from "../aws/firehose-settings";
import { listResources } from "../aws/list-resources";
import { ifItExists } from "../display/if-it-exists";

/** The kinds of resources that are compared. */
export type Kind = "data stream" | "Firehose" | "S3 bucket" | "Lambda function";

/** AWS's description of a resource; `isReady` is false while it is being created or deleted. */
export interface Described {
  readonly isReady: boolean;
  readonly settings: Settings;
}

/** AWS's description of a resource in the account of this process; undefined if the resource does not exist. */
export const describe: Readonly<Record<Kind, (name: string) => Promise<Described | undefined>>> = {
  "data stream": (StreamName) =>
    ifItExists(async () => {
      const { StreamDescriptionSummary: summary } = await new KinesisClient({}).send(
        new DescribeStreamSummaryCommand({ StreamName }),
      );
      return {
        isReady: summary?.StreamStatus === "ACTIVE",
        settings: { shards: String(summary?.OpenShardCount ?? 0) },
      };
    }),
  Firehose: (DeliveryStreamName) =>
    ifItExists(async () => {
      const { DeliveryStreamDescription: found } = await new FirehoseClient({}).send(
        new DescribeDeliveryStreamCommand({ DeliveryStreamName }),
      );
      return { isReady: found?.DeliveryStreamStatus === "ACTIVE", settings: found ? settingsDescribed(found) : {} };
    }),
  "S3 bucket": async (Bucket) => {
    const s3 = new S3Client({});
    // Bucket names are shared by all of AWS's customers: only the list of your buckets says which are yours.
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    if (!Buckets.some(({ Name }) => Name === Bucket)) return undefined;
    const found = await ifItExists(() => s3.send(new GetBucketLocationCommand({ Bucket })));
    // For us-east-1, the first region, the answer has no LocationConstraint.
    return found && { isReady: true, settings: { region: found.LocationConstraint ?? "us-east-1" } };
  },
  "Lambda function": async (FunctionName) => {
    // Imported here, since lab 01 does not need this client, which takes a moment to load.
    const { GetFunctionConfigurationCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
    return ifItExists(async () => {
      const found = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName }));
      return { isReady: true, settings: found.Environment?.Variables ?? {} };
    });
  },
};

/** The names of an account's resources of one kind that begin with `prefix`. */
export async function namesOf(kind: Kind, prefix: string): Promise<string[]> {
  const listed = kind === "data stream" ? "Kinesis data stream" : kind;
  const found = await listResources({ prefix });
  return found.filter((resource) => resource.kind === listed && resource.status === "there").map(({ name }) => name);
}
