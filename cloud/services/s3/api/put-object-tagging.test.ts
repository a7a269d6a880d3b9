import type { Tag } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 PutObjectTagging", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const tag = (TagSet: Tag[], key = "a") =>
    cloud.s3.putObjectTagging({ Bucket: bucket.name, Key: key, Tagging: { TagSet } });
  const readTags = async () => (await cloud.s3.getObjectTagging({ Bucket: bucket.name, Key: "a" })).TagSet;
  beforeEach(() => bucket.put("a", "hello", { Tagging: "old=1" }));

  it("replaces only the tags", async () => {
    await cloud.advance(10);
    await tag([
      { Key: "lab", Value: "01" },
      { Key: "größe", Value: "" },
    ]);
    expect(await readTags()).to.deep.equal([
      { Key: "lab", Value: "01" },
      { Key: "größe", Value: "" },
    ]);
    expect(await bucket.readText("a")).to.equal("hello");
    const { LastModified, TagCount } = await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" });
    expect({ LastModified, TagCount }).to.deep.equal({ LastModified: new Date(START), TagCount: 2 });
  });
  it("accepts an empty list of tags", async () => {
    await tag([]);
    expect(await readTags()).to.deep.equal([]);
  });
  it("accepts up to ten tags", async () => {
    const createMany = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v" }));
    await tag(createMany(10));
    await tag([{ Key: "k".repeat(128), Value: "v".repeat(256) }]);
    expect(await catchFault(tag(createMany(11)))).to.include({
      name: "BadRequest",
      message: "Object tags cannot be greater than 10",
    });
  });
  for (const [title, message, TagSet] of [
    ["a key with a comma", "The TagKey you have provided is invalid", [{ Key: "a,b", Value: "" }]],
    ["a key of 129 characters", "The TagKey you have provided is invalid", [{ Key: "k".repeat(129), Value: "" }]],
    ["a value with a comma", "The TagValue you have provided is invalid", [{ Key: "a", Value: "b,c" }]],
    ["a value of 257 characters", "The TagValue you have provided is invalid", [{ Key: "a", Value: "v".repeat(257) }]],
    ["a key of AWS's own", "Your TagKey cannot be prefixed with aws:", [{ Key: "aws:x", Value: "" }]],
    [
      "a key twice",
      "Cannot provide multiple Tags with the same key",
      [
        { Key: "a", Value: "1" },
        { Key: "a", Value: "2" },
      ],
    ],
  ] as const) {
    it(`rejects ${title}`, async () => {
      expect(await catchFault(tag([...TagSet]))).to.include({ name: "InvalidTag", message });
      expect(await readTags()).to.deep.equal([{ Key: "old", Value: "1" }]);
    });
  }
  it("requires an existing object (SVC-007)", async () =>
    expect(await catchFault(tag([], "b"))).to.include({ name: "NoSuchKey", Key: "b" }));
});
