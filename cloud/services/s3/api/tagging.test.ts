import { expect } from "chai";
import { catchFault, useCloud, START } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";
import type { Tag } from "@aws-sdk/client-s3";

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
