import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 GetBucketTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const readTags = () => cloud.s3.getBucketTagging({ Bucket: bucket.name });

  it("returns an error if there are no tags", async () => {
    expect(await catchFault(readTags())).to.include({
      name: "NoSuchTagSet",
      message: "The TagSet does not exist",
      BucketName: "trips",
    });
  });
  it("returns the bucket's tags", async () => {
    await cloud.s3.putBucketTagging({ Bucket: bucket.name, Tagging: { TagSet: [{ Key: "a", Value: "1 = +@" }] } });
    expect((await readTags()).TagSet).to.deep.equal([{ Key: "a", Value: "1 = +@" }]);
  });
});
