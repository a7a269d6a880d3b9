import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { GetObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { createPresignedUrl } from "../testing/presigned-url";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

const BEFORE = new Date(Date.parse(START) - 60_000);
const IN_A_MINUTE = new Date(Date.parse(START) + 60_000);
const IN_A_DAY = new Date(Date.parse(START) + 86_400_000);

describe("S3 GetObject", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const read = async (input: Partial<GetObjectCommandInput> = {}) => {
    const { Body, $metadata, ...rest } = await cloud.s3.getObject({ Bucket: bucket.name, Key: "a", ...input });
    return { ...rest, status: $metadata.httpStatusCode, text: await Body?.transformToString() };
  };
  beforeEach(() => bucket.put("a", "0123456789"));

  it("returns the bytes with all of S3's headers", async () => {
    expect(await read({ ChecksumMode: "ENABLED" })).to.deep.include({
      status: 200,
      text: "0123456789",
      AcceptRanges: "bytes",
      ContentLength: 10,
      ContentType: "application/octet-stream",
      ETag: '"781e5e245d69b566979b86e28d23f2c7"',
      LastModified: new Date(START),
      ChecksumCRC32: "poTHxg==",
      ChecksumType: "FULL_OBJECT",
      ServerSideEncryption: "AES256",
      Metadata: {},
    });
  });

  it("returns ranges with status 206", async () => {
    expect(await read({ Range: "bytes=2-4" })).to.include({
      status: 206,
      text: "234",
      ContentLength: 3,
      ContentRange: "bytes 2-4/10",
    });
    expect(await read({ Range: "bytes=-3" })).to.include({ status: 206, text: "789" });
    expect(await read({ Range: "bytes=0-1,3-4" })).to.include({ status: 200, text: "0123456789" });
  });
  it("returns a range's checksum only if the range is the whole object", async () => {
    expect(await read({ Range: "bytes=0-4", ChecksumMode: "ENABLED" })).not.to.have.property("ChecksumCRC32");
    expect(await read({ Range: "bytes=0-100", ChecksumMode: "ENABLED" })).to.include({
      status: 206,
      ChecksumCRC32: "poTHxg==",
    });
  });
  it("rejects a range outside the object", async () => {
    expect(await catchFault(read({ Range: "bytes=10-" }))).to.include({
      name: "InvalidRange",
      message: "The requested range is not satisfiable",
      RangeRequested: "bytes=10-",
      ActualObjectSize: "10",
    });
    expect(
      (await requestRaw(cloud.running.endpoint, { path: "/trips/a", headers: { range: "bytes=10-" } })).headers[
        "content-range"
      ],
    ).to.equal("bytes */10");
  });

  it("counts a single-part object as one part", async () => {
    expect(await read({ PartNumber: 1 })).to.include({ status: 206, text: "0123456789", ContentRange: "bytes 0-9/10" });
    expect(await catchFault(read({ PartNumber: 2 }))).to.include({
      name: "InvalidPartNumber",
      PartNumberRequested: "2",
      ActualPartCount: "1",
    });
    expect(await catchFault(read({ PartNumber: 1, Range: "bytes=0-1" }))).to.include({
      name: "InvalidRequest",
      message: "Cannot specify both Range header and partNumber query parameter",
    });
  });

  describe("with conditions", () => {
    const ETag = '"781e5e245d69b566979b86e28d23f2c7"';
    for (const [title, input] of [
      ["If-Match with its ETag", { IfMatch: ETag }],
      ["If-Match with its ETag unquoted, among others", { IfMatch: `"x", ${ETag.slice(1, -1)}` }],
      ["If-Match: *", { IfMatch: "*" }],
      ["If-None-Match with another", { IfNoneMatch: '"x"' }],
      ["If-Modified-Since before it", { IfModifiedSince: BEFORE }],
      ["If-Modified-Since in a day", { IfModifiedSince: IN_A_DAY }],
      ["If-Unmodified-Since at it", { IfUnmodifiedSince: new Date(START) }],
      ["If-Match, whatever If-Unmodified-Since says", { IfMatch: ETag, IfUnmodifiedSince: BEFORE }],
      ["If-None-Match, whatever If-Modified-Since says", { IfNoneMatch: '"x"', IfModifiedSince: new Date(START) }],
    ] as const) {
      it(`returns the object: ${title}`, async () => expect(await read(input)).to.include({ status: 200 }));
    }
    for (const [title, input] of [
      ["If-None-Match with its ETag", { IfNoneMatch: ETag }],
      ["If-None-Match with its ETag unquoted", { IfNoneMatch: ETag.slice(1, -1) }],
      ["If-Modified-Since at it", { IfModifiedSince: new Date(START) }],
      ["If-Modified-Since in a minute", { IfModifiedSince: IN_A_MINUTE }],
    ] as const) {
      it(`returns 304: ${title}`, async () =>
        expect((await catchFault(read(input))).$metadata).to.include({ httpStatusCode: 304 }));
    }
    it("returns 304 with the ETag and without a body", async () => {
      const reply = await requestRaw(cloud.running.endpoint, { path: "/trips/a", headers: { "if-none-match": ETag } });
      expect([reply.status, reply.headers["etag"], reply.text]).to.deep.equal([304, ETag, ""]);
    });
    for (const [Condition, input] of [
      ["If-Match", { IfMatch: '"x"' }],
      ["If-Unmodified-Since", { IfUnmodifiedSince: BEFORE }],
    ] as const) {
      it(`returns 412: ${Condition}`, async () => {
        expect(await catchFault(read(input))).to.include({
          name: "PreconditionFailed",
          message: "At least one of the pre-conditions you specified did not hold",
          Condition,
        });
      });
    }
  });

  for (const requested of ["a\r\nx-evil: 1", "\0", "\u20ac"]) {
    it(`rejects invalid values for response headers: ${JSON.stringify(requested)}`, async () => {
      expect(await catchFault(read({ ResponseContentDisposition: requested }))).to.include({
        name: "InvalidArgument",
        message: "Header value cannot be represented using ISO-8859-1.",
        ArgumentName: "response-content-disposition",
      });
    });
  }

  it("returns other headers on request", async () => {
    const ResponseExpires = new Date("2031-02-03T04:05:06Z");
    const details = await read({
      ResponseContentType: "text/csv",
      ResponseContentDisposition: "attachment",
      ResponseCacheControl: "no-store",
      ResponseContentLanguage: "de",
      ResponseContentEncoding: "identity",
      ResponseExpires,
    });
    expect(details).to.include({
      ContentType: "text/csv",
      ContentDisposition: "attachment",
      CacheControl: "no-store",
      ContentLanguage: "de",
      ContentEncoding: "identity",
      ExpiresString: ResponseExpires.toUTCString(),
    });
  });

  for (const ContentEncoding of ["gzip", "zip", "snappy-java", "hadoop-snappy"]) {
    it(`returns ${ContentEncoding} for bytes uploaded with it, without changing them (FH-041, FH-042)`, async () => {
      await bucket.put("delivered", "not really coded", { ContentEncoding, ContentType: "application/octet-stream" });
      expect(await read({ Key: "delivered" })).to.include({
        ContentEncoding,
        ContentType: "application/octet-stream",
        text: "not really coded",
      });
    });
  }

  it("streams a large object, and any range of it", async () => {
    const large = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));
    await bucket.put("large", large);
    const whole = await cloud.s3.getObject({ Bucket: bucket.name, Key: "large" });
    expect(large.equals(Buffer.from((await whole.Body?.transformToByteArray()) ?? []))).to.equal(true);
    const part = await cloud.s3.getObject({ Bucket: bucket.name, Key: "large", Range: "bytes=1000001-2999998" });
    expect(
      large.subarray(1_000_001, 2_999_999).equals(Buffer.from((await part.Body?.transformToByteArray()) ?? [])),
    ).to.equal(true);
  });

  it("finishes a response even if the object is replaced and deleted meanwhile", async () => {
    // All groups of 4 bytes differ, so that memory reused before its bytes were sent would show.
    const large = Buffer.from(Uint32Array.from({ length: 5_000_000 }, (_, index) => index).buffer);
    await bucket.put("large", large);
    const { endpoint } = cloud.running;
    const [reply] = (await once(get(`${endpoint}/trips/large`), "response")) as [IncomingMessage];
    await bucket.put("large", "small");
    await cloud.s3.deleteObject({ Bucket: bucket.name, Key: "large" });
    const received: Buffer[] = [];
    for await (const chunk of reply) received.push(chunk as Buffer);
    expect(Buffer.concat(received).equals(large)).to.equal(true);
  });

  it("requires an existing object and bucket (SVC-007)", async () => {
    expect(await catchFault(read({ Key: "b" }))).to.include({
      name: "NoSuchKey",
      message: "The specified key does not exist.",
      Key: "b",
    });
    expect(await catchFault(read({ Bucket: "nowhere" }))).to.include({ name: "NoSuchBucket", BucketName: "nowhere" });
  });
  it("rejects the header that asks for encryption, as lists and parts do (aws/aws-sdk-java #1876, 2019-01-11)", async () => {
    cloud.s3.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { readonly headers: Record<string, string> };
        headers["x-amz-server-side-encryption"] = "AES256";
        return next(args);
      },
      { step: "build" },
    );
    const argument = { ArgumentName: "x-amz-server-side-encryption", ArgumentValue: "AES256" };
    const message = "x-amz-server-side-encryption header is not supported for this operation.";
    const target = { Bucket: bucket.name, Key: "parts" };
    const { UploadId } = await cloud.s3.createMultipartUpload(target);
    for (const ask of [
      () => read(),
      () => cloud.s3.listObjectsV2({ Bucket: bucket.name }),
      () => cloud.s3.uploadPart({ ...target, UploadId, PartNumber: 1, Body: "1" }),
    ])
      expect(await catchFault(ask())).to.deep.include({ name: "InvalidArgument", message, ...argument });
    const { $metadata } = await catchFault(cloud.s3.headObject({ Bucket: bucket.name, Key: "a" }));
    expect($metadata?.httpStatusCode).to.equal(400);
    await bucket.put("b", "");
  });

  it("supports only the version null", async () => {
    expect(await read({ VersionId: "null" })).to.include({ text: "0123456789" });
    expect(await catchFault(read({ VersionId: "3HL4kqtJlcpXrof3" }))).to.include({
      name: "InvalidArgument",
      message: "Invalid version id specified",
      ArgumentName: "versionId",
    });
  });
  it("accepts the bucket in the host name", async () => {
    // AWS's own hosts need a signature by this cloud's keys: see `server/who-may-call.test.ts`.
    for (const host of ["trips.localhost", "trips.s3.localhost:4566"]) {
      const reply = await requestRaw(cloud.running.endpoint, {
        path: "/a",
        headers: {
          host,
          authorization:
            "AWS4-HMAC-SHA256 Credential=any/20300101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00",
        },
      });
      expect(reply.text, host).to.equal("0123456789");
    }
  });
});

