import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 GetObjectTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const readTags = (Key: string) => cloud.s3.getObjectTagging({ Bucket: bucket.name, Key });

  it("returns an object's tags, or an empty set", async () => {
    await bucket.put("a", "1", { Tagging: "b=2&a=1" });
    await bucket.put("b", "1");
    expect((await readTags("a")).TagSet).to.deep.equal([
      { Key: "b", Value: "2" },
      { Key: "a", Value: "1" },
    ]);
    expect((await readTags("b")).TagSet).to.deep.equal([]);
  });
  it("requires an existing object (SVC-007)", async () =>
    expect(await catchFault(readTags("c"))).to.include({ name: "NoSuchKey", Key: "trips/c" }));
});
