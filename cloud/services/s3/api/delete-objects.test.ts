import type { DeleteObjectCommandInput, Delete } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";
import { createHash } from "node:crypto";
import { requestRaw } from "../testing/raw-request";

describe("S3 DeleteObjects", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const remove = (Delete: Delete) => cloud.s3.deleteObjects({ Bucket: bucket.name, Delete });
  const listRemaining = async () =>
    (await cloud.s3.listObjectsV2({ Bucket: bucket.name })).Contents?.map(({ Key }) => Key) ?? [];
  const sendRaw = (body: string, headers: Record<string, string>) =>
    requestRaw(cloud.running.endpoint, { method: "POST", path: "/trips?delete", headers, body });
  const md5 = (body: string) => ({ "content-md5": createHash("md5").update(body).digest("base64") });
  beforeEach(() => Promise.all(["a", "b", "c <&> d"].map((key) => bucket.put(key, key))));

  it("deletes existing objects, and accepts missing ones", async () => {
    expect((await remove({ Objects: [{ Key: "a" }, { Key: "none" }, { Key: "c <&> d" }] })).Deleted).to.deep.equal([
      { Key: "a" },
      { Key: "none" },
      { Key: "c <&> d" },
    ]);
    expect(await listRemaining()).to.deep.equal(["b"]);
  });
  it("returns nothing in quiet mode", async () => {
    expect((await remove({ Objects: [{ Key: "a" }], Quiet: true })).Deleted).to.equal(undefined);
    expect(await listRemaining()).to.deep.equal(["b", "c <&> d"]);
  });
  it("returns an outcome for each key", async () => {
    const { Deleted, Errors } = await remove({
      Objects: [{ Key: "a" }, { Key: "b", ETag: '"x"' }, { Key: "../x" }],
      Quiet: true,
    });
    expect(Deleted).to.equal(undefined);
    expect(Errors).to.deep.equal([
      {
        Key: "b",
        Code: "PreconditionFailed",
        Message: "At least one of the pre-conditions you specified did not hold",
      },
      { Key: "../x", Code: "400", Message: "Bad Request" },
    ]);
    expect(await listRemaining()).to.deep.equal(["b", "c <&> d"]);
  });
  it("accepts a repeated key", async () =>
    expect((await remove({ Objects: [{ Key: "a" }, { Key: "a" }] })).Deleted).to.have.length(2));
  it("deletes up to 1,000 objects at once", async () => {
    const createMany = (count: number) => ({
      Objects: Array.from({ length: count }, (_, index) => ({ Key: `k${index}` })),
    });
    expect((await remove(createMany(1000))).Deleted).to.have.length(1000);
    expect(await catchFault(remove(createMany(1001)))).to.include({ name: "MalformedXML" });
  });
  it("lets other callers go first while a policy full of wildcards is applied to each key", async () => {
    const Resource = Array.from({ length: 17 }, (_, n) => `arn:aws:s3:::${bucket.name}/*${"a".repeat(500)}b${n}`);
    const statement = { Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource };
    await cloud.s3.putBucketPolicy({
      Bucket: bucket.name,
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    const answered: string[] = [];
    const Objects = Array.from({ length: 100 }, (_, n) => ({ Key: `${"a".repeat(1000)}${n}` }));
    const removing = remove({ Objects }).then(() => answered.push("DeleteObjects"));
    for (let times = 0; times < 3; times += 1) {
      await cloud.s3.headBucket({ Bucket: bucket.name });
      answered.push("HeadBucket");
    }
    await removing;
    expect(answered).to.deep.equal(["HeadBucket", "HeadBucket", "HeadBucket", "DeleteObjects"]);
  });
  for (const body of [
    "",
    "<Delete/>",
    "<Delete><Object></Object></Delete>",
    "<Delete><Object><Key>a</Key>",
    "no xml",
    "<Delete></Delete>",
  ]) {
    it(`rejects the document '${body}'`, async () => {
      const reply = await sendRaw(body, md5(body));
      expect([reply.status, /<Code>(.*?)<\/Code>/.exec(reply.text)?.[1]]).to.deep.equal([400, "MalformedXML"]);
    });
  }
  const document = "<Delete><Object><Key>a</Key></Object></Delete>";
  it("accepts blanks between a document's elements, as s3cmd sends them", async () => {
    const spaced = "<Delete> <Quiet>true</Quiet> <Object> <Key>a</Key> </Object> </Delete>";
    expect(await listRemaining()).to.include("a");
    expect((await sendRaw(spaced, md5(spaced))).status).to.equal(200);
    expect(await listRemaining()).not.to.include("a");
  });
  it("requires a digest of the document", async () => {
    expect((await sendRaw(document, {})).text).to.contain(
      "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    );
    expect((await sendRaw(document, { "x-amz-checksum-crc32": "AAAAAA==" })).text).to.contain("<Code>BadDigest</Code>");
    expect((await sendRaw(document, { ...md5(document), "x-amz-sdk-checksum-algorithm": "CRC32" })).text).to.contain(
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
    expect((await sendRaw(document, md5("other"))).text).to.contain("<Code>BadDigest</Code>");
    expect((await sendRaw(document, { ...md5(document), "x-amz-content-sha256": "0".repeat(64) })).text).to.contain(
      "<Code>XAmzContentSHA256Mismatch</Code>",
    );
    expect(await listRemaining()).to.include("a");
    expect((await sendRaw(document, md5(document))).status).to.equal(200);
    expect(await listRemaining()).not.to.include("a");
  });
});

describe("S3 DeleteObject", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const remove = (input: Partial<DeleteObjectCommandInput> = {}) =>
    cloud.s3.deleteObject({ Bucket: bucket.name, Key: "a", ...input });

  it("deletes an object", async () => {
    await bucket.put("a", "1");
    await bucket.put("a/b", "2");
    expect((await remove()).$metadata.httpStatusCode).to.equal(204);
    expect(await catchFault(bucket.readText("a"))).to.include({ name: "NoSuchKey" });
    expect(await bucket.readText("a/b")).to.equal("2");
  });
  it("succeeds if there is no object", async () => expect((await remove()).$metadata.httpStatusCode).to.equal(204));
  it("deletes only the given object", async () => {
    const { ETag } = await bucket.put("a", "1");
    expect(await catchFault(remove({ IfMatch: '"x"' }))).to.include({
      name: "PreconditionFailed",
      Condition: "If-Match",
    });
    await remove({ IfMatch: ETag });
    expect(await catchFault(remove({ IfMatch: "*" }))).to.include({ name: "PreconditionFailed" });
  });
  for (const [header, input] of [
    ["x-amz-if-match-size", { IfMatchSize: 1 }],
    ["x-amz-if-match-last-modified-time", { IfMatchLastModifiedTime: new Date(START) }],
  ] as const) {
    it(`rejects ${header}, as S3 does`, async () =>
      expect(await catchFault(remove(input))).to.include({ name: "NotImplemented", Header: header }));
  }
  it("supports only the version null", async () => {
    await remove({ VersionId: "null" });
    expect(await catchFault(remove({ VersionId: "x" }))).to.include({
      name: "InvalidArgument",
      message: "Invalid version id specified",
    });
  });
  it("requires an existing bucket (SVC-007)", async () =>
    expect(await catchFault(remove({ Bucket: "nowhere" }))).to.include({ name: "NoSuchBucket" }));
});