describe("S3 presigned URLs", () => {
  const cloud = useCloud({ keys: "own" });
  const bucket = useBucket(cloud);
  const call = async (url: string, method = "GET", body?: string) => {
    const { pathname, search, host } = new URL(url);
    return requestRaw(cloud.running.endpoint, {
      method,
      path: `${pathname}${search}`,
      headers: { host },
      ...(body === undefined ? {} : { body }),
    });
  };

  it("read an object, with response headers chosen by the signer", async () => {
    await bucket.put("a b", "hello");
    const url = await createPresignedUrl(cloud.running, {
      method: "GET",
      path: "trips/a%20b",
      query: { "response-content-type": "text/csv" },
      expiresInSeconds: 60,
    });
    const reply = await call(url);
    expect([reply.status, reply.text, reply.headers["content-type"]]).to.deep.equal([200, "hello", "text/csv"]);
  });
  it("write an object", async () => {
    expect(
      (
        await call(
          await createPresignedUrl(cloud.running, { method: "PUT", path: "trips/new", expiresInSeconds: 60 }),
          "PUT",
          "hello",
        )
      ).status,
    ).to.equal(200);
    expect(await bucket.readText("new")).to.equal("hello");
  });
  it("do nothing else, and expire", async () => {
    await bucket.put("a", "hello");
    const url = await createPresignedUrl(cloud.running, { method: "GET", path: "trips/a", expiresInSeconds: 60 });
    expect((await call(url.replace("trips/a", "trips/b"))).text).to.contain("<Code>SignatureDoesNotMatch</Code>");
    expect((await call(url, "DELETE")).text).to.contain("<Code>SignatureDoesNotMatch</Code>");
    const old = await createPresignedUrl(cloud.running, {
      method: "GET",
      path: "trips/a",
      expiresInSeconds: 60,
      signedAt: new Date(Date.now() - 61_000),
    });
    expect((await call(old)).text).to.contain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    expect((await call(`${cloud.running.endpoint}/trips/a`)).text).to.contain("<Code>AccessDenied</Code>");
  });
});
