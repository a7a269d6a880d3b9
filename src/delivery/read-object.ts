import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

/**
 * The text of an S3 object, as it was delivered.
 *
 * @throws NoSuchKey, NoSuchBucket if it does not exist
 */
export async function readObject({ bucketName, key }: { bucketName: string; key: string }): Promise<string> {
  const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  return (await Body?.transformToString()) ?? "";
}
