import type { Tag } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 PutBucketTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const tag = (TagSet: Tag[]) => cloud.s3.putBucketTagging({ Bucket: bucket.name, Tagging: { TagSet } });

  it("replaces all tags, and leaves the bucket's content", async () => {
    await bucket.put("a", "hello");
    await tag([{ Key: "old", Value: "1" }]);
    expect((await tag([{ Key: "lab", Value: "01" }])).$metadata.httpStatusCode).to.equal(204);
    expect((await cloud.s3.getBucketTagging({ Bucket: bucket.name })).TagSet).to.deep.equal([
      { Key: "lab", Value: "01" },
    ]);
    expect(await bucket.readText("a")).to.equal("hello");
  });
  it("accepts up to fifty tags", async () => {
    const createMany = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v" }));
    await tag(createMany(50));
    expect(await catchFault(tag(createMany(51)))).to.include({
      name: "BadRequest",
      message: "Bucket tags cannot be greater than 50",
    });
  });
  it("rejects a key that is reserved for AWS", async () => {
    expect(await catchFault(tag([{ Key: "aws:x", Value: "" }]))).to.include({
      name: "InvalidTag",
      message: "System tags cannot be added/updated by requester",
      TagKey: "aws:x",
    });
  });
});
