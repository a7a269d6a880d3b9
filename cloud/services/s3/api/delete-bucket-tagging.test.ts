import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 DeleteBucketTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);

  it("removes a bucket's tags, if it has any", async () => {
    await cloud.s3.putBucketTagging({ Bucket: bucket.name, Tagging: { TagSet: [{ Key: "a", Value: "1" }] } });
    for (let round = 0; round < 2; round++) {
      expect((await cloud.s3.deleteBucketTagging({ Bucket: bucket.name })).$metadata.httpStatusCode).to.equal(204);
      expect(await catchFault(cloud.s3.getBucketTagging({ Bucket: bucket.name }))).to.include({
        name: "NoSuchTagSet",
      });
    }
  });
});
