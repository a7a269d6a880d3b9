import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { createMetadataExtraction, createPartitioned } from "../../../../testing/create-partitioned";
import { BUCKET_ARN, createDeliveryTools, ROLE } from "../../testing/glue-tables";

const BACKUP = {
  RoleARN: ROLE,
  BucketARN: BUCKET_ARN,
  Prefix: "backup/",
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 120 },
};
const DESTINATION = createPartitioned("data/!{partitionKeyFromQuery:id}/", createMetadataExtraction("{id:.id}"), {
  Type: "AppendDelimiterToRecord",
});

describe("Firehose backup (FH-102)", () => {
  const cloud = useCloud();
  const { makeBucket, create, putAll, readDelivered, readMetric } = createDeliveryTools(cloud);
  const readTextUnder = async (prefix: string): Promise<string[]> =>
    (await readDelivered()).filter(({ key }) => key.startsWith(prefix)).map(({ text }) => text);
  beforeEach(makeBucket);

  it("contains all original records, including failed ones, with its own buffering hints", async () => {
    await create("s", { ...DESTINATION, S3BackupMode: "Enabled", S3BackupConfiguration: BACKUP });
    await putAll("s", ['{"id":1}', "bad", '{"id":2}']);
    await cloud.advance(60);
    expect([await readTextUnder("data/"), await readTextUnder("backup/")]).to.deep.equal([
      ['{"id":1}\n', '{"id":2}\n'],
      [],
    ]);
    await cloud.advance(60);
    expect(await readTextUnder("backup/2030/01/01/00/s-1-")).to.deep.equal(['{"id":1}bad{"id":2}']);
    expect(await readTextUnder("errors/metadata-extraction-failed/")).to.have.lengthOf(1);
    expect((await readMetric("BackupToS3.Records"))?.Sum).to.equal(3);
  });

  it("can be enabled by an update, but not disabled", async () => {
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    const update = (version: string, ExtendedS3DestinationUpdate: object): Promise<unknown> =>
      cloud.firehose.updateDestination({
        DeliveryStreamName: "s",
        CurrentDeliveryStreamVersionId: version,
        DestinationId: "destinationId-000000000001",
        ExtendedS3DestinationUpdate,
      });
    await update("1", { S3BackupMode: "Enabled", S3BackupUpdate: BACKUP });
    const { DeliveryStreamDescription } = await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" });
    expect(DeliveryStreamDescription?.Destinations?.[0]?.ExtendedS3DestinationDescription).to.deep.include({
      S3BackupMode: "Enabled",
      S3BackupDescription: {
        ...BACKUP,
        CompressionFormat: "UNCOMPRESSED",
        EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
        CloudWatchLoggingOptions: { Enabled: false },
      },
    });
    await putAll("s", ["x"]);
    await cloud.advance(120);
    expect(await readTextUnder("backup/")).to.deep.equal(["x"]);
    expect(await catchFault(update("2", { S3BackupMode: "Disabled" }))).to.include({
      name: "InvalidArgumentException",
    });
  });

  it("can't be enabled without a valid destination", async () => {
    expect(await catchFault(create("s", { S3BackupMode: "Enabled" }))).to.include({
      name: "InvalidArgumentException",
      message: "S3 backup destination configuration is required when enabling S3 backup.",
    });
    expect(
      await catchFault(
        create("s", { S3BackupMode: "Enabled", S3BackupConfiguration: { ...BACKUP, Prefix: "!{timestamp:yyyy}/" } }),
      ),
    ).to.include({
      message:
        "The supplied prefix(es) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    });
    expect(
      (await catchFault(create("s", { S3BackupConfiguration: { ...BACKUP, BucketARN: "b" } }))).message,
    ).to.contain("at 'extendedS3DestinationConfiguration.s3BackupConfiguration.bucketARN'");
  });
});
