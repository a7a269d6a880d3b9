import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";
import { withClient } from "./context";
import type { Context } from "./context";
import { bucketName } from "./names";

/** The bucket that Firehose delivers to, and where Athena keeps its answers. */
export async function bucket({ connection, account, region, say }: Context): Promise<void> {
  const Bucket = bucketName(account);
  // us-east-1 is meant when no region is named, and refused when it is.
  const place = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await withClient(new S3Client(connection), async (s3) => {
    // Not by the answer to a second creation: in us-east-1, AWS answers it as the first.
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const isThere = Buckets.some(({ Name }) => Name === Bucket);
    if (!isThere) await s3.send(new CreateBucketCommand({ Bucket, ...place }));
    say(`Bucket ${Bucket}: ${isThere ? "there already" : "created"}`);
  });
}
