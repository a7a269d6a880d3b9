import { type StreamDescriptionSummary, DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { mkdirSync, readFileSync, writeFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { listDeliveredObjects, type DeliveredObject } from "../delivery/list-delivered-objects";
import { ignoreMissing } from "../aws/ignore-missing";
import type { WindowedDelivery } from "../display/show-windowed-delivery";
import { findProjectRoot } from "../running/project-root";
import { listStreamRecords, type StreamRecord } from "../streaming/list-stream-records";
import { getCloudTime } from "../waiting/cloud-now";

/** A stream or a bucket: what it holds now, and when it was seen empty. Times in ms since the epoch, by the cloud's clock. */
interface Holding<T> {
  readonly name: string;
  /** Undefined: the stream or bucket does not exist. */
  readonly createdAt: number | undefined;
  readonly holds: readonly T[];
  /** When `readHoldings` saw it empty for the first time; undefined: it never did. */
  readonly emptyAt: number | undefined;
}

/** A stream with its description and its records, read from Trim Horizon. */
export interface StreamHolding extends Holding<StreamRecord> {
  readonly described: StreamDescriptionSummary | undefined;
}

export interface Holdings {
  readonly input: StreamHolding;
  readonly output: StreamHolding;
  readonly bucket: Holding<DeliveredObject>;
}

/** Where it is kept when streams and bucket were seen empty. */
export const getProofFolder = (): string => join(findProjectRoot(), ".labs", "exam");

/**
 * Reads both streams from Trim Horizon, the oldest record that they hold, and lists the bucket.
 *
 * When one of them is seen empty for the first time, the time is kept in a file: later they hold something, and this
 * notebook may be run again from its top. The file carries the name and the time of creation, so that a new stream or
 * bucket of the same name has to be seen empty again.
 *
 * @param stored the folder of these files
 */
export async function readHoldings(
  { inputStream, outputStream, bucketName }: WindowedDelivery,
  stored: string,
): Promise<Holdings> {
  return {
    input: await readStreamHolding(inputStream, stored),
    output: await readStreamHolding(outputStream, stored),
    bucket: await readBucket(bucketName, stored),
  };
}

async function readStreamHolding(name: string, stored: string): Promise<StreamHolding> {
  const command = new DescribeStreamSummaryCommand({ StreamName: name });
  const described = (await ignoreMissing(() => new KinesisClient({}).send(command)))?.StreamDescriptionSummary;
  const holds = (await ignoreMissing(() => listStreamRecords({ streamName: name }))) ?? [];
  return {
    ...(await recordEmptiness({ name, createdAt: described?.StreamCreationTimestamp, holds }, stored)),
    described,
  };
}

async function readBucket(name: string, stored: string): Promise<Holding<DeliveredObject>> {
  const { Buckets = [] } = await new S3Client({}).send(new ListBucketsCommand({ Prefix: name }));
  const createdAt = Buckets.find(({ Name }) => Name === name)?.CreationDate;
  const holds = (await ignoreMissing(() => listDeliveredObjects({ bucketName: name, prefix: "" }))) ?? [];
  return recordEmptiness({ name, createdAt, holds }, stored);
}

async function recordEmptiness<T>(
  { name, createdAt: created, holds }: { name: string; createdAt: Date | undefined; holds: readonly T[] },
  stored: string,
): Promise<Holding<T>> {
  const createdAt = created?.getTime();
  if (createdAt === undefined) return { name, createdAt, holds, emptyAt: undefined };
  const file = join(stored, `${name}-${createdAt}.json`);
  if (statSync(file, { throwIfNoEntry: false })) {
    const { emptyAt } = JSON.parse(readFileSync(file, "utf8")) as { emptyAt: string };
    return { name, createdAt, holds, emptyAt: Date.parse(emptyAt) };
  }
  if (holds.length > 0) return { name, createdAt, holds, emptyAt: undefined };
  const emptyAt = await getCloudTime();
  mkdirSync(stored, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ emptyAt: new Date(emptyAt).toISOString() })}\n`);
  return { name, createdAt, holds, emptyAt };
}
