import type { BucketCannedACL, BucketLocationConstraint } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";

describe("S3 CreateBucket", () => {
  const cloud = useCloud();
  const create = (name: string, location?: string) =>
    cloud.s3.createBucket({
      Bucket: name,
      // The border: locations that the SDK's type does not list.
      ...(location === undefined
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: location as BucketLocationConstraint } }),
    });

  it("creates a bucket in us-east-1 without a location", async () => {
    const { Location, BucketArn } = await create("trips");
    expect({ Location, BucketArn }).to.deep.equal({ Location: "/trips", BucketArn: "arn:aws:s3:::trips" });
    const { BucketRegion } = await cloud.s3.headBucket({ Bucket: "trips" });
    expect(BucketRegion).to.equal("us-east-1");
  });

  it("creates a bucket in another region on request in us-east-1", async () => {
    expect((await create("trips", "eu-central-1")).Location).to.equal("http://trips.s3.amazonaws.com/");
    expect((await cloud.s3.getBucketLocation({ Bucket: "trips" })).LocationConstraint).to.equal("eu-central-1");
  });

  for (const location of ["us-east-1", "nowhere-1"]) {
    it(`rejects ${location} as a location`, async () => {
      expect(await catchFault(create("trips", location))).to.include({
        name: "InvalidLocationConstraint",
        message: "The specified location-constraint is not valid",
        LocationConstraint: location,
      });
    });
  }

  it("changes nothing in us-east-1 if the bucket already exists", async () => {
    await create("trips");
    await create("trips");
    expect((await cloud.s3.getBucketLocation({ Bucket: "trips" })).LocationConstraint).to.equal(undefined);
  });

  it("sets the bucket's tags", async () => {
    await cloud.s3.createBucket({
      Bucket: "trips",
      CreateBucketConfiguration: { Tags: [{ Key: "lab", Value: "01" }] },
    });
    expect((await cloud.s3.getBucketTagging({ Bucket: "trips" })).TagSet).to.deep.equal([{ Key: "lab", Value: "01" }]);
  });

  for (const name of [
    "ab",
    "a".repeat(64),
    "Trips",
    "my_trips",
    "my..trips",
    "-trips",
    "trips-",
    "192.168.5.4",
    "xn--trips",
    "trips-s3alias",
    "trips--table-s3",
    "tr ips",
  ]) {
    it(`rejects the name '${name}'`, async () => {
      expect(await catchFault(create(name))).to.include({
        name: "InvalidBucketName",
        message: "The specified bucket is not valid.",
        BucketName: name,
      });
    });
  }
  for (const name of ["abc", "a".repeat(63), "my.trips-2", "1trips", "192.168.5.4a"]) {
    it(`accepts the name '${name}'`, async () => expect((await create(name)).$metadata.httpStatusCode).to.equal(200));
  }

  for (const ACL of ["bucket-owner-read", "bucket-owner-full-control"])
    it(`ignores the canned ACL ${ACL}, which is for objects`, async () => {
      // The border: object ACLs, which the SDK's type does not list, and which rclone sends.
      await cloud.s3.createBucket({ Bucket: "trips", ACL: ACL as BucketCannedACL });
      const { Grants = [] } = await cloud.s3.getBucketAcl({ Bucket: "trips" });
      expect(Grants.map(({ Permission }) => Permission)).to.deep.equal(["FULL_CONTROL"]);
    });

  for (const [member, input] of [
    ["ObjectLockEnabledForBucket", { ObjectLockEnabledForBucket: true }],
    ["ACL: public-read", { ACL: "public-read" }],
  ] as const) {
    it(`rejects ${member} by name`, async () => {
      const call = cloud.s3.createBucket({ Bucket: "trips", ...input });
      expect(await catchFault(call)).to.include({
        name: "NotImplemented",
        message: `The lab cloud does not emulate the member '${member}'. Leave it out.`,
      });
    });
  }
});

describe("S3 CreateBucket outside us-east-1", () => {
  const cloud = useCloud({ region: "eu-west-1" });
  const create = (location?: BucketLocationConstraint) =>
    cloud.s3.createBucket({ Bucket: "trips", CreateBucketConfiguration: { LocationConstraint: location } });

  it("requires the region's own name as the location", async () => {
    await create("eu-west-1");
    expect((await cloud.s3.getBucketLocation({ Bucket: "trips" })).LocationConstraint).to.equal("eu-west-1");
    expect(await catchFault(create("us-west-2"))).to.include({
      name: "IllegalLocationConstraintException",
      message:
        "The us-west-2 location constraint is incompatible for the region specific endpoint this request was sent to.",
    });
  });

  it("accepts the old name of eu-west-1 (test_create_bucket_with_eu_location_constraint, 2026-02-21)", async () => {
    await create("EU");
    expect((await cloud.s3.getBucketLocation({ Bucket: "trips" })).LocationConstraint).to.equal("EU");
    expect((await cloud.s3.headBucket({ Bucket: "trips" })).BucketRegion).to.equal("eu-west-1");
    const unknown = "bar" as BucketLocationConstraint;
    expect(await catchFault(create(unknown))).to.include({ name: "IllegalLocationConstraintException" });
  });

  it("reports a missing location", async () => {
    const { status, text } = await requestRaw(cloud.running.endpoint, { method: "PUT", path: "/trips" });
    expect(status).to.equal(400);
    expect(text).to.contain(
      "<Code>IllegalLocationConstraintException</Code><Message>The unspecified location constraint is incompatible",
    );
  });

  it("rejects an existing bucket", async () => {
    await create("eu-west-1");
    expect(await catchFault(create("eu-west-1"))).to.include({
      name: "BucketAlreadyOwnedByYou",
      message: "Your previous request to create the named bucket succeeded and you already own it.",
      BucketName: "trips",
    });
  });
});
