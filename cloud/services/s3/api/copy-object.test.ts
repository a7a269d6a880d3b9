import type { CopyObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

describe("S3 CopyObject", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const copy = (input: Partial<CopyObjectCommandInput> = {}) =>
    cloud.s3.copyObject({ Bucket: bucket.name, Key: "copy", CopySource: "trips/a", ...input });
  const headObject = (key: string) => cloud.s3.headObject({ Bucket: bucket.name, Key: key, ChecksumMode: "ENABLED" });
  beforeEach(() =>
    bucket.put("a", "hello", { ContentType: "text/csv", Metadata: { color: "red" }, Tagging: "lab=01" }),
  );

  it("copies bytes, headers, metadata, tags and the kind of checksum", async () => {
    await cloud.advance(10);
    const { CopyObjectResult } = await copy();
    expect(CopyObjectResult).to.deep.equal({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      LastModified: new Date(Date.parse(START) + 10_000),
      ChecksumCRC32: "NhCmhg==",
      ChecksumType: "FULL_OBJECT",
    });
    expect(await bucket.readText("copy")).to.equal("hello");
    expect(await headObject("copy")).to.deep.include({
      ContentType: "text/csv",
      Metadata: { color: "red" },
      ChecksumCRC32: "NhCmhg==",
      TagCount: 1,
    });
  });
  it("replaces headers and metadata, tags, and the checksum on request", async () => {
    await copy({
      MetadataDirective: "REPLACE",
      ContentType: "text/plain",
      TaggingDirective: "REPLACE",
      Tagging: "lab=02&x=y",
      ChecksumAlgorithm: "SHA1",
    });
    expect(await headObject("copy")).to.deep.include({
      ContentType: "text/plain",
      Metadata: {},
      ChecksumSHA1: "qvTGHdzF6KLavt4PO0gs2a6pQ00=",
    });
    const { TagSet } = await cloud.s3.getObjectTagging({ Bucket: bucket.name, Key: "copy" });
    expect(TagSet).to.deep.equal([
      { Key: "lab", Value: "02" },
      { Key: "x", Value: "y" },
    ]);
  });
  it("ignores new metadata unless asked to replace it", async () => {
    await copy({ ContentType: "text/plain", Metadata: { shape: "round" } });
    expect(await headObject("copy")).to.deep.include({ ContentType: "text/csv", Metadata: { color: "red" } });
  });

  for (const [source, key] of [
    ["/trips/a", "a"],
    // Recorded on AWS by LocalStack, 2026-02-21 (test_response_structure).
    ["https://s3.amazonaws.com/trips/a", "a"],
    ["trips/b%20c%2F%C3%A9", "b c/é"],
    // A plus sign is a space, as in a form.
    ["trips/b+c", "b c"],
    ["trips/b%2Bc", "b+c"],
    ["trips/a?versionId=null", "a"],
  ] as const) {
    it(`reads the source ${source}`, async () => {
      await bucket.put(key, key);
      await copy({ CopySource: source });
      expect(await bucket.readText("copy")).to.equal(key);
    });
  }
  it("copies an object onto itself if its encryption changes (test_copy_in_place_with_bucket_encryption, 2026-02-21)", async () => {
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" as const } }];
    const onto = { Key: "a", CopySource: "trips/a" };
    expect(await catchFault(copy(onto))).to.include({ name: "InvalidRequest" });
    await cloud.s3.putBucketEncryption({ Bucket: bucket.name, ServerSideEncryptionConfiguration: { Rules } });
    await copy(onto);
  });
  it("copies from one bucket to another", async () => {
    await cloud.s3.createBucket({ Bucket: "other" });
    await copy({ Bucket: "other", Key: "a" });
    expect(await bucket.readText("a", { Bucket: "other" })).to.equal("hello");
  });
  for (const CopySource of ["trips", "trips/", "a"]) {
    it(`rejects the source '${CopySource}'`, async () =>
      expect(await catchFault(copy({ CopySource }))).to.include({
        name: "InvalidArgument",
        message: "Invalid copy source object key",
      }));
  }
  it("rejects a missing source, and one that leads out of its bucket (SVC-007)", async () => {
    expect(await catchFault(copy({ CopySource: "trips/b" }))).to.include({ name: "NoSuchKey", Key: "b" });
    expect(await catchFault(copy({ CopySource: "nowhere/b" }))).to.include({
      name: "NoSuchBucket",
      BucketName: "nowhere",
    });
    expect(await catchFault(copy({ CopySource: "trips/../x" }))).to.include({ message: "Bad Request" });
    expect(await catchFault(copy({ CopySource: "trips/a?versionId=x" }))).to.include({
      name: "InvalidArgument",
      message: "Invalid version id specified",
    });
  });

  it("rejects an unchanged copy of an object onto itself", async () => {
    expect(await catchFault(copy({ Key: "a" })))
      .to.include({ name: "InvalidRequest" })
      .and.have.property("message")
      .that.contains("trying to copy an object to itself");
  });
  it("copies an object onto itself with other metadata", async () => {
    await copy({ Key: "a", MetadataDirective: "REPLACE", Metadata: { color: "blue" } });
    expect(await headObject("a")).to.deep.include({ Metadata: { color: "blue" }, ContentLength: 5 });
    expect(await bucket.readText("a")).to.equal("hello");
  });

  const ETag = '"5d41402abc4b2a76b9719d911017c592"';
  for (const [Condition, input] of [
    ["x-amz-copy-source-If-Match", { CopySourceIfMatch: '"x"' }],
    ["x-amz-copy-source-If-None-Match", { CopySourceIfNoneMatch: ETag }],
    ["x-amz-copy-source-If-Modified-Since", { CopySourceIfModifiedSince: new Date(START) }],
    ["x-amz-copy-source-If-Unmodified-Since", { CopySourceIfUnmodifiedSince: new Date(0) }],
    ["If-None-Match", { Key: "a", MetadataDirective: "REPLACE", IfNoneMatch: "*" }],
    ["If-Match", { Key: "a", MetadataDirective: "REPLACE", IfMatch: '"x"' }],
  ] as const) {
    it(`checks ${Condition}`, async () =>
      expect(await catchFault(copy(input))).to.include({ name: "PreconditionFailed", Condition }));
  }
  it("copies if its conditions hold", async () => {
    await copy({ CopySourceIfMatch: ETag, CopySourceIfUnmodifiedSince: new Date(0), IfNoneMatch: "*" });
    expect(await bucket.readText("copy")).to.equal("hello");
  });
});
