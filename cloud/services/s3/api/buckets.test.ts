import type { BucketCannedACL, BucketLocationConstraint, ListBucketsCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud, START } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

describe("S3 DeleteBucket", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const remove = () => cloud.s3.deleteBucket({ Bucket: bucket.name });

  it("deletes an empty bucket", async () => {
    expect((await remove()).$metadata.httpStatusCode).to.equal(204);
    expect((await catchFault(cloud.s3.headBucket({ Bucket: bucket.name }))).$metadata).to.include({
      httpStatusCode: 404,
    });
  });
  it("rejects a bucket that contains an object (SVC-007)", async () => {
    await bucket.put("a", "1");
    expect(await catchFault(remove())).to.include({
      name: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty",
      BucketName: "trips",
    });
    await cloud.s3.deleteObject({ Bucket: bucket.name, Key: "a" });
    await remove();
  });
  it("drops pending uploads, and a new bucket of the same name starts empty", async () => {
    await cloud.s3.createMultipartUpload({ Bucket: bucket.name, Key: "big" });
    await remove();
    await cloud.s3.createBucket({ Bucket: bucket.name });
    expect((await cloud.s3.listObjectsV2({ Bucket: bucket.name })).KeyCount).to.equal(0);
  });
  it("requires an existing bucket (SVC-007)", async () => {
    await remove();
    expect(await catchFault(remove())).to.include({
      name: "NoSuchBucket",
      message: "The specified bucket does not exist",
    });
  });
});

describe("S3 HeadBucket", () => {
  const cloud = useCloud({ account: "123456789012" });
  const bucket = useBucket(cloud);
  const headBucket = (name: string, owner?: string) =>
    cloud.s3.headBucket({ Bucket: name, ExpectedBucketOwner: owner });

  it("returns a bucket's ARN and region", async () => {
    const { BucketArn, BucketRegion, AccessPointAlias } = await headBucket(bucket.name);
    expect({ BucketArn, BucketRegion, AccessPointAlias }).to.deep.equal({
      BucketArn: "arn:aws:s3:::trips",
      BucketRegion: "us-east-1",
      AccessPointAlias: false,
    });
  });
  it("has the type of a document without having one (test_create_bucket_head_bucket, 2026-02-21)", async () => {
    const { headers, text } = await requestRaw(cloud.running.endpoint, { method: "HEAD", path: `/${bucket.name}` });
    expect([headers["content-type"], text]).to.deep.equal(["application/xml", ""]);
  });
  it("returns 404 without a body for a missing bucket", async () => {
    expect((await catchFault(headBucket("nowhere"))).$metadata).to.include({ httpStatusCode: 404 });
  });
  it("accepts the account as owner, and no other", async () => {
    await headBucket(bucket.name, "123456789012");
    expect((await catchFault(headBucket(bucket.name, "999999999999"))).$metadata).to.include({ httpStatusCode: 403 });
    expect((await catchFault(headBucket(bucket.name, "me"))).$metadata).to.include({ httpStatusCode: 400 });
  });
});

describe("S3 ListBuckets", () => {
  const cloud = useCloud();
  const list = (input: ListBucketsCommandInput = {}) => cloud.s3.listBuckets(input);
  const make = async (...names: string[]) => {
    for (const name of names) await cloud.s3.createBucket({ Bucket: name });
  };

  it("returns an empty list without buckets", async () => {
    const { Buckets, Owner } = await list();
    expect(Buckets ?? []).to.deep.equal([]);
    expect(Owner?.ID).to.match(/^[0-9a-f]{64}$/);
  });
  it("lists all by name, with their creation date", async () => {
    await make("b-trips", "a-trips", "b-trips.x");
    expect((await list()).Buckets).to.deep.equal(
      ["a-trips", "b-trips", "b-trips.x"].map((name) => ({
        Name: name,
        CreationDate: new Date(START),
        BucketArn: `arn:aws:s3:::${name}`,
      })),
    );
  });
  it("lists page by page, by prefix", async () => {
    await make("trips-1", "trips-2", "trips-3", "other");
    const first = await list({ Prefix: "trips", MaxBuckets: 2 });
    expect(first.Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).to.deep.equal([
      ["trips-1", "us-east-1"],
      ["trips-2", "us-east-1"],
    ]);
    const second = await list({ Prefix: "trips", MaxBuckets: 2, ContinuationToken: first.ContinuationToken });
    expect(second.Buckets?.map(({ Name }) => Name)).to.deep.equal(["trips-3"]);
    expect(second.ContinuationToken).to.equal(undefined);
  });
  it("filters by region", async () => {
    await make("here");
    await cloud.s3.createBucket({ Bucket: "there", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
    expect((await list({ BucketRegion: "eu-west-1" })).Buckets?.map(({ Name }) => Name)).to.deep.equal(["there"]);
  });
  it("rejects an unknown token", async () => {
    expect(await catchFault(list({ ContinuationToken: "bm9uZQ==" }))).to.include({
      name: "InvalidArgument",
      message: "The continuation token provided is incorrect",
    });
  });
  it("rejects an invalid page size", async () =>
    expect(await catchFault(list({ MaxBuckets: 0 }))).to.include({ name: "InvalidArgument" }));
});

describe("S3 GetBucketLocation", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);

  it("returns a region as the text of the document itself, as boto3 and the AWS CLI expect", async () => {
    await cloud.s3.createBucket({
      Bucket: "elsewhere",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
    expect((await requestRaw(cloud.running.endpoint, { path: "/elsewhere?location" })).text).to.match(
      /<LocationConstraint xmlns="[^"]+">eu-west-1<\/LocationConstraint>$/,
    );
  });
  it("returns an empty document for us-east-1", async () => {
    expect((await cloud.s3.getBucketLocation({ Bucket: bucket.name })).LocationConstraint).to.equal(undefined);
    expect((await requestRaw(cloud.running.endpoint, { path: "/trips?location" })).text).to.match(
      /<LocationConstraint xmlns="http:\/\/s3.amazonaws.com\/doc\/2006-03-01\/"\s*(?:\/>|><\/LocationConstraint>)$/,
    );
  });
  it("requires an existing bucket (SVC-007)", async () => {
    expect(await catchFault(cloud.s3.getBucketLocation({ Bucket: "nowhere" }))).to.include({
      name: "NoSuchBucket",
      message: "The specified bucket does not exist",
      BucketName: "nowhere",
    });
  });
});

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

  it("accepts a bucket that is explicitly without object lock, which is the default", async () => {
    await cloud.s3.createBucket({ Bucket: "trips", ObjectLockEnabledForBucket: false });
    expect((await cloud.s3.headBucket({ Bucket: "trips" })).BucketRegion).to.equal("us-east-1");
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
