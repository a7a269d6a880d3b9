import { createHash } from "node:crypto";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
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

  it("keep the blanks between an object's codings (ceph/s3-tests, test_object_content_encoding_aws_chunked)", async () => {
    await bucket.put(KEY, "1", { ContentEncoding: "deflate, gzip" });
    const { ContentEncoding } = await cloud.s3.headObject({ Bucket: bucket.name, Key: KEY });
    expect(ContentEncoding).to.equal("deflate, gzip");
  });
});
