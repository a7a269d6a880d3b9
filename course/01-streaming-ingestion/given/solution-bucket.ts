import { BucketAlreadyOwnedByYou, CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Context } from "./context";
import { PREFIX } from "./names";

/** A file of the solution. */
export interface SolutionFile {
  /** Where it belongs in the project, with forward slashes; its key in the bucket. */
  readonly path: string;
  readonly text: string;
}

/** The bucket from which a learner can copy the solution. */
export async function solutionBucket({ connection, account, say }: Context, files: readonly SolutionFile[]): Promise<void> {
  const s3 = new S3Client(connection);
  const Bucket = `${PREFIX}${account}-solution`;
  try {
    await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    });
    for (const { path, text } of files) await s3.send(new PutObjectCommand({ Bucket, Key: path, Body: text }));
    say(`Solution bucket ${Bucket}: ${files.length} files`);
  } finally {
    s3.destroy();
  }
}
