import type { UploadPartCopyCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { KEY, createPart, createUploads, useBucket } from "../testing/use-upload";

describe("S3 UploadPartCopy", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const copy = (UploadId: string, PartNumber: number, input: Partial<UploadPartCopyCommandInput> = {}) =>
    cloud.s3.uploadPartCopy({
      Bucket: bucket.name,
      Key: KEY,
      UploadId,
      PartNumber,
      CopySource: "trips/source",
      ...input,
    });
  beforeEach(() => bucket.put("source", "0123456789"));

  it("copies an object, or a range of one, as a part", async () => {
    const id = await uploads.create();
    const first = await uploads.part(id, 1, createPart("a"));
    const whole = await copy(id, 2, { CopySourceRange: "bytes=3-5" });
    expect(whole.CopyPartResult).to.deep.equal({
      ETag: '"d81f9c1be2e08964bf9f24b15f0e4900"',
      LastModified: new Date(START),
    });
    await uploads.complete(id, [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: whole.CopyPartResult?.ETag },
    ]);
    expect(await bucket.readText(KEY, { PartNumber: 2 })).to.equal("345");
  });
  it("returns the checksum of the upload's type", async () => {
    const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
    expect((await copy(id, 1)).CopyPartResult).to.include({
      ETag: '"781e5e245d69b566979b86e28d23f2c7"',
      ChecksumCRC32: "poTHxg==",
    });
  });
  it("rejects unmet ranges and conditions, and missing sources", async () => {
    const id = await uploads.create();
    expect(await catchFault(copy(id, 1, { CopySourceRange: "bytes=0-10" }))).to.include({
      name: "InvalidArgument",
      message: "Range specified is not valid for source object of size: 10",
    });
    expect(await catchFault(copy(id, 1, { CopySourceIfMatch: '"x"' }))).to.include({
      name: "PreconditionFailed",
      Condition: "x-amz-copy-source-If-Match",
    });
    expect(await catchFault(copy(id, 1, { CopySource: "trips/none" }))).to.include({ name: "NoSuchKey", Key: "none" });
    expect(await catchFault(copy("none", 1))).to.include({ name: "NoSuchUpload" });
  });
});
