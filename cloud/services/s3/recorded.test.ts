import { GetObjectCommand, HeadObjectCommand, type CreateBucketConfiguration } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { createPresignedUrl } from "./testing/presigned-url";
import { requestRaw } from "./testing/raw-request";
import { KEY, createUploads, useBucket } from "./testing/use-upload";

/**
 * Answers that LocalStack recorded from AWS on 2026-02-21 and 2026-02-23 and publishes in its repository (Apache-2.0),
 * in tests/aws/services/s3/test_s3.snapshot.json, test_s3_api.snapshot.json and test_s3_list_operations.snapshot.json.
 * The test cases are this project's own; each names the recorded one.
 */

describe("S3 as recorded on AWS: conditions of CompleteMultipartUpload", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const remove = () => cloud.s3.deleteObject({ Bucket: bucket.name, Key: KEY });
  const beginUpload = async () => {
    const id = await uploads.create();
    const { ETag } = await uploads.part(id, 1, "test");
    return {
      id,
      complete: (conditions: { IfMatch?: string; IfNoneMatch?: string }) =>
        uploads.complete(id, [{ PartNumber: 1, ETag }], conditions),
    };
  };
  const conflict = {
    name: "ConditionalRequestConflict",
    message: "The conditional request cannot succeed due to a conflicting operation against this resource.",
    Key: KEY,
  };

  it("If-None-Match fails after a concurrent deletion, and a new upload succeeds (test_multipart_if_none_match_with_delete)", async () => {
    await bucket.put(KEY, "");
    const first = await beginUpload();
    expect(await catchFault(first.complete({ IfNoneMatch: "*" }))).to.include({ name: "PreconditionFailed" });
    await remove();
    const fault = await catchFault(first.complete({ IfNoneMatch: "*" }));
    expect(fault).to.include({ ...conflict, Condition: "If-None-Match" });
    expect(fault.$metadata?.httpStatusCode).to.equal(409);
    expect((await (await beginUpload()).complete({ IfNoneMatch: "*" })).ETag).to.match(/-1"$/);
  });

  for (const body of ["another", "test"]) {
    it(`If-Match fails after a concurrent write, here with '${body}' (test_multipart_if_match_with_put and …_identical)`, async () => {
      const before = await bucket.put(KEY, "test");
      const first = await beginUpload();
      const after = await bucket.put(KEY, body);
      if (body === "another")
        expect(await catchFault(first.complete({ IfMatch: before.ETag ?? "" }))).to.include({
          name: "PreconditionFailed",
        });
      const fault = await catchFault(first.complete({ IfMatch: after.ETag ?? "" }));
      expect(fault).to.include({ ...conflict, Condition: "If-Match" });
      expect((await (await beginUpload()).complete({ IfMatch: after.ETag ?? "" })).ETag).to.match(/-1"$/);
    });
  }

  it("If-Match reports a missing object after a deletion, and fails after the next write (test_multipart_if_match_with_delete)", async () => {
    const { ETag = "" } = await bucket.put(KEY, "test");
    const first = await beginUpload();
    await remove();
    expect(await catchFault(first.complete({ IfMatch: ETag }))).to.include({ name: "NoSuchKey", Key: KEY });
    await bucket.put(KEY, "test");
    expect(await catchFault(first.complete({ IfMatch: ETag }))).to.include(conflict);
  });

  it("writes to other keys and unconditional completions change nothing", async () => {
    const { ETag = "" } = await bucket.put(KEY, "test");
    const first = await beginUpload();
    await bucket.put("other", "test");
    expect((await first.complete({ IfMatch: ETag })).ETag).to.match(/-1"$/);
    const second = await beginUpload();
    await bucket.put(KEY, "test");
    expect((await second.complete({})).ETag).to.match(/-1"$/);
  });
});

describe("S3 as recorded on AWS: creating an existing bucket", () => {
  const cloud = useCloud();
  const create = (configuration?: CreateBucketConfiguration) =>
    cloud.s3.createBucket({
      Bucket: "trips",
      ...(configuration === undefined ? {} : { CreateBucketConfiguration: configuration }),
    });
  const owned = { name: "BucketAlreadyOwnedByYou", BucketName: "trips" };

  it("keeps its tags, and rejects new ones (test_create_bucket_with_tags_us_east_1_idempotency)", async () => {
    const Tags = [{ Key: "tag1", Value: "value1" }];
    await create({ Tags });
    expect(await catchFault(create({ Tags: [{ Key: "tag2", Value: "value2" }] }))).to.include(owned);
    expect(await catchFault(create({ Tags }))).to.include(owned);
    expect((await create()).Location).to.equal("/trips");
    expect((await create({ Tags: [] })).Location).to.equal("/trips");
    expect((await cloud.s3.getBucketTagging({ Bucket: "trips" })).TagSet).to.deep.equal(Tags);
  });

  it("is rejected with a location, even its own (test_create_bucket_with_existing_name)", async () => {
    await create({ LocationConstraint: "us-west-1" });
    for (const LocationConstraint of ["us-west-1", "us-east-2"] as const)
      expect(await catchFault(create({ LocationConstraint }))).to.include(owned);
  });
});

describe("S3 as recorded on AWS: responses", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);

  it("include an upload's initiator, and only the owner's id (test_multipart_and_list_parts)", async () => {
    const UploadId = await uploads.create();
    await uploads.part(UploadId, 1, "test");
    const parts = await cloud.s3.listParts({ Bucket: bucket.name, Key: KEY, UploadId });
    expect(parts.Initiator).to.have.all.keys("ID", "DisplayName");
    expect(parts.Owner).to.have.all.keys("ID");
    const { Uploads } = await cloud.s3.listMultipartUploads({ Bucket: bucket.name });
    expect(Uploads?.[0]?.Initiator).to.deep.equal(parts.Initiator);
  });

  it("include S3's headers, even with faults, which name the same host (ErrorResponses, and test_s3_list_operations)", async () => {
    const hosts = new Set<string>();
    for (const [path, status] of [
      ["/trips", 200],
      ["/trips/none", 404],
    ] as const) {
      const reply = await requestRaw(cloud.running.endpoint, { path });
      expect(reply.status).to.equal(status);
      expect(reply.headers).to.include({ server: "AmazonS3" });
      expect(reply.headers["x-amz-id-2"]).to.match(/^[A-Za-z0-9+/]{60,}=*$/);
      if (status === 404) expect(reply.text).to.contain(`<HostId>${String(reply.headers["x-amz-id-2"])}</HostId>`);
      hosts.add(String(reply.headers["x-amz-id-2"]));
    }
    // test_post_object_with_storage_class
    expect(hosts.size).to.equal(2);
  });

  it("list a bucket's versions after its name (test_response_structure)", async () => {
    await bucket.put("a", "x");
    const { text } = await requestRaw(cloud.running.endpoint, { path: "/trips?versions" });
    const names = [...text.matchAll(/<(Name|MaxKeys|IsTruncated|Version)>/g)].map(([, name]) => name);
    expect([names[0], names.at(-1)]).to.deep.equal(["Name", "Version"]);
  });

  it("format times with three decimals in documents, and as HTTP dates in headers (test_s3_timestamp_precision)", async () => {
    await bucket.put("at 00:00:00Z", "x");
    await uploads.create();
    for (const [path, times] of [
      ["/", ["2030-01-01T00:00:00.000Z"]],
      ["/trips", ["2030-01-01T00:00:00.000Z"]],
      ["/trips?list-type=2", ["2030-01-01T00:00:00.000Z"]],
      ["/trips?uploads", ["2030-01-01T00:00:00.000Z"]],
    ] as const) {
      const { text } = await requestRaw(cloud.running.endpoint, { path });
      expect(
        [...text.matchAll(/<(?:LastModified|CreationDate|Initiated)>([^<]*)</g)].map(([, time]) => time),
        path,
      ).to.deep.equal(times);
      if (text.includes("<Key>at")) expect(text).to.contain("<Key>at 00:00:00Z</Key>");
    }
    const head = await requestRaw(cloud.running.endpoint, { method: "HEAD", path: "/trips/at%2000:00:00Z" });
    expect(head.headers["last-modified"]).to.equal("Tue, 01 Jan 2030 00:00:00 GMT");
  });

  for (const ChecksumType of ["COMPOSITE", "FULL_OBJECT"] as const) {
    it(`describe the checksum of the only part of a ${ChecksumType} upload (test_get_object_part_checksum)`, async () => {
      const target = { Bucket: bucket.name, Key: KEY };
      const { UploadId = "" } = await cloud.s3.createMultipartUpload({
        ...target,
        ChecksumAlgorithm: "CRC32C",
        ChecksumType,
      });
      const part = await uploads.part(UploadId, 1, "test content 123", { ChecksumAlgorithm: "CRC32C" });
      expect(part.ChecksumCRC32C).to.equal("fwuu0Q==");
      const whole = await uploads.complete(
        UploadId,
        [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32C: part.ChecksumCRC32C }],
        { ChecksumType },
      );
      expect(whole.ChecksumCRC32C).to.equal(ChecksumType === "COMPOSITE" ? "sZB91Q==-1" : "fwuu0Q==");
      for (const Command of [HeadObjectCommand, GetObjectCommand]) {
        const answer = await cloud.s3.send(new Command({ ...target, PartNumber: 1, ChecksumMode: "ENABLED" }));
        expect(answer).to.include({
          ChecksumCRC32C: "fwuu0Q==",
          ChecksumType,
          PartsCount: 1,
          ContentRange: "bytes 0-15/16",
        });
        expect(answer.$metadata.httpStatusCode).to.equal(206);
      }
    });
  }

  it("omit StartAfter next to a token (test_list_objects_v2_continuation_start_after)", async () => {
    for (const key of ["a", "b", "c"]) await bucket.put(key, "");
    const list = (ContinuationToken?: string) =>
      cloud.s3.listObjectsV2({ Bucket: bucket.name, MaxKeys: 1, StartAfter: "a", ContinuationToken });
    const first = await list();
    expect(first.StartAfter).to.equal("a");
    const second = await list(first.NextContinuationToken);
    expect(second.Contents?.map(({ Key }) => Key)).to.deep.equal(["c"]);
    expect(second).not.to.have.property("StartAfter");
  });

  it("list each key with a missing version, and delete the others (test_delete_objects)", async () => {
    await bucket.put("here", "");
    await bucket.put("stays", "");
    const VersionId = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";
    const { Deleted, Errors } = await cloud.s3.deleteObjects({
      Bucket: bucket.name,
      Delete: {
        Objects: [
          { Key: "here", VersionId: "null" },
          { Key: "stays", VersionId },
        ],
      },
    });
    expect(Deleted?.map(({ Key }) => Key)).to.deep.equal(["here"]);
    expect(Errors).to.deep.equal([
      { Code: "NoSuchVersion", Key: "stays", Message: "The specified version does not exist.", VersionId },
    ]);
    expect(await bucket.readText("stays")).to.equal("");
    // DeleteObject refuses the same version id with InvalidArgument (test_delete_object).
    const fault = await catchFault(cloud.s3.deleteObject({ Bucket: bucket.name, Key: "stays", VersionId }));
    expect(fault).to.include({ name: "InvalidArgument", ArgumentName: "versionId", ArgumentValue: VersionId });
  });
});

