import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { useLabCloud } from "../testing/use-lab-cloud";
import { listExistingNames } from "./existing-names";

describe("the names that the kernel suggests within quotes", () => {
  useLabCloud();
  before(async () => {
    await new Kinesis({}).createStream({ StreamName: "suggested-stream", ShardCount: 1 });
    await new S3({}).createBucket({ Bucket: "suggested-bucket" });
    await new Firehose({}).createDeliveryStream({
      DeliveryStreamName: "suggested-firehose",
      S3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::suggested-bucket",
        RoleARN: "arn:aws:iam::000000000000:role/firehose",
      },
    });
  });

  for (const [expects, name] of [
    ["streamName", "suggested-stream"],
    ["StreamName", "suggested-stream"],
    ["DeliveryStreamName", "suggested-firehose"],
    ["Bucket", "suggested-bucket"],
  ] as const)
    it(`are those that exist, for ${expects}`, async () => {
      expect(await listExistingNames(expects)).to.deep.equal([name]);
    });

  it("are none for another parameter, or where AWS can't be asked", async () => {
    expect(await listExistingNames("PartitionKey")).to.deep.equal([]);
    const endpoint = process.env["AWS_ENDPOINT_URL"];
    process.env["AWS_ENDPOINT_URL"] = "no address";
    try {
      expect(await listExistingNames("streamName")).to.deep.equal([]);
    } finally {
      process.env["AWS_ENDPOINT_URL"] = endpoint;
    }
  });
});
