import type { ListBucketsCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

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
