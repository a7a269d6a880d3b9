import { FirehoseClient, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { KinesisClient, paginateListStreams } from "@aws-sdk/client-kinesis";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";

/** Something in your account that AWS may charge for. */
export interface Resource {
  readonly kind: "Kinesis data stream" | "Firehose" | "S3 bucket";
  readonly name: string;
}

/**
 * The data streams, Firehoses and buckets in your account whose names begin with `prefix`: what a clean-up has left.
 *
 * Streams and Firehoses are those of your region; buckets those of all regions.
 */
export async function listResources({ prefix }: { prefix: string }): Promise<Resource[]> {
  const resources: Resource[] = [
    ...(await streamNames()).map((name) => ({ kind: "Kinesis data stream" as const, name })),
    ...(await firehoseNames()).map((name) => ({ kind: "Firehose" as const, name })),
    ...(await bucketNames()).map((name) => ({ kind: "S3 bucket" as const, name })),
  ];
  return resources.filter(({ name }) => name.startsWith(prefix));
}

async function streamNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListStreams({ client: new KinesisClient({}) }, {}))
    names.push(...(page.StreamNames ?? []));
  return names;
}

async function firehoseNames(): Promise<string[]> {
  const firehose = new FirehoseClient({});
  const names: string[] = [];
  for (let more = true; more;) {
    const page = await firehose.send(
      new ListDeliveryStreamsCommand({ ExclusiveStartDeliveryStreamName: names.at(-1) }),
    );
    names.push(...(page.DeliveryStreamNames ?? []));
    more = page.HasMoreDeliveryStreams === true;
  }
  return names;
}

async function bucketNames(): Promise<string[]> {
  const { Buckets = [] } = await new S3Client({}).send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = "" }) => Name);
}
