import { createHash } from "node:crypto";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { KEY, createUploads, useBucket } from "../testing/use-upload";

const md5 = (text: string): string => `"${createHash("md5").update(text).digest("hex")}"`;

describe("S3 UploadPart", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const listParts = async (UploadId: string) =>
    (await cloud.s3.listParts({ Bucket: bucket.name, Key: KEY, UploadId })).Parts?.map(({ PartNumber, ETag }) => [
      PartNumber,
      ETag,
    ]);

  it("returns the part's MD5 and checksum", async () => {
    expect(await uploads.part(await uploads.create(), 1, "abc")).to.include({
      ETag: md5("abc"),
      ChecksumCRC32: "NSRBwg==",
      ServerSideEncryption: "AES256",
    });
  });
  it("replaces the part with the same number", async () => {
    const id = await uploads.create();
    for (const [number, text] of [
      [2, "two"],
      [1, "one"],
      [2, "zwei"],
    ] as const)
      await uploads.part(id, number, text);
    expect(await listParts(id)).to.deep.equal([
      [1, md5("one")],
      [2, md5("zwei")],
    ]);
  });
  it("accepts only the checksum that the upload was started with", async () => {
    const id = await uploads.create({ ChecksumAlgorithm: "SHA256" });
    expect(await catchFault(uploads.part(id, 1, "abc", { ChecksumAlgorithm: "CRC32" }))).to.include({
      name: "InvalidRequest",
      message: "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32",
    });
    expect(await uploads.part(id, 1, "abc", { ChecksumAlgorithm: "SHA256" })).to.have.property(
      "ChecksumSHA256",
      "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    );
  });
  it("verifies checksums, and keeps the existing part if they differ", async () => {
    const id = await uploads.create();
    await uploads.part(id, 1, "abc");
    expect(await catchFault(uploads.part(id, 1, "abcd", { ChecksumCRC32: "NSRBwg==" }))).to.include({
      name: "BadDigest",
    });
    expect(await listParts(id)).to.deep.equal([[1, md5("abc")]]);
  });
  for (const number of [0, 10_001, -1]) {
    it(`rejects the number ${number}`, async () => {
      expect(await catchFault(uploads.part(await uploads.create(), number, "abc"))).to.include({
        name: "InvalidArgument",
        message: "Part number must be an integer between 1 and 10000, inclusive",
        ArgumentName: "partNumber",
        ArgumentValue: String(number),
      });
    });
  }
  it("requires an upload of this key", async () => {
    expect(await catchFault(uploads.part("none", 1, "abc"))).to.include({ name: "NoSuchUpload", UploadId: "none" });
    const id = await uploads.create();
    expect(await catchFault(uploads.part(id, 1, "abc", { Key: "other" }))).to.include({ name: "NoSuchUpload" });
  });
});
