import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  NoSuchBucket,
  S3Client,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";

/** Deletes an S3 bucket with all its objects, and prints that it did. S3 itself deletes only empty buckets. */
export async function deleteS3Bucket({ bucketName }: { bucketName: string }): Promise<void> {
  const s3 = new S3Client({});
  let deleted = 0;
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucketName })) {
      if (Contents.length === 0) continue;
      const Objects = Contents.map(({ Key = "" }) => ({ Key }));
      await s3.send(new DeleteObjectsCommand({ Bucket: bucketName, Delete: { Objects } }));
      deleted += Objects.length;
    }
    await s3.send(new DeleteBucketCommand({ Bucket: bucketName }));
    console.log(`S3 bucket '${bucketName}' deleted, with ${deleted} objects.`);
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
    console.log(`S3 bucket '${bucketName}' does not exist.`);
  }
}
