import { S3Client, paginateListObjectsV2 } from "@aws-sdk/client-s3";

/** An object that Firehose wrote. */
export interface DeliveredObject {
  readonly key: string;
  readonly bytes: number;
  readonly deliveredAt: Date;
}

/**
 * The objects that Firehose has delivered to a bucket, oldest first.
 *
 * @param prefix the Firehose's prefix for delivered objects, or, for failed records, its error prefix, such as
 * `errors/`
 * @throws NoSuchBucket if the bucket does not exist
 */
export async function listDeliveredObjects({
  bucketName,
  prefix = "firehose/",
}: {
  bucketName: string;
  prefix?: string;
}): Promise<DeliveredObject[]> {
  const s3 = new S3Client({});
  const objects: DeliveredObject[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucketName, Prefix: prefix })) {
    for (const { Key = "", Size = 0, LastModified = new Date(0) } of Contents) {
      objects.push({ key: Key, bytes: Size, deliveredAt: LastModified });
    }
  }
  return objects.sort((a, b) => a.deliveredAt.getTime() - b.deliveredAt.getTime());
}