describe("S3 as recorded on AWS: requests", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);

  it("a tagging document without a tag set removes all tags (test_put_object_tagging_none_value, test_put_bucket_tagging_none_value)", async () => {
    await bucket.put("a", "", { Tagging: "tag=1" });
    await cloud.s3.putBucketTagging({ Bucket: bucket.name, Tagging: { TagSet: [{ Key: "tag", Value: "1" }] } });
    for (const [path, status] of [
      ["/trips/a?tagging", 200],
      ["/trips?tagging", 204],
    ] as const) {
      const body = `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></Tagging>`;
      const reply = await requestRaw(cloud.running.endpoint, { method: "PUT", path, body });
      expect(reply.status, reply.text).to.equal(status);
    }
    const { TagSet } = await cloud.s3.getObjectTagging({ Bucket: bucket.name, Key: "a" });
    expect(TagSet).to.deep.equal([]);
    expect(await catchFault(cloud.s3.getBucketTagging({ Bucket: bucket.name }))).to.include({
      name: "NoSuchTagSet",
    });
  });

  it("a presigned URL can include conditions and metadata as headers would (test_pre_signed_url_if_match)", async () => {
    await bucket.put("a", "test");
    const put = async (query: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => {
      const url = await createPresignedUrl(cloud.running, {
        method: "PUT",
        path: "trips/a",
        query,
        expiresInSeconds: 60,
      });
      const { pathname, search } = new URL(url);
      return requestRaw(cloud.running.endpoint, { method: "PUT", path: pathname + search, headers, body: "next" });
    };
    const refused = await put({ "If-Match": "d41d8cd98f00b204e9800998ecf8427e" });
    expect(refused.status).to.equal(412);
    expect(await bucket.readText("a")).to.equal("test");
    // A URL as the JavaScript SDK signs it: its checksum is that of an empty body, and S3 ignores it.
    const taken = await put({
      "If-Match": "098f6bcd4621d373cade4e832627b4f6",
      "x-amz-meta-color": "red",
      "x-amz-checksum-crc32": "AAAAAA==",
      "x-amz-sdk-checksum-algorithm": "CRC32",
    });
    expect(taken.status, taken.text).to.equal(200);
    expect(await bucket.readText("a")).to.equal("next");
    const { Metadata } = await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" });
    expect(Metadata).to.deep.equal({ color: "red" });
  });

  it("encoded words in metadata are decoded, and encoded again if necessary (test_user_metadata_rfc2047_encoded)", async () => {
    const safe = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    await bucket.put("a", "", {
      Metadata: {
        "fake-encoded": "=?UTF-8?Q?actually-ascii?=",
        "asciib64-encoded": "=?UTF-8?B?YWJj?=",
        "non-ascii": "=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?=",
        "non-ascii-2": "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=",
        "non-ascii-base64": "=?UTF-8?B?w4RNw4Raw5XDkSBTMw==?=",
        "non-ascii-binary": "=?UTF-8?B?AAECAw==?=",
        "replacement-chars": "=?UTF-8?B?77+977+977+977+977+977+977+9?=",
        "safe-chars": safe,
      },
    });
    const { Metadata } = await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" });
    expect(Metadata).to.deep.equal({
      "fake-encoded": "actually-ascii",
      "asciib64-encoded": "abc",
      "non-ascii": "=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?=",
      "non-ascii-2": "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=",
      // This project's own case: the encoding that S3 chooses does not depend on the request's encoding.
      "non-ascii-base64": "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=",
      "non-ascii-binary": "=?UTF-8?B?AAECAw==?=",
      "replacement-chars": "=?UTF-8?B?77+977+977+977+977+977+977+9?=",
      "safe-chars": safe,
    });
  });

  it("elements appear in the order that the Java SDK expects (test_response_structure, test_response_structure_get_obj_attrs, 2026-02-21)", async () => {
    await bucket.put("a", "x");
    const readOrder = async (path: string, headers: Record<string, string> = {}) =>
      [...(await requestRaw(cloud.running.endpoint, { path, headers })).text.matchAll(/<(\w+)[ >]/g)].map(
        ([, name]) => name,
      );
    expect((await readOrder("/")).slice(0, 4)).to.deep.equal(["ListAllMyBucketsResult", "Owner", "ID", "Buckets"]);
    const names = await readOrder("/trips?list-type=2");
    expect(names[1]).to.equal("Name");
    expect(names.indexOf("Contents")).to.be.greaterThan(names.indexOf("IsTruncated"));
    const attributes = "ObjectSize,StorageClass,Checksum,ETag";
    expect(await readOrder("/trips/a?attributes", { "x-amz-object-attributes": attributes })).to.deep.equal([
      ...["GetObjectAttributesResponse", "ETag", "Checksum", "ChecksumCRC32", "ChecksumType"],
      ...["StorageClass", "ObjectSize"],
    ]);
  });

  it("a query parameter without digits isn't a number (test_list_parts_empty_part_number_marker, 2026-02-21)", async () => {
    const id = await uploads.create();
    await uploads.part(id, 1, "test");
    const { text } = await requestRaw(cloud.running.endpoint, { path: `/trips/${KEY}?uploadId=${id}&max-parts=` });
    expect(text).to.contain("<MaxParts>1000</MaxParts>").and.contain("<IsTruncated>false</IsTruncated>");
  });

  it("listings include the bucket's region, and reject an unknown one (test_region_header_exists_outside_us_east_1, test_list_buckets_region_validation, 2026-02-21)", async () => {
    await cloud.s3.createBucket({ Bucket: "west", CreateBucketConfiguration: { LocationConstraint: "us-west-2" } });
    for (const path of ["/west", "/west?list-type=2"])
      expect((await requestRaw(cloud.running.endpoint, { path })).headers["x-amz-bucket-region"]).to.equal("us-west-2");
    expect(await catchFault(cloud.s3.listBuckets({ BucketRegion: "eu-east-1" }))).to.include({
      ...{ name: "InvalidArgument", message: "Argument value eu-east-1 is not a valid AWS Region" },
      ArgumentName: "bucket-region",
    });
  });

  it("values of known headers are accepted in any case (Arrow sends `enabled`)", async () => {
    await bucket.put("a", "x");
    const { headers } = await requestRaw(cloud.running.endpoint, {
      path: "/trips/a",
      headers: { "x-amz-checksum-mode": "enabled" },
    });
    expect(headers["x-amz-checksum-crc32"]).to.equal("jNwWgw==");
    const copied = await requestRaw(cloud.running.endpoint, {
      method: "PUT",
      path: "/trips/a",
      headers: { "x-amz-copy-source": "/trips/a", "x-amz-metadata-directive": "replace", "x-amz-meta-color": "red" },
    });
    expect(copied.status, copied.text).to.equal(200);
    const { Metadata } = await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" });
    expect(Metadata).to.deep.equal({ color: "red" });
  });
});
