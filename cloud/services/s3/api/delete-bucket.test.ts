import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 DeleteBucket", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const remove = () => cloud.s3.deleteBucket({ Bucket: bucket.name });

  it("deletes an empty bucket", async () => {
    expect((await remove()).$metadata.httpStatusCode).to.equal(204);
    expect((await catchFault(cloud.s3.headBucket({ Bucket: bucket.name }))).$metadata).to.include({
      httpStatusCode: 404,
    });
  });
  it("rejects a bucket that contains an object (SVC-007)", async () => {
    await bucket.put("a", "1");
    expect(await catchFault(remove())).to.include({
      name: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty",
      BucketName: "trips",
    });
    await cloud.s3.deleteObject({ Bucket: bucket.name, Key: "a" });
    await remove();
  });
  it("drops pending uploads, and a new bucket of the same name starts empty", async () => {
    await cloud.s3.createMultipartUpload({ Bucket: bucket.name, Key: "big" });
    await remove();
    await cloud.s3.createBucket({ Bucket: bucket.name });
    expect((await cloud.s3.listObjectsV2({ Bucket: bucket.name })).KeyCount).to.equal(0);
  });
  it("requires an existing bucket (SVC-007)", async () => {
    await remove();
    expect(await catchFault(remove())).to.include({
      name: "NoSuchBucket",
      message: "The specified bucket does not exist",
    });
  });
});
