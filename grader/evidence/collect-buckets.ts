import {
  GetBucketLocationCommand,
  GetObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import type { Stage } from "../run/plan";
import type { BucketEvidence, ObjectEvidence } from "./evidence";
import { ignoreRefusal } from "./ignore-refusal";

const MAX_OBJECTS = 1_000;
/** A longer body is cut: no lab judges more bytes of one object. */
const MAX_BODY_BYTES = 1024 * 1024;

/** All buckets with the objects in them, by name. */
export async function collectBuckets(stage: Stage): Promise<BucketEvidence[]> {
  const { Buckets = [] } = await stage.s3.send(new ListBucketsCommand({}));
  const found: BucketEvidence[] = [];
  for (const { Name: name = "" } of Buckets) {
    const bucket = await ignoreRefusal(collectBucket(stage, name));
    if (bucket) found.push(bucket);
  }
  return found;
}

async function collectBucket(stage: Stage, name: string): Promise<BucketEvidence> {
  const { LocationConstraint } = await stage.s3.send(new GetBucketLocationCommand({ Bucket: name }));
  // For a bucket in us-east-1, S3 tells no location.
  return { name, region: LocationConstraint ?? "us-east-1", objects: await listObjects(stage, name) };
}

async function listObjects({ s3 }: Stage, bucket: string): Promise<ObjectEvidence[]> {
  const found: ObjectEvidence[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    for (const { Key: key = "", Size: bytes = 0 } of Contents) {
      if (found.length >= MAX_OBJECTS) return found;
      const range = bytes > MAX_BODY_BYTES ? { Range: `bytes=0-${MAX_BODY_BYTES - 1}` } : {};
      const object = await ignoreRefusal(s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...range })));
      found.push({ key, bytes, body: (await object?.Body?.transformToString()) ?? "" });
    }
  }
  return found;
}
