import { BucketAlreadyOwnedByYou, CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { labTags, tagList } from "../../../src/aws/lab-tags";
import { accountOf, withClient } from "../../given-things";
import type { Connection, SolutionFile } from "../../lab";
import { LAB, PREFIX } from "./names";

/**
 * Puts the solution into the bucket from which a learner can copy it.
 *
 * @returns what was done, in one line
 */
export async function solutionBucket(connection: Connection, files: readonly SolutionFile[]): Promise<string> {
  const Bucket = `${PREFIX}${await accountOf(connection)}-solution`;
  const Tags = tagList(await labTags({ lab: LAB, connection }));
  await withClient(new S3Client(connection), async (s3) => {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { Tags } })).catch((error: unknown) => {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    });
    for (const { path, text } of files) await s3.send(new PutObjectCommand({ Bucket, Key: path, Body: text }));
  });
  return `Solution bucket ${Bucket}: ${files.length} files`;
}
