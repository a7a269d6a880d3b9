import type { ListMultipartUploadsCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { createUploads, useBucket } from "../testing/use-upload";

describe("S3 ListMultipartUploads", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const list = (input: Partial<ListMultipartUploadsCommandInput> = {}) =>
    cloud.s3.listMultipartUploads({ Bucket: bucket.name, ...input });
  const begin = async (...keys: string[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const Key of keys) {
      ids.push(await uploads.create({ Key }));
      await cloud.advance(1);
    }
    return ids;
  };

  it("returns an empty list without uploads", async () => {
    expect(await list())
      .to.deep.include({
        Bucket: "trips",
        KeyMarker: "",
        UploadIdMarker: "",
        NextKeyMarker: "",
        NextUploadIdMarker: "",
        MaxUploads: 1000,
        IsTruncated: false,
      })
      .and.not.have.property("Uploads");
  });
  it("lists by key, and uploads of one key by start time", async () => {
    const ids = await begin("b", "a", "b");
    const { Uploads = [], NextKeyMarker, NextUploadIdMarker } = await list();
    expect(Uploads.map(({ Key, UploadId }) => [Key, UploadId])).to.deep.equal([
      ["a", ids[1]],
      ["b", ids[0]],
      ["b", ids[2]],
    ]);
    expect(Uploads[1]?.Initiated).to.deep.equal(new Date(START));
    expect([NextKeyMarker, NextUploadIdMarker]).to.deep.equal(["b", ids[2]]);
  });
  it("returns pages", async () => {
    const ids = await begin("b", "a", "b", "c");
    const found: (string | undefined)[] = [];
    for (
      let page = await list({ MaxUploads: 1 });
      ;
      page = await list({ MaxUploads: 1, KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker })
    ) {
      found.push(page.Uploads?.[0]?.UploadId);
      if (page.IsTruncated !== true) break;
    }
    expect(found).to.deep.equal([ids[1], ids[0], ids[2], ids[3]]);
  });
  it("accepts a key marker alone, and an upload marker only with its key", async () => {
    const [a, b] = await begin("a", "b");
    expect((await list({ KeyMarker: "a" })).Uploads?.map(({ UploadId }) => UploadId)).to.deep.equal([b]);
    expect((await list({ UploadIdMarker: b })).Uploads).to.have.length(2);
    expect(await catchFault(list({ KeyMarker: "b", UploadIdMarker: a }))).to.include({
      name: "InvalidArgument",
      message: "Invalid uploadId marker",
      ArgumentName: "upload-id-marker",
    });
  });
  it("groups common prefixes, and returns no marker for a page without uploads", async () => {
    await begin("folder/a/1", "folder/a/2", "folder/file", "other");
    const first = await list({ Prefix: "folder/", Delimiter: "/", MaxUploads: 1 });
    expect(first).to.deep.include({
      CommonPrefixes: [{ Prefix: "folder/a/" }],
      IsTruncated: true,
      // Recorded on AWS by LocalStack, 2026-02-21 (test_list_multipart_uploads_marker_common_prefixes).
      ...{ NextKeyMarker: "", NextUploadIdMarker: "" },
    });
    const second = await list({ Prefix: "folder/", Delimiter: "/", MaxUploads: 1, KeyMarker: "folder/a/" });
    expect([second.Uploads?.map(({ Key }) => Key), second.IsTruncated]).to.deep.equal([["folder/file"], false]);
  });
  it("returns checksums", async () => {
    await uploads.create({ ChecksumAlgorithm: "SHA1" });
    expect((await list()).Uploads?.[0]).to.include({ ChecksumAlgorithm: "SHA1", ChecksumType: "COMPOSITE" });
  });
  it("URL-encodes keys on request", async () => {
    await begin("a b");
    expect((await list({ EncodingType: "url" })).Uploads?.[0]?.Key).to.equal("a+b");
  });
});
