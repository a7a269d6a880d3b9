import { DeleteBucketCommand, DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";

/** Deletes a bucket with all that is in it: objects, their older versions, and the markers of those that were deleted. */
export async function deleteBucket(Bucket: string): Promise<void> {
  const client = new S3Client({ followRegionRedirects: true });
  for (;;) {
    // Always the first page: what was on the one before is gone.
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors: [refused] = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (refused !== undefined) throw new Error(`S3 keeps ${refused.Key ?? "an object"}: ${refused.Message ?? ""}`);
  }
  await client.send(new DeleteBucketCommand({ Bucket }));
}
