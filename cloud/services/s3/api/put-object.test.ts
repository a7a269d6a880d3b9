import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { Readable } from "node:stream";
import type { PutObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

const md5 = (text: string | Uint8Array): string => createHash("md5").update(text).digest("hex");

describe("S3 PutObject", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const headObject = (key: string) => cloud.s3.headObject({ Bucket: bucket.name, Key: key, ChecksumMode: "ENABLED" });
  const sendRaw = (path: string, headers: Record<string, string>, body = "hello") =>
    requestRaw(cloud.running.endpoint, { method: "PUT", path: `/trips/${path}`, headers, body });

  it("returns the ETag and the checksum that the SDK sent", async () => {
    const { ETag, ChecksumCRC32, ChecksumType, ServerSideEncryption } = await bucket.put("a", "hello");
    expect({ ETag, ChecksumCRC32, ChecksumType, ServerSideEncryption }).to.deep.equal({
      ETag: `"${md5("hello")}"`,
      ChecksumCRC32: "NhCmhg==",
      ChecksumType: "FULL_OBJECT",
      ServerSideEncryption: "AES256",
    });
  });

  it("stores headers, user metadata and tags", async () => {
    const Expires = new Date("2031-02-03T04:05:06Z");
    await bucket.put("a", "{}", {
      ContentType: "application/json",
      ContentEncoding: "gzip",
      ContentDisposition: "inline",
      ContentLanguage: "de",
      CacheControl: "max-age=1",
      Expires,
      Metadata: { Color: "red", shape: "round" },
      Tagging: "lab=01&team=a%20b",
    });
    const object = await headObject("a");
    expect(object).to.deep.include({
      ContentType: "application/json",
      ContentEncoding: "gzip",
      ContentDisposition: "inline",
      ContentLanguage: "de",
      CacheControl: "max-age=1",
      Metadata: { color: "red", shape: "round" },
      ContentLength: 2,
      LastModified: new Date(START),
      TagCount: 2,
    });
    expect(object.ExpiresString).to.equal(Expires.toUTCString());
    expect((await cloud.s3.getObjectTagging({ Bucket: bucket.name, Key: "a" })).TagSet).to.deep.equal([
      { Key: "lab", Value: "01" },
      { Key: "team", Value: "a b" },
    ]);
  });

  it("uses binary/octet-stream as the default content type", async () => {
    await sendRaw("a", {});
    expect((await headObject("a")).ContentType).to.equal("binary/octet-stream");
  });

  it("accepts a whole body whose coding is named, and stores the other codings", async () => {
    await sendRaw("a", { "content-encoding": "aws-chunked, gzip" });
    expect((await headObject("a")).ContentEncoding).to.equal("gzip");
    expect(await bucket.readText("a")).to.equal("hello");
  });

  it("stores an empty object", async () => {
    await bucket.put("empty", "");
    expect(await bucket.readText("empty")).to.equal("");
    expect((await headObject("empty")).ETag).to.equal(`"${md5("")}"`);
  });

  it("accepts a stream with its checksum in a trailer", async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => Buffer.alloc(50_000, index));
    const { ETag, ChecksumCRC32 } = await cloud.s3.putObject({
      Bucket: bucket.name,
      Key: "stream",
      Body: Readable.from(pieces),
      ContentLength: 2_000_000,
      ContentEncoding: "br",
    });
    expect(ETag).to.equal(`"${md5(Buffer.concat(pieces))}"`);
    const object = await headObject("stream");
    expect(object).to.include({ ChecksumCRC32, ContentLength: 2_000_000, ContentEncoding: "br" });
  });

  for (const key of [
    "a b/ü/😀",
    "a//b",
    "/a",
    "a/",
    "a+b",
    "a%2Fb",
    "a?b#c&d",
    "..hidden",
    "a/../b",
    "/.././b",
    "\u0001",
    "line\nbreak",
    "*'()!~",
  ]) {
    it(`stores the key ${JSON.stringify(key)} unchanged`, async () => {
      await bucket.put(key, "1");
      expect(await bucket.readText(key)).to.equal("1");
    });
  }

  it("keeps the connection open, even if the whole body arrives at once", async () => {
    const { port, hostname } = new URL(cloud.running.endpoint);
    const socket = connect(Number(port), hostname);
    for (const key of ["a", "b", "c"]) {
      socket.write(`PUT /trips/${key} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 5\r\n\r\nhello`);
      expect(String((await once(socket, "data"))[0]))
        .to.match(/^HTTP\/1\.1 200 /)
        .and.not.to.match(/^(connection|keep-alive):/im);
      expect(await bucket.readText(key)).to.equal("hello");
    }
    socket.destroy();
  });

  // S3 "doesn't care about having unicode there" (s3tools/s3cmd, issue 908), and returns what it got (windmill-labs/windmill, pull request 9634).
  it("stores a Content-Disposition in UTF-8, and returns the same bytes", async () => {
    const { port, hostname } = new URL(cloud.running.endpoint);
    // Node's client would write the header in another encoding.
    const send = async (method: string, header = "", body = ""): Promise<string> => {
      const socket = connect(Number(port), hostname);
      socket.write(`${method} /trips/a HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n${header}\r\n${body}`);
      const pieces: Buffer[] = await socket.toArray();
      return Buffer.concat(pieces).toString("utf8");
    };
    const disposition = 'content-disposition: attachment; filename="漢字é.csv"\r\n';
    await send("PUT", `${disposition}Content-Length: 5\r\n`, "hello");
    for (const method of ["GET", "HEAD"]) expect(await send(method), method).to.include(disposition);
  });

  it("replaces an object completely", async () => {
    await bucket.put("a", "first", { Metadata: { color: "red" } });
    await cloud.advance(5);
    await bucket.put("a", "second!");
    expect(await bucket.readText("a")).to.equal("second!");
    expect(await headObject("a")).to.deep.include({
      ContentLength: 7,
      Metadata: {},
      LastModified: new Date(Date.parse(START) + 5_000),
    });
  });

  describe("verifies", () => {
    for (const [header, value, message] of [
      ["content-md5", "XrY7u+Ae7tCTyyK7j1rNww==", "The Content-MD5 you specified did not match what we received."],
      ["x-amz-checksum-crc32", "AAAAAA==", "The CRC32 you specified did not match the calculated checksum."],
      ["x-amz-checksum-crc32c", "AAAAAA==", "The CRC32C you specified did not match the calculated checksum."],
      [
        "x-amz-checksum-crc64nvme",
        "AAAAAAAAAAA=",
        "The CRC64NVME you specified did not match the calculated checksum.",
      ],
      [
        "x-amz-checksum-sha1",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "The SHA1 you specified did not match the calculated checksum.",
      ],
      [
        "x-amz-checksum-sha256",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "The SHA256 you specified did not match the calculated checksum.",
      ],
    ] as const) {
      it(`${header}, and leaves the existing object`, async () => {
        await bucket.put("a", "before");
        const reply = await sendRaw("a", { [header]: value });
        expect(reply.status).to.equal(400);
        expect(reply.text).to.contain(`<Code>BadDigest</Code><Message>${message}</Message>`);
        expect(await bucket.readText("a")).to.equal("before");
      });
    }
    it("both digests, which it returns if an MD5 is wrong", async () => {
      expect((await sendRaw("a", { "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==" })).text).to.contain(
        "<ExpectedDigest>5eb63bbbe01eeed093cb22bb8f5acdc3</ExpectedDigest><CalculatedDigest>XUFAKrxLKna5cZ2REBfFkg==</CalculatedDigest>",
      );
    });
    it("the form of a Content-MD5", async () => {
      expect((await sendRaw("a", { "content-md5": "000" })).text).to.contain(
        "<Code>InvalidDigest</Code><Message>The Content-MD5 you specified was invalid.</Message><Content-MD5>000</Content-MD5>",
      );
    });
    it("the SHA-256 in the request's signature", async () => {
      const reply = await sendRaw("a", { "x-amz-content-sha256": "0".repeat(64) });
      expect(reply.text)
        .to.contain(`<Code>XAmzContentSHA256Mismatch</Code>`)
        .and.contain(
          `<S3ComputedContentSHA256>${createHash("sha256").update("hello").digest("hex")}</S3ComputedContentSHA256>`,
        );
    });
    it("a stream's trailer", async () => {
      const reply = await sendRaw(
        "a",
        {
          "content-encoding": "aws-chunked",
          "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
          "x-amz-decoded-content-length": "5",
          "x-amz-trailer": "x-amz-checksum-crc32",
        },
        "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
      );
      expect(reply.text).to.contain("<Code>BadDigest</Code>");
      expect((await catchFault(headObject("a"))).$metadata).to.include({ httpStatusCode: 404 });
    });
    it("the presence of an announced trailer", async () => {
      const reply = await sendRaw(
        "a",
        {
          "content-encoding": "aws-chunked",
          "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
          "x-amz-decoded-content-length": "5",
          "x-amz-trailer": "x-amz-checksum-crc32",
        },
        "5\r\nhello\r\n0\r\n\r\n",
      );
      expect(reply.text).to.contain("<Code>MalformedTrailerError</Code>");
    });
    it("the declared length of a stream", async () => {
      const reply = await sendRaw(
        "a",
        { "content-encoding": "aws-chunked", "x-amz-decoded-content-length": "6" },
        "5\r\nhello\r\n0\r\n\r\n",
      );
      expect(reply.text).to.contain("<Code>IncompleteBody</Code>");
    });
  });

  it("computes a CRC64NVME if the client sends no checksum", async () => {
    await sendRaw("a", {});
    expect(await headObject("a")).to.include({ ChecksumCRC64NVME: "M3eFcAZSQlc=", ChecksumType: "FULL_OBJECT" });
  });
  it("rejects two checksums", async () => {
    expect(
      (
        await sendRaw("a", {
          "x-amz-checksum-crc32": "NhCmhg==",
          "x-amz-checksum-sha1": "qvTGHdzF6KLavt4PO0gs2a6pQ00=",
        })
      ).text,
    ).to.contain("Expecting a single x-amz-checksum- header.");
  });
  it("requires the checksum of the named algorithm (answers of AWS of 2025-10-20 and 2025-11-21)", async () => {
    const named = { "x-amz-sdk-checksum-algorithm": "crc32" };
    expect((await sendRaw("a", named)).text)
      .to.contain("<Code>InvalidRequest</Code>")
      .and.contain(
        "<Message>x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.</Message>",
      );
    expect((await sendRaw("a", { ...named, "x-amz-checksum-sha1": "qvTGHdzF6KLavt4PO0gs2a6pQ00=" })).text).to.contain(
      "<Message>Value for x-amz-sdk-checksum-algorithm header is invalid.</Message>",
    );
    expect((await sendRaw("a", { ...named, "x-amz-checksum-crc32": "NhCmhg==" })).status).to.equal(200);
  });
  it("rejects an unsupported checksum by name", async () => {
    expect((await sendRaw("a", { "x-amz-checksum-xxhash64": "AAAAAAAAAAA=" })).text)
      .to.contain("<Code>NotImplemented</Code>")
      .and.contain("ChecksumXXHASH64");
  });

  describe("limits", () => {
    it("an object to 5 GiB, before it is sent", async () => {
      const reply = await sendRaw("a", { "content-length": String(5 * 1024 ** 3 + 1), expect: "100-continue" }, "");
      expect(reply.text)
        .to.contain("<Code>EntityTooLarge</Code>")
        .and.contain("<ProposedSize>5368709121</ProposedSize><MaxSizeAllowed>5368709120</MaxSizeAllowed>");
    });
    it("user metadata to 2 KiB", async () => {
      expect(await catchFault(bucket.put("a", "1", { Metadata: { big: "x".repeat(2046) } }))).to.include({
        name: "MetadataTooLarge",
      });
      await bucket.put("a", "1", { Metadata: { big: "x".repeat(2045) } });
    });
    it("a key to 1,024 bytes", async () => {
      expect(await catchFault(bucket.put("é".repeat(513), "1"))).to.include({
        name: "KeyTooLongError",
        Size: "1026",
        MaxSizeAllowed: "1024",
      });
    });
  });

  it("requires the length of a body", async () => {
    expect((await sendRaw("a", { "transfer-encoding": "chunked" })).text)
      .to.contain("<Code>NotImplemented</Code>")
      .and.contain("<Header>Transfer-Encoding</Header>");
  });
  it("rejects a key that leads out of the bucket (SVC-007)", async () => {
    expect((await sendRaw("../x", {})).status).to.equal(400);
    expect(await catchFault(bucket.put("../x", "1"))).to.include({ message: "Bad Request" });
  });
  it("requires an existing bucket, before the body is sent (SVC-007)", async () => {
    await cloud.s3.deleteBucket({ Bucket: bucket.name });
    expect(await catchFault(bucket.put("a", "1"))).to.include({
      name: "NoSuchBucket",
      message: "The specified bucket does not exist",
      BucketName: "trips",
    });
  });

  describe("with conditions", () => {
    it("If-None-Match: * stores an object once", async () => {
      await bucket.put("a", "1", { IfNoneMatch: "*" });
      expect(await catchFault(bucket.put("a", "2", { IfNoneMatch: "*" }))).to.include({
        name: "PreconditionFailed",
        Condition: "If-None-Match",
      });
      expect(await bucket.readText("a")).to.equal("1");
    });
    it("lets one of many concurrent calls win", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) => bucket.put("a", String(index).repeat(100_000), { IfNoneMatch: "*" })),
      );
      const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
      expect(outcomes.filter(({ status }) => status === "fulfilled")).to.have.length(1);
      expect(await bucket.readText("a")).to.equal(String(winner).repeat(100_000));
    });
    it("If-Match replaces only the named object", async () => {
      const { ETag } = await bucket.put("a", "1");
      await bucket.put("a", "2", { IfMatch: ETag });
      expect(await catchFault(bucket.put("a", "3", { IfMatch: ETag }))).to.include({
        name: "PreconditionFailed",
        Condition: "If-Match",
      });
      expect(await catchFault(bucket.put("b", "3", { IfMatch: ETag }))).to.include({ name: "NoSuchKey", Key: "b" });
    });
    for (const [title, more, header] of [
      ["If-None-Match with an ETag", { IfNoneMatch: '"abc"' }, "If-None-Match"],
      ["If-Match: *", { IfMatch: "*" }, "If-Match"],
      ["both", { IfMatch: '"abc"', IfNoneMatch: "*" }, "If-Match,If-None-Match"],
    ] as const) {
      it(`rejects ${title} like S3, also for copies and multipart uploads`, async () => {
        await bucket.put("source", "1");
        const target = { Bucket: bucket.name, Key: "a" };
        const { UploadId } = await cloud.s3.createMultipartUpload(target);
        for (const write of [
          bucket.put("a", "1", more),
          cloud.s3.copyObject({ ...target, CopySource: `${bucket.name}/source`, ...more }),
          cloud.s3.completeMultipartUpload({ ...target, UploadId, ...more }),
        ]) {
          expect(await catchFault(write)).to.include({
            name: "NotImplemented",
            message: "A header you provided implies functionality that is not implemented",
            Header: header,
          });
        }
      });
    }
  });

  for (const StorageClass of ["STANDARD_IA", "GLACIER_IR"] as const)
    it(`stores ${StorageClass} as a label (test_put_object_storage_class, 2026-02-21)`, async () => {
      await bucket.put("a", "1", { StorageClass });
      expect((await cloud.s3.getObject({ Bucket: bucket.name, Key: "a" })).StorageClass).to.equal(StorageClass);
      expect((await cloud.s3.listObjectsV2({ Bucket: bucket.name })).Contents?.[0]).to.include({ StorageClass });
      await cloud.s3.copyObject({ Bucket: bucket.name, Key: "a", CopySource: "trips/a", StorageClass: "STANDARD" });
      expect(await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" })).not.to.have.property("StorageClass");
    });

  describe("rejects by name", () => {
    for (const [member, more] of [
      ["ServerSideEncryption: aws:kms:dsse", { ServerSideEncryption: "aws:kms:dsse" }],
      ["StorageClass: GLACIER", { StorageClass: "GLACIER" }],
      ["ObjectLockMode", { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: new Date(START) }],
      ["WebsiteRedirectLocation", { WebsiteRedirectLocation: "/b" }],
    ] as const satisfies readonly (readonly [string, Partial<PutObjectCommandInput>])[]) {
      it(member, async () => {
        expect(await catchFault(bucket.put("a", "1", more))).to.include({
          name: "NotImplemented",
          message: `The lab cloud does not emulate the member '${member}'. Leave it out.`,
        });
      });
    }
    it("ACLs, in S3's own words", async () => {
      expect(await catchFault(bucket.put("a", "1", { ACL: "public-read" }))).to.include({
        name: "AccessControlListNotSupported",
        message: "The bucket does not allow ACLs",
      });
    });
  });

  for (const header of ["key1=val1&key1=val2", "key1=val1,key2=val2"]) {
    it(`rejects the tags ${header}`, async () => {
      expect(await catchFault(bucket.put("a", "1", { Tagging: header }))).to.include({
        name: "InvalidArgument",
        ArgumentName: "x-amz-tagging",
        ArgumentValue: header,
      });
    });
  }
});
