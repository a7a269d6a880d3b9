import type { LifecycleRule } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { useCloud } from "../../../testing/use-cloud";
import { useBucket } from "../testing/use-upload";

/**
 * The header `x-amz-expiration` as LocalStack recorded it on AWS on 2026-02-21 (tests/aws/services/s3/test_s3.py,
 * TestS3BucketLifecycle). The cases are this project's own.
 */
describe("the date at which a lifecycle rule deletes an object", () => {
  const cloud = useCloud({ startAt: "2030-01-01T10:00:00Z" });
  const bucket = useBucket(cloud);
  const createAddress = (key: string) => ({ Bucket: bucket.name, Key: key });

  const setRules = (...rules: Partial<LifecycleRule>[]) =>
    cloud.s3.putBucketLifecycleConfiguration({
      Bucket: bucket.name,
      LifecycleConfiguration: { Rules: rules.map((rule) => ({ Status: "Enabled", Filter: {}, ...rule })) },
    });
  const put = async (key: string, input: { readonly Body?: string; readonly Tagging?: string } = {}) =>
    (await cloud.s3.putObject({ ...createAddress(key), Body: "test", ...input })).Expiration;
  const expectRule = (expiration: string | undefined, id: string | undefined) =>
    expect(/rule-id="(.*)"/.exec(expiration ?? "")?.[1]).to.equal(id);

  it("is the next midnight after the rule's days, in the answers of all that write and read the object", async () => {
    await cloud.s3.putObject({ ...createAddress("before"), Body: "test" });
    await setRules({ ID: "a week", Expiration: { Days: 7 } });
    const Expiration = 'expiry-date="Wed, 09 Jan 2030 00:00:00 GMT", rule-id="a%20week"';
    expect(await put("trips")).to.equal(Expiration);
    expect(await cloud.s3.headObject(createAddress("before"))).to.include({ Expiration });
    expect(await cloud.s3.getObject(createAddress("trips"))).to.include({ Expiration });
    const copy = { ...createAddress("copy"), CopySource: `${bucket.name}/trips` };
    expect(await cloud.s3.copyObject(copy)).to.include({ Expiration });
    const { UploadId } = await cloud.s3.createMultipartUpload(createAddress("parts"));
    const { ETag } = await cloud.s3.uploadPart({ ...createAddress("parts"), UploadId, PartNumber: 1, Body: "test" });
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    const completed = await cloud.s3.completeMultipartUpload({ ...createAddress("parts"), UploadId, MultipartUpload });
    expect(completed).to.include({ Expiration });
  });

  it("is missing where the request names a version, even the current one", async () => {
    await cloud.s3.putBucketVersioning({ Bucket: bucket.name, VersioningConfiguration: { Status: "Enabled" } });
    await setRules({ ID: "r", Expiration: { Days: 3 }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    const { VersionId, Expiration } = await cloud.s3.putObject({ ...createAddress("trips"), Body: "test" });
    expectRule(Expiration, "r");
    expectRule((await cloud.s3.headObject(createAddress("trips"))).Expiration, "r");
    expect(await cloud.s3.headObject({ ...createAddress("trips"), VersionId })).not.to.have.property("Expiration");
  });

  it("is that of the earliest rule, and of the first one in the document for the same date", async () => {
    const Expiration = { Days: 7 };
    await setRules(
      { ID: "late", Filter: { Prefix: "t" }, Expiration: { Days: 8 } },
      { ID: "first", Filter: { Prefix: "trips" }, Expiration },
      { ID: "second", Filter: { Prefix: "t" }, Expiration },
      { ID: "disabled", Status: "Disabled", Expiration: { Days: 1 } },
    );
    expectRule(await put("trips/1"), "first");
    expectRule(await put("tracks/1"), "second");
    expectRule(await put("rides/1"), undefined);
  });

  it("depends on the object's size, both limits excluded", async () => {
    await setRules(
      { ID: "large", Filter: { ObjectSizeGreaterThan: 20 }, Expiration: { Days: 7 } },
      { ID: "small", Filter: { ObjectSizeLessThan: 10 }, Expiration: { Days: 7 } },
    );
    for (const [size, id] of [
      [21, "large"],
      [20, undefined],
      [10, undefined],
      [9, "small"],
    ] as const)
      expectRule(await put("trips", { Body: "a".repeat(size) }), id);
  });

  it("depends on the object's tags, all of which a rule with And names", async () => {
    const [Key, Value] = ["tier", "hot"];
    await setRules(
      {
        ID: "both",
        Filter: {
          And: {
            Tags: [
              { Key, Value },
              { Key: "team", Value: "a" },
            ],
          },
        },
        Expiration: { Days: 6 },
      },
      { ID: "one", Filter: { Tag: { Key, Value } }, Expiration: { Days: 7 } },
    );
    expectRule(await put("trips", { Tagging: "tier=hot&team=a" }), "both");
    expectRule(await put("trips", { Tagging: "tier=hot&team=b" }), "one");
    expectRule(await put("trips", { Tagging: "tier=cold" }), undefined);
    expectRule(await put("trips"), undefined);
  });

  it("is the date of a rule with one, and missing for a rule that only removes delete markers", async () => {
    await setRules({ ID: "r", Expiration: { Date: new Date("2030-02-01T00:00:00Z") } });
    expect(await put("trips")).to.equal('expiry-date="Fri, 01 Feb 2030 00:00:00 GMT", rule-id="r"');
    await setRules({ ID: "r", Expiration: { ExpiredObjectDeleteMarker: true } });
    expect(await put("trips")).to.equal(undefined);
  });
});
