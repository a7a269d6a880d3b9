import { BucketAlreadyOwnedByYou, CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createLabTags, tagList } from "../../../src/aws/lab-tags";
import { getAccount, useClient } from "../../givens/given-resources";
import type { Connection, SolutionFile } from "../../givens/lab";
import { LAB, PREFIX } from "./names";

/**
 * Creates a bucket with the solution's files for learners to copy.
 *
 * @returns a line about the bucket, for the log
 */
export async function createSolutionBucket(connection: Connection, files: readonly SolutionFile[]): Promise<string> {
  const Bucket = `${PREFIX}${await getAccount(connection)}-solution`;
  const Tags = tagList(await createLabTags({ lab: LAB, connection }));
  await useClient(new S3Client(connection), async (s3) => {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { Tags } })).catch((error: unknown) => {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    });
    for (const { path, text } of files) await s3.send(new PutObjectCommand({ Bucket, Key: path, Body: text }));
  });
  return `Solution bucket ${Bucket}: ${files.length} files`;
}
