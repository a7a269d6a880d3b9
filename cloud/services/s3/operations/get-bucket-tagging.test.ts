import { expect } from "chai";
import { faultOf, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-bucket";

describe("s3 GetBucketTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const tags = () => cloud.s3.getBucketTagging({ Bucket: bucket.name });

  it("calls having none an error", async () => {
    expect(await faultOf(tags())).to.include({
      name: "NoSuchTagSet",
      message: "The TagSet does not exist",
      BucketName: "trips",
    });
  });
  it("tells the tags that there are", async () => {
    await cloud.s3.putBucketTagging({ Bucket: bucket.name, Tagging: { TagSet: [{ Key: "a", Value: "1 = +@" }] } });
    expect((await tags()).TagSet).to.deep.equal([{ Key: "a", Value: "1 = +@" }]);
  });
});
