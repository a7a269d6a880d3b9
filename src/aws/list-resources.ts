import { DescribeDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient, paginateListStreams } from "@aws-sdk/client-kinesis";
import { HeadBucketCommand, ListBucketsCommand, NotFound, S3Client } from "@aws-sdk/client-s3";
import { ignoreMissing } from "../display/ignore-missing";
import { deleteBucketLine, deleteFirehoseLine, deleteStreamLine } from "./mending-lines";

/** A resource in your account that AWS may charge for. */
export interface Resource {
  readonly kind: "Kinesis data stream" | "Firehose" | "S3 bucket";
  readonly name: string;
  /** Whether the resource exists, or AWS is deleting it. */
  readonly status: "there" | "being deleted";
  /** A line for a new cell that deletes the resource. */
  readonly "delete it with": string;
}

/**
 * The data streams, Firehoses and buckets in your account whose names begin with `prefix`, such as those that a
 * clean-up has left.
 *
 * Streams and Firehoses of your region; buckets of all regions.
 */
export async function listResources({ prefix }: { prefix: string }): Promise<Resource[]> {
  return listResourcesWhere((name) => name.startsWith(prefix));
}

/**
 * As `listResources`, for any condition on names. Each kind is listed only once: AWS allows five calls a second that
 * list streams or Firehoses.
 */
export async function listResourcesWhere(isMeant: (name: string) => boolean): Promise<Resource[]> {
  const streams = (await listStreamNames()).filter(isMeant).map(findStreamResource);
  const firehoses = (await listFirehoseNames()).filter(isMeant).map(findFirehose);
  const buckets = (await listBucketNames()).filter(isMeant).map(findBucket);
  return (await Promise.all([...streams, ...firehoses, ...buckets])).filter((found) => found !== undefined);
}

/** @returns undefined if it was deleted in the meantime */
async function findStreamResource(name: string): Promise<Resource | undefined> {
  const command = new DescribeStreamSummaryCommand({ StreamName: name });
  const found = await ignoreMissing(() => new KinesisClient({}).send(command));
  const status = toStatus(found?.StreamDescriptionSummary?.StreamStatus);
  return found && { kind: "Kinesis data stream", name, status, "delete it with": deleteStreamLine(name) };
}

async function findFirehose(name: string): Promise<Resource | undefined> {
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: name });
  const found = await ignoreMissing(() => new FirehoseClient({}).send(command));
  const status = toStatus(found?.DeliveryStreamDescription?.DeliveryStreamStatus);
  return found && { kind: "Firehose", name, status, "delete it with": deleteFirehoseLine(name) };
}

/** A deleted bucket is gone at once, but S3 may still list it for some time: then the status is `being deleted`. */
async function findBucket(name: string): Promise<Resource> {
  const status = (await isListedOnly(name)) ? "being deleted" : "there";
  return { kind: "S3 bucket", name, status, "delete it with": deleteBucketLine(name) };
}

async function isListedOnly(Bucket: string): Promise<boolean> {
  try {
    await new S3Client({ followRegionRedirects: true }).send(new HeadBucketCommand({ Bucket }));
    return false;
  } catch (error) {
    // A bucket to which access is denied exists.
    return error instanceof NotFound;
  }
}

function toStatus(status: string | undefined): Resource["status"] {
  return status === "DELETING" ? "being deleted" : "there";
}

async function listStreamNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListStreams({ client: new KinesisClient({}) }, {}))
    names.push(...(page.StreamNames ?? []));
  return names;
}

async function listFirehoseNames(): Promise<string[]> {
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

async function listBucketNames(): Promise<string[]> {
  const { Buckets = [] } = await new S3Client({}).send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = "" }) => Name);
}
