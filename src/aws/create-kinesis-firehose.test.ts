import { IAM } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createKinesisDataStream } from "./create-kinesis-data-stream";
import { createKinesisFirehose } from "./create-kinesis-firehose";
import { createS3Bucket } from "./create-s3-bucket";
import { deleteKinesisFirehose } from "./delete-kinesis-firehose";
import { isFirehoseReady } from "./is-firehose-ready";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

describe("createKinesisFirehose", () => {
  const lab = useLabCloud({ iam: "on" });
  const output = captureOutput();
  const firehose = {
    firehoseName: "fire",
    streamName: "usa",
    bucketName: "lab-usa",
    roleName: "role",
    logGroup: "group",
    logStream: "stream",
    accountId: "000000000000",
    region: "us-east-1",
  };
  before(async () => {
    await createKinesisDataStream({ streamName: "usa" });
    await createS3Bucket({ bucketName: "lab-usa", region: "us-east-1" });
    await new IAM({}).createRole({ RoleName: "role", AssumeRolePolicyDocument: TRUST });
    await lab.cloud.clock.advance(10);
  });

  it("requests exactly the lab's configuration", async () => {
    await createKinesisFirehose(firehose);
    const RoleARN = "arn:aws:iam::000000000000:role/role";
    expect(lab.getCalls("CreateDeliveryStream").map(({ input }) => input)).to.deep.equal([
      {
        DeliveryStreamName: "fire",
        Tags: [{ Key: "learner", Value: "root" }],
        DeliveryStreamType: "KinesisStreamAsSource",
        KinesisStreamSourceConfiguration: {
          KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/usa",
          RoleARN,
        },
        S3DestinationConfiguration: {
          BucketARN: "arn:aws:s3:::lab-usa",
          RoleARN,
          Prefix: "firehose/",
          ErrorOutputPrefix: "errors/",
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
          CompressionFormat: "UNCOMPRESSED",
          EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
          CloudWatchLoggingOptions: { Enabled: true, LogGroupName: "group", LogStreamName: "stream" },
        },
      },
    ]);
    expect(output.getText()).to.equal(
      "Kinesis Firehose is being created: arn:aws:firehose:us-east-1:000000000000:deliverystream/fire\n",
    );
    expect(await isFirehoseReady({ firehoseName: "fire" })).to.equal(false);
    await lab.cloud.clock.advance(60);
    expect(await isFirehoseReady({ firehoseName: "fire" })).to.equal(true);
  });
  it("leaves an existing Firehose alone", async () => {
    await createKinesisFirehose(firehose);
    expect(output.getText()).to.equal("Kinesis Firehose fire already exists.\n");
    expect(lab.getCalls("CreateDeliveryStream")).to.have.length(0);
  });
  it("names each setting of an existing one that differs, and the line that fixes it", async () => {
    await createKinesisFirehose({ ...firehose, streamName: "international", bucketName: "lab-international" });
    expect(output.getText().split("\n")).to.deep.equal([
      "Kinesis Firehose fire already exists. It was left unchanged, but 2 settings are not what this cell asks for:",
      "  source stream: it has usa, this cell asks for international",
      "  bucket: it has lab-usa, this cell asks for lab-international",
      "To change them, run this in a new cell:",
      '  await deleteKinesisFirehose({ firehoseName: "fire" });',
      "Wait until it is gone: that takes a second in the lab cloud, and about a minute on AWS. Then run this cell again: it creates a new Firehose.",
      "",
    ]);
  });
  it("asks to wait with creation while one is being deleted", async () => {
    await deleteKinesisFirehose({ firehoseName: "fire" });
    await createKinesisFirehose(firehose);
    expect(output.getText()).to.contain(
      "Kinesis Firehose fire is still being deleted: that takes a second in the lab cloud, and about a minute on AWS. Then run this cell again.",
    );
  });
});
