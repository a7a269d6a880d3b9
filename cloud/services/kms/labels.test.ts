import { KMS } from "@aws-sdk/client-kms";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { testFunctions } from "../lambda/testing/functions";

const NONE = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-4333-8444-555555555555";
const RoleARN = "arn:aws:iam::000000000000:role/r";

describe("a KMS key in a setting", () => {
  const cloud = useCloud();
  const createKey = async (): Promise<{ readonly KeyId: string; readonly Arn: string }> => {
    const { KeyMetadata: { KeyId = "", Arn = "" } = {} } = await cloud.createClient(KMS).createKey({});
    return { KeyId, Arn };
  };
  const describeInLog = (subject: string) =>
    cloud.logged.filter((line) => line.startsWith(`Note: ${subject} is stored`));

  it("is described by a stream, in responses to writes, and in the log as a label (SVC-055)", async () => {
    const { KeyId } = await createKey();
    const target = { StreamName: "trips" };
    await cloud.kinesis.createStream({ ...target, ShardCount: 1 });
    await cloud.running.clock.advance(10);
    const encryption = { ...target, EncryptionType: "KMS" as const };
    const start = (named: string) => cloud.kinesis.startStreamEncryption({ ...encryption, KeyId: named });
    expect(await catchFault(start(NONE))).to.include({
      name: "KMSNotFoundException",
      message: `Key '${NONE}' does not exist`,
    });
    await start(KeyId);
    await cloud.running.clock.advance(10);
    const details = { EncryptionType: "KMS", KeyId };
    const { StreamDescription } = await cloud.kinesis.describeStream(target);
    expect(StreamDescription).to.include({ ...details, StreamStatus: "ACTIVE" });
    const put = async () => cloud.kinesis.putRecord({ ...target, PartitionKey: "a", Data: Buffer.from("1") });
    expect((await put()).EncryptionType).to.equal("KMS");
    await cloud.kinesis.stopStreamEncryption({ ...encryption, KeyId });
    await cloud.running.clock.advance(10);
    const { StreamDescriptionSummary } = await cloud.kinesis.describeStreamSummary(target);
    expect(StreamDescriptionSummary).to.include({ EncryptionType: "NONE" });
    expect((await put()).EncryptionType).to.equal("NONE");
    expect(describeInLog("Kinesis: the encryption of a stream")).to.have.length(1);
  });

  it("is described by a queue, with a note that it is only a label", async () => {
    const sqs = cloud.createClient(SQS);
    const Attributes = { KmsMasterKeyId: "alias/lab" };
    const { QueueUrl } = await sqs.createQueue({ QueueName: "q", Attributes });
    const { Attributes: details } = await sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["KmsMasterKeyId", "SqsManagedSseEnabled"],
    });
    expect(details).to.deep.equal({ KmsMasterKeyId: "alias/lab", SqsManagedSseEnabled: "false" });
    expect(describeInLog("SQS: the encryption of a queue with a KMS key")).to.have.length(1);
  });

  it("is described by a log group and by a function, with a note that it is only a label (SVC-055)", async () => {
    const { Arn } = await createKey();
    const group = { logGroupName: "g" };
    const fault = {
      name: "InvalidParameterException",
      message:
        "The specified KMS key does not exist or is not allowed to be used with LogGroup 'arn:aws:logs:us-east-1:000000000000:log-group:g'",
    };
    expect(await catchFault(cloud.logs.createLogGroup({ ...group, kmsKeyId: NONE }))).to.include(fault);
    await cloud.logs.createLogGroup({ ...group, kmsKeyId: Arn });
    const readNotes = async () => (await cloud.logs.describeLogGroups({})).logGroups?.[0]?.kmsKeyId;
    expect(await readNotes()).to.equal(Arn);
    await cloud.logs.disassociateKmsKey(group);
    expect(await readNotes()).to.equal(undefined);
    const associate = (kmsKeyId: string) => cloud.logs.associateKmsKey({ ...group, kmsKeyId });
    expect(await catchFault(associate(NONE))).to.include(fault);
    await associate(Arn);
    expect(await readNotes()).to.equal(Arn);
    expect(describeInLog("Logs: the encryption of a log group with a KMS key")).to.have.length(1);
    const functions = testFunctions(cloud);
    const code = "export const handler = async () => 1;";
    expect(await catchFault(functions.create(code, { KMSKeyArn: NONE }))).to.include({
      name: "InvalidParameterValueException",
      message: `Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: NotFoundException KMS Message: Key '${NONE}' does not exist`,
    });
    await functions.create(code, { KMSKeyArn: Arn });
    expect(describeInLog("Lambda: the encryption of environment variables with a KMS key")).to.have.length(1);
  });

  it("is described by a Firehose and by its objects (FH-111)", async () => {
    const { KeyId, Arn } = await createKey();
    await cloud.s3.createBucket({ Bucket: "lake" });
    const createKeySettings = (KeyARN: string) => ({ KeyType: "CUSTOMER_MANAGED_CMK" as const, KeyARN });
    const DeliveryStreamName = "trips";
    const create = (keyArn: string) =>
      cloud.firehose.createDeliveryStream({
        DeliveryStreamName,
        DeliveryStreamEncryptionConfigurationInput: createKeySettings(keyArn),
        ExtendedS3DestinationConfiguration: {
          RoleARN,
          BucketARN: "arn:aws:s3:::lake",
          EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: Arn } },
        },
      });
    expect(await catchFault(create(NONE))).to.include({ name: "InvalidKMSResourceException" });
    await create(Arn);
    await cloud.running.clock.advance(60);
    const { DeliveryStreamDescription: description } = await cloud.firehose.describeDeliveryStream({
      DeliveryStreamName,
    });
    expect(description?.DeliveryStreamEncryptionConfiguration).to.deep.equal({
      ...createKeySettings(Arn),
      Status: "ENABLED",
    });
    expect(description?.Destinations?.[0]?.ExtendedS3DestinationDescription?.EncryptionConfiguration).to.deep.equal({
      KMSEncryptionConfig: { AWSKMSKeyARN: Arn },
    });
    const Record = { Data: Buffer.from("1") };
    const { Encrypted } = await cloud.firehose.putRecord({ DeliveryStreamName, Record });
    expect(Encrypted).to.equal(true);
    await cloud.running.clock.advance(301);
    const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: "lake" });
    expect(await cloud.s3.headObject({ Bucket: "lake", Key: Contents[0]?.Key })).to.include({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: Arn,
    });
    expect(describeInLog("Firehose: the encryption of a delivery stream")).to.have.length(1);
    expect(describeInLog("Firehose: the encryption of objects with a KMS key")).to.have.length(1);
    await cloud.createClient(KMS).scheduleKeyDeletion({ KeyId });
    const again = cloud.firehose.startDeliveryStreamEncryption({
      DeliveryStreamName,
      DeliveryStreamEncryptionConfigurationInput: createKeySettings(Arn),
    });
    expect(await catchFault(again)).to.include({
      name: "InvalidKMSResourceException",
      message: `${Arn} is pending deletion.`,
    });
  });
});
