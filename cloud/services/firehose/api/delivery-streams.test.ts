import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, useCloud, START } from "../../../testing/use-cloud";
import { BUCKET_ARN, createDeliveryTools, ROLE, READING_TRIPS } from "../testing/glue-tables";
import type {
  DeliveryStreamDescription,
  ListDeliveryStreamsCommandInput,
  ListTagsForDeliveryStreamCommandInput,
  Tag,
} from "@aws-sdk/client-firehose";

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

  it("returns an empty file extension and error prefix, as AWS's console sends them", async () => {
    // As Cloud Custodian recorded streams that the console had created in 2025 (test_kinesis_hose_paginate).
    await create("s", { FileExtension: "", ErrorOutputPrefix: "" });
    const [destination] = (await describeStream())?.Destinations ?? [];
    expect(destination?.ExtendedS3DestinationDescription).to.include({ FileExtension: "", ErrorOutputPrefix: "" });
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

describe("Firehose ListDeliveryStreams", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const list = async (
    listDeliveryStreamsCommandInput: ListDeliveryStreamsCommandInput = {},
  ): Promise<[names: string[] | undefined, more: boolean | undefined]> => {
    const { DeliveryStreamNames, HasMoreDeliveryStreams } = await cloud.firehose.listDeliveryStreams(
      listDeliveryStreamsCommandInput,
    );
    return [DeliveryStreamNames, HasMoreDeliveryStreams];
  };

  it("lists streams by name, ten at a time by default, and continues after a given name (FH-016)", async () => {
    for (const letter of "lkjihgfedcba") await create(letter);
    expect(await list()).to.deep.equal([[..."abcdefghij"], true]);
    expect(await list({ ExclusiveStartDeliveryStreamName: "j" })).to.deep.equal([["k", "l"], false]);
    expect(await list({ Limit: 2, ExclusiveStartDeliveryStreamName: "bb" })).to.deep.equal([["c", "d"], true]);
    expect(await list({ Limit: 12 })).to.deep.equal([[..."abcdefghijkl"], false]);
  });
  it("filters by type (FH-016)", async () => {
    await create("direct");
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("reading", {}, READING_TRIPS);
    expect(await list({ DeliveryStreamType: "DirectPut" })).to.deep.equal([["direct"], false]);
    expect(await list({ DeliveryStreamType: "KinesisStreamAsSource" })).to.deep.equal([["reading"], false]);
  });
  it("rejects a limit above 10000 (FH-016)", async () => {
    expect(await catchFault(list({ Limit: 10_001 }))).to.include({ name: "ValidationException" });
  });
});

describe("Firehose tags", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const tag = (...Tags: Tag[]): Promise<object> => cloud.firehose.tagDeliveryStream({ DeliveryStreamName: "s", Tags });
  const list = async (request: Partial<ListTagsForDeliveryStreamCommandInput> = {}): Promise<object> => {
    const { Tags, HasMoreTags } = await cloud.firehose.listTagsForDeliveryStream({
      DeliveryStreamName: "s",
      ...request,
    });
    return { Tags, HasMoreTags };
  };
  beforeEach(() => create("s", {}, { Tags: [{ Key: "b", Value: "2" }] }));

  it("are listed by key, while tagging and untagging return nothing (FH-032)", async () => {
    expect(await tag({ Key: "a" }, { Key: "b", Value: "3" })).to.have.all.keys("$metadata");
    expect(await list()).to.deep.equal({
      Tags: [
        { Key: "a", Value: "" },
        { Key: "b", Value: "3" },
      ],
      HasMoreTags: false,
    });
    await cloud.firehose.untagDeliveryStream({ DeliveryStreamName: "s", TagKeys: ["a", "none"] });
    expect(await list()).to.deep.equal({ Tags: [{ Key: "b", Value: "3" }], HasMoreTags: false });
  });
  it("are listed in pages", async () => {
    await tag({ Key: "a", Value: "1" }, { Key: "c", Value: "3" });
    expect(await list({ Limit: 2 })).to.deep.equal({
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
      HasMoreTags: true,
    });
    expect(await list({ Limit: 2, ExclusiveStartTagKey: "b" })).to.deep.equal({
      Tags: [{ Key: "c", Value: "3" }],
      HasMoreTags: false,
    });
  });
  it("are limited to 50, and can't begin with aws:", async () => {
    await tag(...Array.from({ length: 49 }, (_, n) => ({ Key: `k${n}`, Value: "" })));
    expect(await catchFault(tag({ Key: "one more" }))).to.include({ name: "LimitExceededException" });
    expect(await catchFault(tag({ Key: "aws:x" }))).to.include({ name: "ValidationException" });
  });
});

describe("Firehose DeleteDeliveryStream", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const { create, put } = createDeliveryTools(cloud);
  const remove = (): Promise<unknown> => cloud.firehose.deleteDeliveryStream({ DeliveryStreamName: "s" });
  const readStatus = async (): Promise<string | undefined> =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" })).DeliveryStreamDescription
      ?.DeliveryStreamStatus;
  const listFolders = (): string[] => {
    const folder = join(data, "services", "firehose");
    return existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
      : [];
  };

  it("shows DELETING for a second, accepts a repeated call, and leaves nothing (FH-015)", async () => {
    await create("s");
    await put("s", "x");
    expect(listFolders()).to.have.lengthOf(1);
    await remove();
    expect(await readStatus()).to.equal("DELETING");
    await remove();
    await cloud.advance(1);
    expect(await catchFault(readStatus())).to.include({ name: "ResourceNotFoundException" });
    expect(listFolders()).to.deep.equal([]);
  });
  it("rejects a stream that is being created (FH-015)", async () => {
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "s",
      S3DestinationConfiguration: { RoleARN: ROLE, BucketARN: BUCKET_ARN },
    });
    expect(await catchFault(remove())).to.include({ name: "ResourceInUseException" });
  });
  it("finishes at the next start if the cloud stops meanwhile", async () => {
    await create("s");
    await put("s", "x");
    await remove();
    await cloud.restart();
    await cloud.advance(1);
    expect(await catchFault(readStatus())).to.include({ name: "ResourceNotFoundException" });
    expect(listFolders()).to.deep.equal([]);
  });
  it("rejects an unknown stream, and records for a stream that isn't ACTIVE (FH-006, FH-013)", async () => {
    expect(await catchFault(remove())).to.include({ name: "ResourceNotFoundException" });
    await create("s");
    await remove();
    expect(
      await catchFault(cloud.firehose.putRecord({ DeliveryStreamName: "s", Record: { Data: Buffer.from("x") } })),
    ).to.include({ name: "ResourceNotFoundException" });
  });
});
