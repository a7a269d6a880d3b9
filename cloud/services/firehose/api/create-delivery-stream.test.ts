import type { CreateDeliveryStreamCommandInput, ExtendedS3DestinationConfiguration } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, START, useCloud, type TestCloud } from "../../../testing/use-cloud";
import { Storage } from "../../../storage/storage";
import type { StoredStream } from "../model/stored-stream";
import { BUCKET_ARN, ROLE } from "../testing/glue-tables";

const S3 = { RoleARN: ROLE, BucketARN: BUCKET_ARN };
const STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
const KEY = "arn:aws:kms:us-east-1:000000000000:key/k";
const ERRORS = "errors/!{firehose:error-output-type}/";

const createCreator =
  (cloud: TestCloud) =>
  (input: Partial<CreateDeliveryStreamCommandInput>): Promise<{ DeliveryStreamARN?: string | undefined }> =>
    cloud.firehose.createDeliveryStream({ DeliveryStreamName: "s", ...input });

describe("Firehose CreateDeliveryStream", () => {
  const cloud = useCloud();
  const create = createCreator(cloud);
  const createWith = (destination: Partial<ExtendedS3DestinationConfiguration>): Promise<unknown> =>
    create({ ExtendedS3DestinationConfiguration: { ...S3, ...destination } });
  const readStatus = async (): Promise<string | undefined> =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" })).DeliveryStreamDescription
      ?.DeliveryStreamStatus;

  it("returns only the ARN of a stream that is CREATING, then ACTIVE a second later (FH-001, FH-012, FH-014)", async () => {
    const answer = await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "s",
      S3DestinationConfiguration: S3,
    });
    expect(answer).to.have.all.keys("DeliveryStreamARN", "$metadata");
    expect(answer.DeliveryStreamARN).to.equal("arn:aws:firehose:us-east-1:000000000000:deliverystream/s");
    expect(await readStatus()).to.equal("CREATING");
    await cloud.advance(1);
    expect(await readStatus()).to.equal("ACTIVE");
  });

  it("notes that an encryption key for objects has no effect, and notes nothing without one", async () => {
    const listNotes = (): readonly string[] => cloud.logged.filter((line) => line.startsWith("Note:"));
    await createWith({});
    expect(listNotes()).to.deep.equal([]);
    const EncryptionConfiguration = { KMSEncryptionConfig: { AWSKMSKeyARN: KEY } };
    await create({
      DeliveryStreamName: "other",
      ExtendedS3DestinationConfiguration: { ...S3, EncryptionConfiguration },
    });
    expect(listNotes()).to.have.length(1);
    expect(listNotes()[0]).to.contain("Firehose: the encryption of objects with a KMS key");
  });

  it("rejects an existing name (FH-005)", async () => {
    await createWith({});
    expect(await catchFault(createWith({}))).to.include({
      name: "ResourceInUseException",
      message: "Firehose s under accountId 000000000000 already exists",
    });
  });

  const violations: readonly (readonly [
    fact: string,
    input: Partial<CreateDeliveryStreamCommandInput>,
    text: string,
  ])[] = [
    [
      "FH-002",
      { DeliveryStreamName: "a b", S3DestinationConfiguration: S3 },
      "Value 'a b' at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      "FH-002",
      { DeliveryStreamName: "x".repeat(65), S3DestinationConfiguration: S3 },
      "at 'deliveryStreamName' failed to satisfy constraint: Member must have length less than or equal to 64",
    ],
    [
      "FH-003, FH-004",
      { ExtendedS3DestinationConfiguration: { ...S3, CompressionFormat: "SNAPPY" as "Snappy" } },
      "Value 'SNAPPY' at 'extendedS3DestinationConfiguration.compressionFormat' failed to satisfy constraint: Member must satisfy enum value set: [ZIP, HADOOP_SNAPPY, Snappy, GZIP, UNCOMPRESSED]",
    ],
    [
      "FH-003",
      { S3DestinationConfiguration: { ...S3, CompressionFormat: "gzip" as "GZIP" } },
      "at 's3DestinationConfiguration.compressionFormat'",
    ],
    [
      "FH-008",
      { S3DestinationConfiguration: { ...S3, BucketARN: undefined } },
      "Value null at 's3DestinationConfiguration.bucketARN' failed to satisfy constraint: Member must not be null",
    ],
    [
      "FH-008",
      { S3DestinationConfiguration: { ...S3, RoleARN: undefined } },
      "Value null at 's3DestinationConfiguration.roleARN' failed to satisfy constraint: Member must not be null",
    ],
    [
      "FH-009",
      { S3DestinationConfiguration: { ...S3, BucketARN: "my-bucket" } },
      "at 's3DestinationConfiguration.bucketARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*:s3:::[\\w\\.\\-]{1,255}",
    ],
    [
      "FH-009",
      { S3DestinationConfiguration: { ...S3, BucketARN: "arn:aws:s3:us-east-1:000000000000:lake" } },
      "at 's3DestinationConfiguration.bucketARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*:s3:::",
    ],
    [
      "FH-009",
      { S3DestinationConfiguration: { ...S3, RoleARN: "arn:aws:iam::1:role/x" } },
      "at 's3DestinationConfiguration.roleARN' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+",
    ],
    [
      "FH-036",
      { S3DestinationConfiguration: { ...S3, BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 901 } } },
      "Value '901' at 's3DestinationConfiguration.bufferingHints.intervalInSeconds' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [
      "FH-036",
      { S3DestinationConfiguration: { ...S3, BufferingHints: { SizeInMBs: 0, IntervalInSeconds: 60 } } },
      "at 's3DestinationConfiguration.bufferingHints.sizeInMBs' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      "FH-043",
      { ExtendedS3DestinationConfiguration: { ...S3, FileExtension: "json" } },
      "at 'extendedS3DestinationConfiguration.fileExtension' failed to satisfy constraint",
    ],
    [
      "FH-047",
      { S3DestinationConfiguration: { ...S3, Prefix: "x".repeat(1025) } },
      "at 's3DestinationConfiguration.prefix' failed to satisfy constraint: Member must have length less than or equal to 1024",
    ],
  ];
  for (const [fact, input, text] of violations) {
    it(`rejects ${JSON.stringify(input).slice(0, 90)} (${fact})`, async () => {
      const fault = await catchFault(create(input));
      expect(fault).to.include({ name: "ValidationException" });
      expect(fault.message)
        .to.match(/^1 validation error detected: /)
        .and.contain(text);
    });
  }

  const refused: readonly (readonly [
    fact: string,
    input: Partial<CreateDeliveryStreamCommandInput>,
    message: string,
  ])[] = [
    ["FH-007", {}, "Exactly one destination configuration is supported for a Firehose"],
    [
      "FH-007",
      { S3DestinationConfiguration: S3, ExtendedS3DestinationConfiguration: S3 },
      "Exactly one destination configuration is supported for a Firehose",
    ],
    [
      "FH-007",
      {
        ExtendedS3DestinationConfiguration: S3,
        HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: "https://x" }, S3Configuration: S3 },
      },
      "Exactly one destination configuration is supported for a Firehose",
    ],
    [
      "FH-052",
      { S3DestinationConfiguration: { ...S3, Prefix: "my!{prefix/" } },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid expression usage: my!{prefix/.Must be of the form !{<namespace>:<value>}",
    ],
    [
      "FH-111",
      {
        S3DestinationConfiguration: S3,
        DeliveryStreamEncryptionConfigurationInput: { KeyType: "CUSTOMER_MANAGED_CMK" },
      },
      "KeyARN has to be specified when KeyType is CUSTOMER_MANAGED_CMK",
    ],
    [
      "FH-111",
      {
        S3DestinationConfiguration: S3,
        DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK", KeyARN: KEY },
      },
      "KeyARN cannot be specified when KeyType is AWS_OWNED_CMK",
    ],
    [
      "FH-111",
      {
        S3DestinationConfiguration: S3,
        DeliveryStreamEncryptionConfigurationInput: {
          KeyType: "CUSTOMER_MANAGED_CMK",
          KeyARN: KEY.replace("us-east-1", "eu-west-1"),
        },
      },
      "Cross-region keys are not allowed for SSE. Please provide CMKs in the same region as firehose",
    ],
    [
      "FH-030",
      { DeliveryStreamType: "KinesisStreamAsSource", S3DestinationConfiguration: S3 },
      "KinesisSourceStreamConfig is mandatory for KinesisStreamAsSource stream type.",
    ],
    [
      "FH-031",
      {
        DeliveryStreamType: "KinesisStreamAsSource",
        S3DestinationConfiguration: S3,
        KinesisStreamSourceConfiguration: { KinesisStreamARN: STREAM_ARN, RoleARN: ROLE },
        DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" },
      },
      "Server side encryption from firehose is only allowed for direct put delivery streams and database as a source delivery streams",
    ],
    [
      "FH-104",
      {
        DeliveryStreamType: "KinesisStreamAsSource",
        S3DestinationConfiguration: S3,
        KinesisStreamSourceConfiguration: { KinesisStreamARN: STREAM_ARN, RoleARN: ROLE },
      },
      "Stream trips under account 000000000000 not found. Please check the source stream provided.",
    ],
    [
      "FH-033",
      { S3DestinationConfiguration: { ...S3, CloudWatchLoggingOptions: { Enabled: true } } },
      "CloudWatch Log Group Name is required if CloudWatch Logging is enabled",
    ],
    [
      "FH-033",
      { S3DestinationConfiguration: { ...S3, CloudWatchLoggingOptions: { Enabled: true, LogGroupName: "g" } } },
      "CloudWatch Log Stream Name is required if CloudWatch Logging is enabled",
    ],
    [
      "FH-036",
      { S3DestinationConfiguration: { ...S3, BufferingHints: { SizeInMBs: 5 } } },
      "BufferingHints must have both SizeInMBs and IntervalInSeconds, or neither.",
    ],
    [
      "FH-036",
      { S3DestinationConfiguration: { ...S3, BufferingHints: { SizeInMBs: 129, IntervalInSeconds: 60 } } },
      "BufferingHints.SizeInMBs must be at most 128.",
    ],
    [
      "FH-044",
      { ExtendedS3DestinationConfiguration: { ...S3, CustomTimeZone: "Asia/Kolkata" } },
      "Provided custom time zone is not supported. Custom time zones are limited to UTC and non-3-letter IANA time zones.",
    ],
    [
      "FH-049",
      { S3DestinationConfiguration: { ...S3, Prefix: "!{timestamp:yyyy}/" } },
      "The supplied prefix(es) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    ],
    [
      "FH-055",
      {
        ExtendedS3DestinationConfiguration: {
          ...S3,
          Prefix: "!{partitionKeyFromQuery:id}/",
          ErrorOutputPrefix: ERRORS,
        },
      },
      "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
    ],
  ];
  for (const [fact, input, message] of refused) {
    it(`rejects ${JSON.stringify(input).slice(0, 90)} (${fact})`, async () => {
      expect(await catchFault(create(input))).to.include({ name: "InvalidArgumentException", message });
    });
  }

  it("accepts Direct PUT with a Kinesis source, and ignores the source (FH-030)", async () => {
    await create({
      DeliveryStreamType: "DirectPut",
      S3DestinationConfiguration: S3,
      KinesisStreamSourceConfiguration: { KinesisStreamARN: STREAM_ARN, RoleARN: ROLE },
    });
    const { DeliveryStreamDescription } = await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" });
    expect(DeliveryStreamDescription).to.include({ DeliveryStreamType: "DirectPut" }).and.not.have.property("Source");
  });
  it("accepts old zone names and UTC (FH-044)", async () => {
    for (const [index, CustomTimeZone] of ["Asia/Calcutta", "UTC", "America/Los_Angeles", ""].entries()) {
      await create({ DeliveryStreamName: `s${index}`, ExtendedS3DestinationConfiguration: { ...S3, CustomTimeZone } });
    }
  });
  it("accepts explicitly disabled features, as clients send them", async () => {
    await createWith({
      ProcessingConfiguration: { Enabled: false, Processors: [] },
      DynamicPartitioningConfiguration: { Enabled: false },
      DataFormatConversionConfiguration: { Enabled: false },
      S3BackupMode: "Disabled",
      EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
    });
  });
  it("rejects unsupported destinations and sources with a clear message", async () => {
    const others: readonly (readonly [string, Partial<CreateDeliveryStreamCommandInput>])[] = [
      [
        "HttpEndpointDestinationConfiguration",
        { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: "https://x" }, S3Configuration: S3 } },
      ],
      ["MSKAsSource", { DeliveryStreamType: "MSKAsSource", S3DestinationConfiguration: S3 }],
    ];
    for (const [title, input] of others) {
      const fault = await catchFault(create(input));
      expect(fault).to.include({ name: "NotImplemented" });
      expect(fault.message).to.contain(title);
    }
  });
});

describe("Firehose's limit on delivery streams per account", () => {
  const cloud = useCloud();
  const folder = useEmptyFolder();

  it("is 5,000 (FH-010)", async () => {
    // To create the streams one by one would take longer than all other tests of this file.
    const storage = new Storage({ data: folder, survivesPowerLoss: false, onCut: () => undefined });
    const table = storage.openTable<StoredStream>("firehose/streams");
    const createdAt = Date.parse(START);
    for (let n = 1; n < 5_000; n++) {
      table.set(`s${n}`, {
        id: `id${n}`,
        name: `s${n}`,
        status: "CREATING",
        createdAt,
        changesAt: createdAt + 3_600_000,
        version: 1,
        destination: S3,
        isEncrypted: false,
        tags: {},
        intake: { sourcePositions: [], next: 0 },
      });
    }
    storage.close();
    await cloud.restart({ data: folder });
    const create = (name: string): Promise<unknown> =>
      createCreator(cloud)({ DeliveryStreamName: name, S3DestinationConfiguration: S3 });
    await create("the-last");
    expect(await catchFault(create("one-more")))
      .to.include({ name: "LimitExceededException" })
      .with.property("message")
      .that.contains("5000");
  });
});
