import type { ChecksumAlgorithm, CreateMultipartUploadCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

describe("S3 CreateMultipartUpload", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const create = (input: Partial<CreateMultipartUploadCommandInput> = {}) =>
    cloud.s3.createMultipartUpload({ Bucket: bucket.name, Key: "big", ...input });

  it("starts a separate upload each time", async () => {
    const [first, second] = [await create(), await create()];
    expect(first).to.include({ Bucket: "trips", Key: "big", ServerSideEncryption: "AES256" });
    expect(first.UploadId)
      .to.match(/^[\w.]{96}$/)
      .and.not.equal(second.UploadId);
    expect(first).not.to.have.property("ChecksumAlgorithm");
  });

  for (const [algorithm, type] of [
    ["CRC32", "COMPOSITE"],
    ["CRC32C", "COMPOSITE"],
    ["SHA1", "COMPOSITE"],
    ["SHA256", "COMPOSITE"],
    ["CRC64NVME", "FULL_OBJECT"],
  ] as const) {
    it(`creates a ${algorithm} ${type} by default`, async () => {
      expect(await create({ ChecksumAlgorithm: algorithm })).to.include({
        ChecksumAlgorithm: algorithm,
        ChecksumType: type,
      });
    });
  }
  it("creates a full-object CRC on request", async () => {
    for (const ChecksumAlgorithm of ["CRC32", "CRC32C"] as const)
      expect(await create({ ChecksumAlgorithm, ChecksumType: "FULL_OBJECT" })).to.include({
        ChecksumType: "FULL_OBJECT",
      });
  });
  for (const [ChecksumAlgorithm, ChecksumType, message] of [
    ["CRC64NVME", "COMPOSITE", "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm."],
    ["SHA1", "FULL_OBJECT", "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm."],
    ["SHA256", "FULL_OBJECT", "The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm."],
  ] as const) {
    it(`rejects ${ChecksumType} with ${ChecksumAlgorithm}`, async () =>
      expect(await catchFault(create({ ChecksumAlgorithm, ChecksumType }))).to.include({
        name: "InvalidRequest",
        message,
      }));
  }
  it("rejects a type without an algorithm, and an unknown algorithm", async () => {
    const { text } = await requestRaw(cloud.running.endpoint, {
      method: "POST",
      path: "/trips/big?uploads",
      headers: { "x-amz-checksum-type": "COMPOSITE" },
    });
    expect(text).to.contain(
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    );
    // The border: the SDK's type does not list this algorithm.
    expect(await catchFault(create({ ChecksumAlgorithm: "TEST" as ChecksumAlgorithm }))).to.include({
      name: "InvalidRequest",
    });
  });
});
