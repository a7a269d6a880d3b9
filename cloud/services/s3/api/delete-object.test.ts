import type { DeleteObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

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
