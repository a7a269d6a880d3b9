import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { BUCKET_ARN, createDeliveryTools, ROLE } from "../testing/glue-tables";

describe("Firehose DescribeDeliveryStream", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const describeStream = async (): Promise<DeliveryStreamDescription | undefined> =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" })).DeliveryStreamDescription;

  it("returns every default, and the destination twice (FH-017 to FH-020)", async () => {
    await create("s");
    const both = {
      RoleARN: ROLE,
      BucketARN: BUCKET_ARN,
      BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
      CompressionFormat: "UNCOMPRESSED",
      EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
      CloudWatchLoggingOptions: { Enabled: false },
    };
    expect(await describeStream()).to.deep.equal({
      DeliveryStreamName: "s",
      DeliveryStreamARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/s",
      DeliveryStreamStatus: "ACTIVE",
      DeliveryStreamType: "DirectPut",
      DeliveryStreamEncryptionConfiguration: { Status: "DISABLED" },
      VersionId: "1",
      CreateTimestamp: new Date(START),
      Destinations: [
        {
          DestinationId: "destinationId-000000000001",
          S3DestinationDescription: both,
          ExtendedS3DestinationDescription: {
            ...both,
            S3BackupMode: "Disabled",
            DataFormatConversionConfiguration: { Enabled: false },
          },
        },
      ],
      HasMoreDestinations: false,
    });
  });

  it("returns the given settings (FH-019)", async () => {
    const input = {
      Prefix: "data/",
      ErrorOutputPrefix: "errors/",
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      CloudWatchLoggingOptions: { Enabled: true, LogGroupName: "g", LogStreamName: "l" },
    };
    await create("s", {
      ...input,
      FileExtension: ".json",
      CustomTimeZone: "Asia/Tokyo",
      DynamicPartitioningConfiguration: { Enabled: false },
    });
    const [destination] = (await describeStream())?.Destinations ?? [];
    expect(destination?.S3DestinationDescription)
      .to.deep.include(input)
      .and.not.have.any.keys("FileExtension", "CustomTimeZone", "DynamicPartitioningConfiguration");
    expect(destination?.ExtendedS3DestinationDescription).to.deep.include({
      ...input,
      FileExtension: ".json",
      CustomTimeZone: "Asia/Tokyo",
      DynamicPartitioningConfiguration: { Enabled: false, RetryOptions: { DurationInSeconds: 300 } },
    });
  });

  it("returns the Kinesis source and the start of its delivery (FH-021)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    const source = { KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips", RoleARN: ROLE };
    await create("s", {}, { DeliveryStreamType: "KinesisStreamAsSource", KinesisStreamSourceConfiguration: source });
    const description = await describeStream();
    expect(description?.DeliveryStreamType).to.equal("KinesisStreamAsSource");
    expect(description?.Source).to.deep.equal({
      KinesisStreamSourceDescription: { ...source, DeliveryStartTimestamp: new Date(Date.parse(START) + 1000) },
    });
  });

  it("rejects an unknown stream (FH-006)", async () => {
    expect(await catchFault(describeStream())).to.include({
      name: "ResourceNotFoundException",
      message: "Firehose s under account 000000000000 not found.",
    });
  });
});
