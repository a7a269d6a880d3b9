import type { GetObjectAttributesCommandInput, ObjectAttributes } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { KEY, PART_BYTES, createPart, createUploads, useBucket } from "../testing/use-upload";

const ALL: ObjectAttributes[] = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

describe("S3 GetObjectAttributes", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const readAttributes = async (Key: string, input: Partial<GetObjectAttributesCommandInput> = {}) => {
    const { $metadata, ...attributes } = await cloud.s3.getObjectAttributes({
      Bucket: bucket.name,
      Key,
      ObjectAttributes: ALL,
      ...input,
    });
    expect($metadata.httpStatusCode).to.equal(200);
    return attributes;
  };
  const uploadTwoParts = async (ChecksumAlgorithm?: "CRC32") => {
    const id = await uploads.create({ ChecksumAlgorithm });
    const parts = await Promise.all(
      [createPart("a"), Buffer.from("end")].map((body, index) => uploads.part(id, index + 1, body)),
    );
    await uploads.complete(
      id,
      parts.map(({ ETag, ChecksumCRC32 }, index) => ({
        PartNumber: index + 1,
        ETag,
        ...(ChecksumAlgorithm === undefined ? {} : { ChecksumCRC32 }),
      })),
    );
    return parts;
  };

  it("describes a single-part object completely", async () => {
    await bucket.put("a", "0123456789");
    expect(await readAttributes("a")).to.deep.equal({
      LastModified: new Date(START),
      ETag: "781e5e245d69b566979b86e28d23f2c7",
      Checksum: { ChecksumCRC32: "poTHxg==", ChecksumType: "FULL_OBJECT" },
      StorageClass: "STANDARD",
      ObjectSize: 10,
    });
  });
  it("returns only the requested attributes", async () => {
    await bucket.put("a", "0123456789");
    expect(await readAttributes("a", { ObjectAttributes: ["ObjectSize"] })).to.deep.equal({
      LastModified: new Date(START),
      ObjectSize: 10,
    });
  });
  it("counts parts", async () => {
    await uploadTwoParts();
    expect((await readAttributes(KEY)).ObjectParts).to.deep.equal({ TotalPartsCount: 2 });
  });
  it("returns the parts with their checksums, page by page", async () => {
    const [first, second] = await uploadTwoParts("CRC32");
    const { Checksum, ObjectParts } = await readAttributes(KEY);
    expect(Checksum?.ChecksumCRC32).to.match(/^.{6}==$/);
    expect(ObjectParts).to.deep.equal({
      TotalPartsCount: 2,
      PartNumberMarker: "0",
      NextPartNumberMarker: "2",
      MaxParts: 1000,
      IsTruncated: false,
      Parts: [
        { PartNumber: 1, Size: PART_BYTES, ChecksumCRC32: first?.ChecksumCRC32 },
        { PartNumber: 2, Size: 3, ChecksumCRC32: second?.ChecksumCRC32 },
      ],
    });
    expect((await readAttributes(KEY, { MaxParts: 1 })).ObjectParts).to.deep.include({
      IsTruncated: true,
      NextPartNumberMarker: "1",
    });
    expect(
      (await readAttributes(KEY, { MaxParts: 1, PartNumberMarker: "1" })).ObjectParts?.Parts?.map(
        ({ PartNumber }) => PartNumber,
      ),
    ).to.deep.equal([2]);
    expect((await readAttributes(KEY, { PartNumberMarker: "10" })).ObjectParts)
      .to.deep.include({ NextPartNumberMarker: "0", TotalPartsCount: 2 })
      .and.not.have.property("Parts");
  });
  it("requires an existing object (SVC-007)", async () =>
    expect(await catchFault(readAttributes("none"))).to.include({ name: "NoSuchKey" }));
});
