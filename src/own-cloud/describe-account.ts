import { GetBucketLocationCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { settingsDescribed } from "../aws/firehose-settings";
import type { Settings } from "../aws/firehose-settings";
import { listResources } from "../aws/list-resources";
import { ifItExists } from "../display/if-it-exists";

/** What may be in an account and be compared. */
export type Kind = "data stream" | "Firehose" | "S3 bucket" | "Lambda function";

/** How AWS describes something; `isReady` is false while it is being created or deleted. */
export interface Described {
  readonly isReady: boolean;
  readonly settings: Settings;
}

/** How AWS describes something in the account of this process; undefined if it is not there. */
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
    // Names are those of all of AWS's customers: only a list says which are yours.
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    if (!Buckets.some(({ Name }) => Name === Bucket)) return undefined;
    const found = await ifItExists(() => s3.send(new GetBucketLocationCommand({ Bucket })));
    // us-east-1, the first region, is told by telling none.
    return found && { isReady: true, settings: { region: found.LocationConstraint ?? "us-east-1" } };
  },
  "Lambda function": async (FunctionName) => {
    // Lab 01 does without this client, which takes a moment to load.
    const { GetFunctionConfigurationCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
    return ifItExists(async () => {
      const found = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName }));
      return { isReady: true, settings: found.Environment?.Variables ?? {} };
    });
  },
};

/** The names of all that an account holds of one kind and that begin so. */
export async function namesOf(kind: Kind, prefix: string): Promise<string[]> {
  const listed = kind === "data stream" ? "Kinesis data stream" : kind;
  const found = await listResources({ prefix });
  return found.filter((resource) => resource.kind === listed && resource.status === "there").map(({ name }) => name);
}
