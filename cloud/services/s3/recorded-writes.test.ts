import { createHash } from "node:crypto";
import { KMS } from "@aws-sdk/client-kms";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { requestRaw } from "./testing/raw-request";
import { KEY, createUploads, useBucket } from "./testing/use-upload";

/**
 * Answers that LocalStack recorded from AWS on 2026-02-21 and publishes in its repository (Apache-2.0), in
 * tests/aws/services/s3/test_s3.snapshot.json and test_s3_api.snapshot.json. The test cases are this project's own; each
 * names the recorded one.
 */
describe("S3 as recorded on AWS: writes", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);

  it("name the null version of a copy while versions are suspended (test_s3_copy_object_in_place_suspended_only)", async () => {
    const Bucket = bucket.name;
    await bucket.put("a", "1");
    await cloud.s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Suspended" } });
    const copy = await cloud.s3.copyObject({
      Bucket,
      Key: "a",
      CopySource: `${Bucket}/a`,
      MetadataDirective: "REPLACE",
    });
    expect([copy.VersionId, copy.CopySourceVersionId]).to.deep.equal(["null", undefined]);
    expect((await cloud.s3.headObject({ Bucket, Key: "a" })).VersionId).to.equal("null");
    expect((await bucket.put("a", "2")).VersionId).to.equal(undefined);
  });

  it("return a wrong MD5 in base64 for a part, and in hexadecimal for an object (test_s3_invalid_content_md5)", async () => {
    const md5 = createHash("md5").update("other").digest();
    const ContentMD5 = md5.toString("base64");
    const CalculatedDigest = createHash("md5").update("test").digest("base64");
    expect(await catchFault(bucket.put(KEY, "test", { ContentMD5 }))).to.deep.include({
      ...{ name: "BadDigest", ExpectedDigest: md5.toString("hex"), CalculatedDigest },
    });
    expect(await catchFault(uploads.part(await uploads.create(), 1, "test", { ContentMD5 }))).to.deep.include({
      ...{ name: "BadDigest", ExpectedDigest: ContentMD5, CalculatedDigest },
    });
  });

  it("keep the blanks between an object's codings, as tests of Ceph expect", async () => {
    await bucket.put(KEY, "1", { ContentEncoding: "deflate, gzip" });
    const { ContentEncoding } = await cloud.s3.headObject({ Bucket: bucket.name, Key: KEY });
    expect(ContentEncoding).to.equal("deflate, gzip");
  });

  it("refuse to bypass locks where there are none (test_delete_object_with_no_locking)", async () => {
    await bucket.put(KEY, "1");
    for (const BypassGovernanceRetention of [true, false])
      expect(
        await catchFault(cloud.s3.deleteObject({ Bucket: bucket.name, Key: KEY, BypassGovernanceRetention })),
      ).to.include({
        name: "InvalidArgument",
        message: "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
        ArgumentName: "x-amz-bypass-governance-retention",
      });
    const Delete = { Objects: [{ Key: KEY }] };
    expect(
      await catchFault(cloud.s3.deleteObjects({ Bucket: bucket.name, Delete, BypassGovernanceRetention: true })),
    ).to.include({ name: "InvalidArgument", ArgumentName: "x-amz-bypass-governance-retention" });
    expect(await bucket.readText(KEY)).to.equal("1");
  });

  it("answer 204 without a length (test_delete_has_empty_content_length_header)", async () => {
    const { status, headers } = await requestRaw(cloud.running.endpoint, { path: "/trips/none", method: "DELETE" });
    expect(status).to.equal(204);
    expect(headers).to.include.keys("x-amz-id-2").and.not.include.any.keys("content-length", "content-type");
  });

  it("have another ETag than the MD5, and another for each write, with a key of KMS (test_s3_sse_default_kms_key, test_s3_multipart_upload_sse, 2026-02-21)", async () => {
    const encryption = { ServerSideEncryption: "aws:kms" } as const;
    const target = { Bucket: bucket.name, Key: KEY };
    const md5 = createHash("md5").update("1").digest("hex");
    const writes = [await bucket.put(KEY, "1", encryption), await bucket.put(KEY, "1", encryption)];
    const { CopyObjectResult } = await cloud.s3.copyObject({
      ...target,
      ...encryption,
      CopySource: `${bucket.name}/${KEY}`,
    });
    const { UploadId } = await cloud.s3.createMultipartUpload({ ...target, ...encryption });
    const part = await cloud.s3.uploadPart({ ...target, UploadId, PartNumber: 1, Body: "1" });
    const etags = [...writes, CopyObjectResult, part].map((answer) => answer?.ETag);
    expect(new Set([`"${md5}"`, ...etags])).to.have.property("size", 5);
    expect((await cloud.s3.headObject(target)).ETag).to.equal(CopyObjectResult?.ETag);
    const Parts = [{ PartNumber: 1, ETag: part.ETag }];
    const { ETag } = await cloud.s3.completeMultipartUpload({ ...target, UploadId, MultipartUpload: { Parts } });
    expect(ETag).to.match(/^"[0-9a-f]{32}-1"$/);
    expect((await bucket.put(KEY, "1")).ETag).to.equal(`"${md5}"`);
  });

  it("use the bucket's key if the bucket says so and the request doesn't (test_s3_sse_default_kms_key, test_s3_bucket_encryption_sse_kms, 2026-02-21)", async () => {
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: "aws:kms" } as const;
    await cloud.s3.putBucketEncryption({
      Bucket: bucket.name,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }] },
    });
    const put = async (more: object) =>
      (await bucket.put(KEY, "1", { ServerSideEncryption: "aws:kms", ...more })).BucketKeyEnabled;
    expect([
      await put({}),
      await put({ BucketKeyEnabled: true }),
      await put({ BucketKeyEnabled: false }),
    ]).to.deep.equal([...[true, true, undefined]]);
    expect((await bucket.put(KEY, "1")).BucketKeyEnabled).to.equal(true);
  });

  it("make a key of S3's own, described in its words (test_s3_bucket_encryption_sse_kms_aws_managed_key)", async () => {
    const { SSEKMSKeyId: KeyId = "" } = await bucket.put(KEY, "1", { ServerSideEncryption: "aws:kms" });
    const { KeyMetadata } = await cloud.createClient(KMS).describeKey({ KeyId });
    expect(KeyMetadata?.Description).to.equal("Default key that protects my S3 objects when no other key is defined");
  });
});
