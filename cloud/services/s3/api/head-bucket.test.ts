import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 HeadBucket", () => {
  const cloud = useCloud({ account: "123456789012" });
  const bucket = useBucket(cloud);
  const headBucket = (name: string, owner?: string) =>
    cloud.s3.headBucket({ Bucket: name, ExpectedBucketOwner: owner });

  it("returns a bucket's ARN and region", async () => {
    const { BucketArn, BucketRegion, AccessPointAlias } = await headBucket(bucket.name);
    expect({ BucketArn, BucketRegion, AccessPointAlias }).to.deep.equal({
      BucketArn: "arn:aws:s3:::trips",
      BucketRegion: "us-east-1",
      AccessPointAlias: false,
    });
  });
  it("returns 404 without a body for a missing bucket", async () => {
    expect((await catchFault(headBucket("nowhere"))).$metadata).to.include({ httpStatusCode: 404 });
  });
  it("accepts the account as owner, and no other", async () => {
    await headBucket(bucket.name, "123456789012");
    expect((await catchFault(headBucket(bucket.name, "999999999999"))).$metadata).to.include({ httpStatusCode: 403 });
    expect((await catchFault(headBucket(bucket.name, "me"))).$metadata).to.include({ httpStatusCode: 400 });
  });
});
