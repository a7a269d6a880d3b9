import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 DeleteObjectTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const remove = (Key: string) => cloud.s3.deleteObjectTagging({ Bucket: bucket.name, Key });

  it("removes the tags, and leaves the object", async () => {
    await bucket.put("a", "hello", { Tagging: "lab=01" });
    expect((await remove("a")).$metadata.httpStatusCode).to.equal(204);
    expect((await cloud.s3.getObjectTagging({ Bucket: bucket.name, Key: "a" })).TagSet).to.deep.equal([]);
    expect(await bucket.readText("a")).to.equal("hello");
  });
  it("requires an existing object (SVC-007)", async () =>
    expect(await catchFault(remove("b"))).to.include({ name: "NoSuchKey", Key: "b" }));
});
