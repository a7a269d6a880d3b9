import type { GetObjectAttributesCommandInput, ObjectAttributes, HeadObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { KEY, PART_BYTES, createPart, createUploads, useBucket } from "../testing/use-upload";
import { requestRaw } from "../testing/raw-request";

describe("S3 HeadObject", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const headObject = (input: Partial<HeadObjectCommandInput> = {}) =>
    cloud.s3.headObject({ Bucket: bucket.name, Key: "a", ...input });
  beforeEach(() => bucket.put("a", "0123456789", { ContentType: "text/plain" }));

  it("returns GetObject's headers", async () => {
    expect(await headObject()).to.deep.include({
      AcceptRanges: "bytes",
      ContentLength: 10,
      ContentType: "text/plain",
      ETag: '"781e5e245d69b566979b86e28d23f2c7"',
      LastModified: new Date(START),
      ServerSideEncryption: "AES256",
      Metadata: {},
    });
  });
  it("returns the checksum on request", async () => {
    expect(await headObject()).not.to.have.property("ChecksumCRC32");
    expect(await headObject({ ChecksumMode: "ENABLED" })).to.include({
      ChecksumCRC32: "poTHxg==",
      ChecksumType: "FULL_OBJECT",
    });
  });
  it("describes a range", async () =>
    expect(await headObject({ Range: "bytes=1-2" })).to.include({ ContentLength: 2, ContentRange: "bytes 1-2/10" }));
  it("returns no body, even with faults", async () => {
    for (const [path, status] of [
      ["/trips/a", 200],
      ["/trips/b", 404],
      ["/nowhere/a", 404],
      ["/trips/a?versionId=x", 400],
    ] as const) {
      const reply = await requestRaw(cloud.running.endpoint, { method: "HEAD", path });
      expect([reply.status, reply.text], path).to.deep.equal([status, ""]);
    }
  });
  it("checks conditions", async () => {
    expect((await catchFault(headObject({ IfMatch: '"x"' }))).$metadata).to.include({ httpStatusCode: 412 });
    expect((await catchFault(headObject({ IfNoneMatch: "*" }))).$metadata).to.include({ httpStatusCode: 304 });
  });
});

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
