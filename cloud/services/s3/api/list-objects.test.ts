import {
  paginateListObjectsV2,
  type EncodingType,
  type ListObjectsV2CommandInput,
  type ListObjectsCommandInput,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

describe("S3 ListObjects", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const list = (input: Partial<ListObjectsCommandInput> = {}) =>
    cloud.s3.listObjects({ Bucket: bucket.name, ...input });
  const put = async (...keys: string[]) => {
    for (const key of keys) await bucket.put(key, key);
  };

  it("lists objects with their owner, and a CRC32 of the whole object (SVC-007)", async () => {
    await put("a");
    const { $metadata, ...listing } = await list();
    expect($metadata.httpStatusCode).to.equal(200);
    expect(listing).to.deep.equal({
      IsTruncated: false,
      Marker: "",
      MaxKeys: 1000,
      Name: "trips",
      Prefix: "",
      Contents: [
        {
          Key: "a",
          LastModified: new Date(START),
          ETag: '"0cc175b9c0f1b6a831c399e269772661"',
          ChecksumAlgorithm: ["CRC32"],
          ChecksumType: "FULL_OBJECT",
          Size: 1,
          StorageClass: "STANDARD",
          Owner: { ID: "0".repeat(64) },
        },
      ],
    });
  });
  it("continues after a marker, and returns the next one only with a delimiter", async () => {
    await put("a/1", "a/2", "b", "c");
    const first = await list({ Delimiter: "/", MaxKeys: 1 });
    expect(first).to.deep.include({
      CommonPrefixes: [{ Prefix: "a/" }],
      IsTruncated: true,
      NextMarker: "a/",
      Delimiter: "/",
    });
    const second = await list({ Delimiter: "/", MaxKeys: 1, Marker: first.NextMarker });
    expect([second.Contents?.map(({ Key }) => Key), second.Marker]).to.deep.equal([["b"], "a/"]);
    expect(await list({ MaxKeys: 1 }))
      .to.include({ IsTruncated: true })
      .and.not.have.property("NextMarker");
  });
  it("accepts a marker that isn't a key", async () => {
    await put("a", "c");
    expect((await list({ Marker: "b" })).Contents?.map(({ Key }) => Key)).to.deep.equal(["c"]);
  });
  it("rejects invalid page sizes", async () => {
    expect(await catchFault(list({ MaxKeys: -1 }))).to.include({
      name: "InvalidArgument",
      message: "Argument maxKeys must be an integer between 0 and 2147483647",
      ArgumentName: "maxKeys",
      ArgumentValue: "-1",
    });
    expect(await list({ MaxKeys: 0 })).to.include({ IsTruncated: false, MaxKeys: 0 });
  });
  it("requires an existing bucket (SVC-007)", async () =>
    expect(await catchFault(list({ Bucket: "nowhere" }))).to.include({ name: "NoSuchBucket" }));
});

