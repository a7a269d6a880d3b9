import { createHash } from "node:crypto";
import type { CompletedPart } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createRunningChecksum } from "../model/checksums";
import { KEY, PART_BYTES, createPart, createUploads, useBucket } from "../testing/use-upload";

const md5 = (bytes: Uint8Array): Buffer => createHash("md5").update(bytes).digest();

describe("S3 CompleteMultipartUpload", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const headObject = () => cloud.s3.headObject({ Bucket: bucket.name, Key: KEY, ChecksumMode: "ENABLED" });
  const computeCrc = async (algorithm: "CRC32" | "CRC64NVME", bytes: Uint8Array) => {
    const running = createRunningChecksum(algorithm);
    running.update(bytes);
    return Buffer.from(await running.digest());
  };
  const bodies = [createPart("a"), createPart("b"), Buffer.from("end")];
  /** Uploads the three bodies as parts 1, 2 and 5. */
  const uploadParts = async (id: string, withChecksum = false): Promise<CompletedPart[]> => {
    const parts: CompletedPart[] = [];
    for (const [index, PartNumber] of [1, 2, 5].entries()) {
      const { ETag, ChecksumCRC32 } = await uploads.part(id, PartNumber, bodies[index] ?? "");
      parts.push({ PartNumber, ETag, ...(withChecksum ? { ChecksumCRC32 } : {}) });
    }
    return parts;
  };

  it("combines the object, with the MD5 of the parts' MD5s as its ETag", async () => {
    const id = await uploads.create({ ContentType: "text/plain", Metadata: { color: "red" }, Tagging: "lab=01" });
    const { $metadata, ...answer } = await uploads.complete(id, await uploadParts(id));
    const ETag = `"${md5(Buffer.concat(bodies.map(md5))).toString("hex")}-3"`;
    const ChecksumCRC64NVME = (await computeCrc("CRC64NVME", Buffer.concat(bodies))).toString("base64");
    expect($metadata.httpStatusCode).to.equal(200);
    expect(answer).to.deep.equal({
      Location: `${cloud.running.endpoint}/trips/big`,
      Bucket: "trips",
      Key: KEY,
      ETag,
      ChecksumCRC64NVME,
      ChecksumType: "FULL_OBJECT",
      ServerSideEncryption: "AES256",
    });
    expect(await headObject()).to.deep.include({
      ETag,
      ChecksumCRC64NVME,
      ContentLength: 2 * PART_BYTES + 3,
      ContentType: "text/plain",
      Metadata: { color: "red" },
      TagCount: 1,
    });
    expect(md5(Buffer.from(await bucket.readText(KEY)))).to.deep.equal(md5(Buffer.concat(bodies)));
  });
  it("ends the upload", async () => {
    const id = await uploads.create();
    const parts = await uploadParts(id);
    await uploads.complete(id, parts);
    expect((await cloud.s3.listMultipartUploads({ Bucket: bucket.name })).Uploads).to.equal(undefined);
    expect(await catchFault(uploads.complete(id, parts.slice(1)))).to.include({ name: "NoSuchUpload", UploadId: id });
  });
  it("gives the same answer to the same request again, until the object is replaced", async () => {
    const id = await uploads.create();
    const parts = await uploadParts(id);
    const { $metadata: _first, ...answer } = await uploads.complete(id, parts);
    for (const conditions of [{}, { IfNoneMatch: "*" }]) {
      const { $metadata: _again, ...repeated } = await uploads.complete(id, parts, conditions);
      expect(repeated).to.deep.equal(answer);
    }
    await bucket.put(KEY, "after");
    expect(await catchFault(uploads.complete(id, parts))).to.include({ name: "NoSuchUpload", UploadId: id });
    expect(await bucket.readText(KEY)).to.equal("after");
  });
  it("uses only the listed parts", async () => {
    const id = await uploads.create();
    const [first, , last] = await uploadParts(id);
    await uploads.complete(id, [first ?? {}, last ?? {}]);
    expect(await headObject()).to.include({ ContentLength: PART_BYTES + 3 });
  });
  it("allows parts to be read by number", async () => {
    const id = await uploads.create();
    await uploads.complete(id, await uploadParts(id));
    expect(await bucket.readText(KEY, { PartNumber: 3 })).to.equal("end");
    expect(await catchFault(bucket.readText(KEY, { PartNumber: 5 }))).to.include({
      name: "InvalidPartNumber",
      ActualPartCount: "3",
    });
  });
  it("keeps the existing object until then", async () => {
    await bucket.put(KEY, "before");
    const id = await uploads.create();
    const parts = await uploadParts(id);
    expect(await bucket.readText(KEY)).to.equal("before");
    await uploads.complete(id, parts);
    expect((await headObject()).ContentLength).to.equal(2 * PART_BYTES + 3);
  });

  describe("with a composite checksum", () => {
    it("combines the parts' checksums, and returns those of the parts", async () => {
      const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
      const answer = await uploads.complete(id, await uploadParts(id, true));
      const each = await Promise.all(bodies.map((body) => computeCrc("CRC32", body)));
      const ChecksumCRC32 = `${(await computeCrc("CRC32", Buffer.concat(each))).toString("base64")}-3`;
      expect(answer).to.include({ ChecksumCRC32, ChecksumType: "COMPOSITE" });
      expect(await headObject()).to.include({ ChecksumCRC32, ChecksumType: "COMPOSITE" });
      const part = await cloud.s3.headObject({ Bucket: bucket.name, Key: KEY, PartNumber: 3, ChecksumMode: "ENABLED" });
      expect(part).to.include({ ChecksumCRC32: each[2]?.toString("base64"), ChecksumType: "COMPOSITE", PartsCount: 3 });
    });
    it("verifies a stated composite checksum, which ends in the number of parts", async () => {
      const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
      const parts = await uploadParts(id, true);
      const each = await Promise.all(bodies.map((body) => computeCrc("CRC32", body)));
      const ChecksumCRC32 = `${(await computeCrc("CRC32", Buffer.concat(each))).toString("base64")}-3`;
      expect(await catchFault(uploads.complete(id, parts, { ChecksumCRC32: "AAAAAA==-3" }))).to.include({
        name: "BadDigest",
      });
      expect(await uploads.complete(id, parts, { ChecksumCRC32 })).to.include({ ChecksumCRC32 });
    });
    // Recorded on AWS by LocalStack, 2026-02-21 (test_complete_multipart_parts_checksum_default).
    it("ignores a stated one if the upload was begun without checksums", async () => {
      const id = await uploads.create();
      const answer = await uploads.complete(id, await uploadParts(id), { ChecksumCRC32C: "AAAAAA==-2" });
      expect(answer).to.include({ ChecksumType: "FULL_OBJECT" }).and.not.have.property("ChecksumCRC32C");
    });
    it("requires every part's checksum again", async () => {
      const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
      expect(await catchFault(uploads.complete(id, await uploadParts(id)))).to.include({
        name: "InvalidRequest",
        message:
          "The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
      });
    });
    it("rejects a different checksum", async () => {
      const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
      const [first, ...rest] = await uploadParts(id, true);
      expect(await catchFault(uploads.complete(id, [{ ...first, ChecksumCRC32: "AAAAAA==" }, ...rest]))).to.include({
        name: "InvalidPart",
        PartNumber: "1",
      });
      expect(
        await catchFault(
          uploads.complete(id, [
            { PartNumber: 1, ETag: first?.ETag, ChecksumSHA1: "qvTGHdzF6KLavt4PO0gs2a6pQ00=" },
            ...rest,
          ]),
        ),
      ).to.include({ name: "BadDigest", message: "The sha1 you specified for part 1 did not match what we received." });
      expect(
        await catchFault(
          uploads.complete(id, [{ PartNumber: 1, ETag: first?.ETag }, ...rest], { ChecksumType: "FULL_OBJECT" }),
        ),
      ).to.include({
        name: "InvalidRequest",
        message:
          "The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.",
      });
    });
    it("copies an object with a full checksum instead", async () => {
      const id = await uploads.create({ ChecksumAlgorithm: "CRC32" });
      await uploads.complete(id, await uploadParts(id, true));
      const { CopyObjectResult } = await cloud.s3.copyObject({
        Bucket: bucket.name,
        Key: "copy",
        CopySource: `trips/${KEY}`,
      });
      const whole = Buffer.concat(bodies);
      expect(CopyObjectResult).to.include({
        ETag: `"${md5(whole).toString("hex")}"`,
        ChecksumCRC32: (await computeCrc("CRC32", whole)).toString("base64"),
        ChecksumType: "FULL_OBJECT",
      });
    });
  });
  it("returns the address with encoded slashes", async () => {
    const address = { Bucket: bucket.name, Key: "a/b c" };
    const upload = { ...address, UploadId: (await cloud.s3.createMultipartUpload(address)).UploadId };
    const { ETag } = await cloud.s3.uploadPart({ ...upload, PartNumber: 1, Body: "x" });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const { Location } = await cloud.s3.completeMultipartUpload({ ...upload, MultipartUpload });
    expect(Location).to.equal(`${cloud.running.endpoint}/trips/a%2Fb%20c`);
  });
  it("verifies a given full checksum, and leaves the upload unchanged if it differs", async () => {
    const id = await uploads.create({ ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    const parts = await uploadParts(id);
    expect(await catchFault(uploads.complete(id, parts, { ChecksumCRC32: "AAAAAA==" }))).to.include({
      name: "BadDigest",
      message: "The crc32 you specified did not match the calculated checksum.",
    });
    expect(await catchFault(bucket.readText(KEY))).to.include({ name: "NoSuchKey" });
    const ChecksumCRC32 = (await computeCrc("CRC32", Buffer.concat(bodies))).toString("base64");
    // Recorded on AWS by LocalStack, 2026-02-21 (test_multipart_parts_checksum_exceptions_full_object).
    for (const value of [ChecksumCRC32, `${ChecksumCRC32}-3`])
      expect(await catchFault(uploads.complete(id, parts, { ChecksumCRC32: value }))).to.include({ name: "BadDigest" });
    expect(
      await uploads.complete(id, parts, {
        ChecksumCRC32,
        ChecksumType: "FULL_OBJECT",
        MpuObjectSize: 2 * PART_BYTES + 3,
      }),
    ).to.include({ ChecksumCRC32 });
  });

  describe("rejects", () => {
    it("an empty list of parts", async () => {
      const id = await uploads.create();
      expect(await catchFault(uploads.complete(id, []))).to.include({
        name: "InvalidRequest",
        message: "You must specify at least one part",
      });
      expect(await catchFault(uploads.complete(id, undefined))).to.include({ name: "InvalidRequest" });
    });
    it("unordered and repeated parts", async () => {
      const id = await uploads.create();
      const [first = {}, second = {}] = await uploadParts(id);
      for (const parts of [
        [second, first],
        [first, first],
      ])
        expect(await catchFault(uploads.complete(id, parts))).to.include({ name: "InvalidPartOrder", UploadId: id });
    });
    it("missing and changed parts", async () => {
      const id = await uploads.create();
      const [first = {}] = await uploadParts(id);
      expect(await catchFault(uploads.complete(id, [{ ...first, PartNumber: 3 }]))).to.include({
        name: "InvalidPart",
        PartNumber: "3",
        UploadId: id,
      });
      expect(await catchFault(uploads.complete(id, [{ PartNumber: 1, ETag: '"x"' }]))).to.include({
        name: "InvalidPart",
        ETag: "x",
      });
      expect(await catchFault(uploads.complete(id, [{ ...first, ChecksumCRC32: "AAAAAA==" }]))).to.include({
        name: "InvalidPart",
      });
    });
    it("small parts, except for the last", async () => {
      const id = await uploads.create();
      const [first, second] = [await uploads.part(id, 1, "small"), await uploads.part(id, 2, "last")];
      expect(
        await catchFault(
          uploads.complete(id, [
            { PartNumber: 1, ETag: first.ETag },
            { PartNumber: 2, ETag: second.ETag },
          ]),
        ),
      ).to.include({
        name: "EntityTooSmall",
        message: "Your proposed upload is smaller than the minimum allowed size",
        ProposedSize: "5",
        MinSizeAllowed: "5242880",
        PartNumber: "1",
        ETag: md5(Buffer.from("small")).toString("hex"),
      });
      await uploads.complete(id, [{ PartNumber: 2, ETag: second.ETag }]);
      expect(await bucket.readText(KEY)).to.equal("last");
    });
    it("a size different from the client's count", async () => {
      const id = await uploads.create();
      const { ETag } = await uploads.part(id, 1, "four");
      expect(await catchFault(uploads.complete(id, [{ PartNumber: 1, ETag }], { MpuObjectSize: 5 }))).to.include({
        name: "InvalidRequest",
        message: "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
      });
    });
    it("unmet conditions", async () => {
      await bucket.put(KEY, "before");
      const id = await uploads.create();
      const { ETag } = await uploads.part(id, 1, "after");
      expect(await catchFault(uploads.complete(id, [{ PartNumber: 1, ETag }], { IfNoneMatch: "*" }))).to.include({
        name: "PreconditionFailed",
      });
      expect(await bucket.readText(KEY)).to.equal("before");
    });
  });
  it("lets one of two concurrent calls win, and isn't harmed by an abort", async () => {
    const id = await uploads.create();
    const parts = await uploadParts(id);
    const abort = cloud.s3.abortMultipartUpload({ Bucket: bucket.name, Key: KEY, UploadId: id });
    const outcomes = await Promise.allSettled([uploads.complete(id, parts), uploads.complete(id, parts), abort]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).to.have.length(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).to.include({ name: "NoSuchUpload" });
  });
});
