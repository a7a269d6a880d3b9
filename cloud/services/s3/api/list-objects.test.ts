import type { ListObjectsCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
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