describe("S3 ListObjectsV2", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
    cloud.s3.listObjectsV2({ Bucket: bucket.name, ...input });
  const put = (...keys: string[]) => Promise.all(keys.map((key) => bucket.put(key, key)));
  const listKeys = async (input: Partial<ListObjectsV2CommandInput> = {}) =>
    (await list(input)).Contents?.map(({ Key }) => Key) ?? [];

  it("lists objects with a CRC32 of the whole object, without their owner (SVC-007)", async () => {
    await put("a");
    const { $metadata, ...listing } = await list();
    expect($metadata.httpStatusCode).to.equal(200);
    expect(listing).to.deep.equal({
      IsTruncated: false,
      KeyCount: 1,
      MaxKeys: 1000,
      Name: "trips",
      Prefix: "",
      Contents: [
        {
          Key: "a",
          LastModified: new Date(START),
          ETag: '"0cc175b9c0f1b6a831c399e269772661"',
          ChecksumAlgorithm: ["CRC32"],
          ChecksumType: "FULL_OBJECT",
          Size: 1,
          StorageClass: "STANDARD",
        },
      ],
    });
  });
  it("returns owners on request", async () => {
    await put("a");
    expect((await list({ FetchOwner: true })).Contents?.[0]?.Owner).to.deep.equal({ ID: "0".repeat(64) });
  });
  it("lists in UTF-8 order, `a` next to `a/b`", async () => {
    await put("a/b", "b", "a", "a!", "\uffff", "😀", "Z", "é");
    expect(await listKeys()).to.deep.equal(["Z", "a", "a!", "a/b", "b", "é", "\uffff", "😀"]);
  });
  it("returns common prefixes, page by page", async () => {
    await put("folder/aSubfolder/1", "folder/aSubfolder/2", "folder/file1", "folder/file2");
    const found: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2(
      { client: cloud.s3, pageSize: 1 },
      { Bucket: bucket.name, Prefix: "folder/", Delimiter: "/" },
    )) {
      expect(page.KeyCount).to.equal(1);
      found.push(page.CommonPrefixes?.[0]?.Prefix ?? page.Contents?.[0]?.Key);
    }
    expect(found).to.deep.equal(["folder/aSubfolder/", "folder/file1", "folder/file2"]);
  });
  it("lists at most 1,000, whatever number is requested", async () => {
    await put(...Array.from({ length: 1001 }, (_, index) => `k${String(index).padStart(4, "0")}`));
    const first = await list({ MaxKeys: 5000 });
    expect(first).to.include({ KeyCount: 1000, MaxKeys: 1000, IsTruncated: true });
    const second = await list({ ContinuationToken: first.NextContinuationToken });
    expect(second).to.include({ KeyCount: 1, IsTruncated: false, ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.[0]?.Key).to.equal("k1000");
  });
  it("continues from its position, whatever was put and deleted meanwhile", async () => {
    await put("a", "b", "c", "d");
    const { NextContinuationToken } = await list({ MaxKeys: 2 });
    await put("aa", "bb");
    expect(await listKeys({ ContinuationToken: NextContinuationToken })).to.deep.equal(["bb", "c", "d"]);
  });
  it("starts after a key, unless a token says otherwise", async () => {
    await put("a", "b", "c");
    expect(await list({ StartAfter: "a", MaxKeys: 1 })).to.include({ StartAfter: "a" });
    const { NextContinuationToken } = await list({ StartAfter: "a", MaxKeys: 1 });
    expect(await listKeys({ StartAfter: "x", ContinuationToken: NextContinuationToken })).to.deep.equal(["c"]);
  });
  it("URL-encodes keys on request, because XML can't contain every key", async () => {
    await put("a b+c/é(1)*~'!", "\u0001");
    const listing = await list({ EncodingType: "url", Prefix: "a b", Delimiter: "é" });
    expect(listing).to.deep.include({
      EncodingType: "url",
      Prefix: "a+b",
      Delimiter: "%C3%A9",
      CommonPrefixes: [{ Prefix: "a+b%2Bc/%C3%A9" }],
    });
    expect(await listKeys({ EncodingType: "url" })).to.deep.equal(["%01", "a+b%2Bc/%C3%A9%281%29*~%27%21"]);
  });
  it("escapes XML's special characters", async () => {
    await put("<a>&\"b'", "line\nbreak");
    expect(await listKeys()).to.deep.equal(["<a>&\"b'", "line\nbreak"]);
  });
  for (const [EncodingType, value] of [
    ["base64", "base64"],
    ["", ""],
  ] as const) {
    it(`rejects the encoding '${value}'`, async () => {
      // The border: the SDK's type lists only one encoding.
      expect(await catchFault(list({ EncodingType: EncodingType as EncodingType }))).to.include({
        name: "InvalidArgument",
        message: "Invalid Encoding Method specified in Request",
        ArgumentName: "encoding-type",
      });
    });
  }
  for (const token of ["", "nonsense", "MQ"]) {
    it(`rejects the token '${token}'`, async () => {
      const { text } = await requestRaw(cloud.running.endpoint, {
        path: `/trips?list-type=2&continuation-token=${token}`,
      });
      expect(text).to.contain(
        "<Code>InvalidArgument</Code><Message>The continuation token provided is incorrect</Message><ArgumentName>continuation-token</ArgumentName>",
      );
    });
  }
  it("rejects a page size that isn't a number", async () => {
    const { text } = await requestRaw(cloud.running.endpoint, { path: "/trips?list-type=2&max-keys=ten" });
    expect(text).to.contain("<Message>Provided max-keys not an integer or within integer range</Message>");
  });
});
