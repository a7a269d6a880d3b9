import type { HeadObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

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
