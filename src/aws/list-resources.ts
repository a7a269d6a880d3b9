import { DescribeDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { DescribeStreamSummaryCommand, KinesisClient, paginateListStreams } from "@aws-sdk/client-kinesis";
import { HeadBucketCommand, ListBucketsCommand, NotFound, S3Client } from "@aws-sdk/client-s3";
import { ignoreMissing } from "./ignore-missing";
import { deleteBucketLine, deleteFirehoseLine, deleteStreamLine } from "./repair-commands";

/** A resource in your account that AWS may charge for. */
export interface Resource {
  /** Such as `Kinesis data stream`. */
  readonly kind: string;
  readonly name: string;
  /** Whether the resource exists, or AWS is deleting it. */
  readonly status: "there" | "being deleted";
  /** A line for a new cell that deletes the resource. */
  readonly "delete it with": string;
}

/** A kind of resource that labs make, such as queues. Kinds beside the three in this file are in `kinds/`. */
export interface ResourceKind {
  /** The service that has it, by the name of its SDK client: `sqs`. */
  readonly service: string;
  /** The resources whose names meet a condition. */
  list(isMeant: (name: string) => boolean): Promise<Resource[]>;
}

/** The data streams of your region. */
export const dataStreams: ResourceKind = {
  service: "kinesis",
  list: async (isMeant) => describeAll((await listStreamNames()).filter(isMeant), findStreamResource),
};

/** The Firehoses of your region. */
export const firehoses: ResourceKind = {
  service: "firehose",
  list: async (isMeant) => describeAll((await listFirehoseNames()).filter(isMeant), findFirehose),
};

/** The buckets of all regions. */
export const buckets: ResourceKind = {
  service: "s3",
  list: async (isMeant) => describeAll((await listBucketNames()).filter(isMeant), findBucket),
};

const DEFAULT_KINDS: readonly ResourceKind[] = [dataStreams, firehoses, buckets];

/**
 * The resources in your account whose names begin with `prefix`, such as those that a clean-up has left.
 *
 * @param kinds the kinds to list: by default data streams, Firehoses and buckets; others are in `kinds/`
 */
export async function listResources({
  prefix,
  kinds = DEFAULT_KINDS,
}: {
  prefix: string;
  kinds?: readonly ResourceKind[];
}): Promise<Resource[]> {
  return listResourcesWhere((name) => name.startsWith(prefix), kinds);
}

/**
 * As `listResources`, for any condition on names. Each kind is listed only once: AWS allows five calls a second that
 * list streams or Firehoses.
 */
export async function listResourcesWhere(
  isMeant: (name: string) => boolean,
  kinds: readonly ResourceKind[] = DEFAULT_KINDS,
): Promise<Resource[]> {
  const found: Resource[] = [];
  for (const kind of kinds) found.push(...(await kind.list(isMeant)));
  return found;
}

/** The resources with these names, without those that were deleted in the meantime. */
export async function describeAll(
  names: readonly string[],
  find: (name: string) => Promise<Resource | undefined>,
): Promise<Resource[]> {
  return (await Promise.all(names.map(find))).filter((found) => found !== undefined);
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

export async function listStreamNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListStreams({ client: new KinesisClient({}) }, {}))
    names.push(...(page.StreamNames ?? []));
  return names;
}

export async function listFirehoseNames(): Promise<string[]> {
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

export async function listBucketNames(): Promise<string[]> {
  const { Buckets = [] } = await new S3Client({}).send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = "" }) => Name);
}
