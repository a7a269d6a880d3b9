import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";

/** Deletes a bucket with all its content: objects, older versions, and delete markers. */
export async function deleteBucket(Bucket: string): Promise<void> {
  const client = new S3Client({ followRegionRedirects: true });
  for (;;) {
    // Always the first page, since the versions of the page before are deleted.
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors: [refused] = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (refused !== undefined) throw new Error(`S3 keeps ${refused.Key ?? "an object"}: ${refused.Message ?? ""}`);
  }
  await client.send(new DeleteBucketCommand({ Bucket }));
}
