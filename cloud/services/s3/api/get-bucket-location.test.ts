import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { useBucket } from "../testing/use-upload";

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
