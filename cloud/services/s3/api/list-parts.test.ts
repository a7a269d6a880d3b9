import type { ListPartsCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { KEY, createUploads, useBucket } from "../testing/use-upload";

describe("S3 ListParts", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const list = (UploadId: string, input: Partial<ListPartsCommandInput> = {}) =>
    cloud.s3.listParts({ Bucket: bucket.name, Key: KEY, UploadId, ...input });

  it("returns an empty list without parts", async () => {
    const id = await uploads.create();
    expect(await list(id)).to.deep.include({
      Bucket: "trips",
      Key: KEY,
      UploadId: id,
      MaxParts: 1000,
      PartNumberMarker: "0",
      NextPartNumberMarker: "0",
      IsTruncated: false,
      StorageClass: "STANDARD",
      Owner: { ID: "0".repeat(64) },
    });
  });
  it("lists parts by number, page by page", async () => {
    const id = await uploads.create();
    for (const number of [10, 2, 1]) await uploads.part(id, number, `part ${number}`);
    const first = await list(id, { MaxParts: 2 });
    expect(first.Parts?.map(({ PartNumber, Size, LastModified }) => [PartNumber, Size, LastModified])).to.deep.equal([
      [1, 6, new Date(START)],
      [2, 6, new Date(START)],
    ]);
    expect(first).to.include({ IsTruncated: true, NextPartNumberMarker: "2" });
    const second = await list(id, { MaxParts: 2, PartNumberMarker: first.NextPartNumberMarker });
    expect([second.Parts?.map(({ PartNumber }) => PartNumber), second.IsTruncated]).to.deep.equal([[10], false]);
  });
  it("returns checksums if the upload has one", async () => {
    const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
    await uploads.part(id, 1, "abc");
    const listing = await list(id);
    expect(listing).to.include({ ChecksumAlgorithm: "CRC32", ChecksumType: "COMPOSITE" });
    expect(listing.Parts?.[0]).to.include({ ChecksumCRC32: "NSRBwg==" });
    const plain = await uploads.create();
    await uploads.part(plain, 1, "abc");
    expect((await list(plain)).Parts?.[0]).not.to.have.property("ChecksumCRC32");
  });
  it("rejects a marker that isn't a number", async () => {
    const { text } = await requestRaw(cloud.running.endpoint, {
      path: `/trips/${KEY}?uploadId=${await uploads.create()}&part-number-marker=x`,
    });
    expect(text).to.contain("<Code>InvalidArgument</Code>").and.contain("part-number-marker");
  });
  it("requires an existing upload", async () =>
    expect(await catchFault(list("none"))).to.include({ name: "NoSuchUpload" }));
});
