import { DeleteObjectCommand, PutObjectCommand, type NotificationConfiguration } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { addHeader } from "../../../testing/add-header";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { testFunctions, readPrinted } from "../../lambda/testing/functions";
import { useBucket } from "../testing/use-upload";

interface EventRecord {
  readonly awsRegion: string;
  readonly eventName: string;
  readonly s3: {
    readonly configurationId: string;
    readonly bucket: { readonly name: string; readonly ownerIdentity: { readonly principalId: string } };
    readonly object: {
      readonly key: string;
      readonly size?: number;
      readonly eTag?: string;
      readonly versionId?: string;
      readonly sequencer: string;
    };
  };
}

describe("S3 notifications", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const createClient = () => cloud.createClient(SQS);
  const queue = "arn:aws:sqs:us-east-1:000000000000:events";
  const receiveEvents = async (): Promise<EventRecord[]> => {
    const { QueueUrl = "" } = await createClient().createQueue({ QueueName: "events" });
    const found: EventRecord[] = [];
    for (let reads = 0; reads < 50; reads++) {
      const { Messages = [] } = await createClient().receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 300,
      });
      for (const { Body = "{}" } of Messages)
        found.push(
          ...((JSON.parse(Body) as { Records?: EventRecord[] }).Records ?? [
            { eventName: "s3:TestEvent" } as EventRecord,
          ]),
        );
    }
    return found.sort((a, b) => ((a.s3?.object.sequencer ?? "") < (b.s3?.object.sequencer ?? "") ? -1 : 1));
  };
  const set = (NotificationConfiguration: NotificationConfiguration) =>
    cloud.s3.putBucketNotificationConfiguration({ Bucket: bucket.name, NotificationConfiguration });
  beforeEach(() => createClient().createQueue({ QueueName: "events" }));

  it("notify a queue of puts, copies and deletions, after a test event (SVC-032, SVC-033)", async () => {
    await bucket.put("before", "1");
    await set({
      QueueConfigurations: [{ Id: "all", QueueArn: queue, Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] }],
    });
    await bucket.put("a b/ü", "12");
    await cloud.s3.copyObject({ Bucket: bucket.name, Key: "c", CopySource: `${bucket.name}/before` });
    await cloud.s3.deleteObject({ Bucket: bucket.name, Key: "c" });
    const [test, put, copied, deleted, ...more] = await receiveEvents();
    expect(more).to.deep.equal([]);
    expect(test?.eventName).to.equal("s3:TestEvent");
    expect(put).to.include({ eventName: "ObjectCreated:Put" });
    const { sequencer = "0", ...object } = put?.s3.object ?? {};
    expect(object).to.deep.equal({ key: "a+b/%C3%BC", size: 2, eTag: "c20ad4d76fe97759aa27a0c99bff6710" });
    expect(sequencer).to.match(/^[0-9A-F]{18}$/);
    expect(BigInt(`0x${sequencer}`) / 4096n, "the time, and then a number").to.equal(BigInt(Date.parse(START)));
    expect(put?.s3).to.include({ configurationId: "all" });
    expect(put?.s3.bucket).to.include({ name: bucket.name });
    // Not the account's id, as in LocalStack's recordings (2025-01-21, TestS3NotificationsToSQS).
    expect(put?.s3.bucket.ownerIdentity.principalId).to.match(/^A[0-9A-Z]{13}$/);
    expect(copied).to.include({ eventName: "ObjectCreated:Copy" });
    expect(deleted).to.include({ eventName: "ObjectRemoved:Delete" });
    expect(deleted?.s3.object).to.have.all.keys("key", "sequencer");
  });

  // Recorded on AWS by LocalStack, 2025-01-21 (TestS3NotificationsToSQS.test_xray_header).
  it("have the call's trace as the message's AWSTraceHeader", async () => {
    await set({ QueueConfigurations: [{ QueueArn: queue, Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] }] });
    const { QueueUrl = "" } = await createClient().createQueue({ QueueName: "events" });
    await createClient().purgeQueue({ QueueUrl });
    const trace = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
    const address = { Bucket: bucket.name, Key: "a" };
    const put = () => new PutObjectCommand({ ...address, Body: "1" });
    await cloud.s3.send(addHeader(put(), "x-amzn-trace-id", trace));
    await cloud.s3.send(addHeader(new DeleteObjectCommand(address), "x-amzn-trace-id", trace));
    await cloud.s3.send(put());
    const { Messages = [] } = await createClient().receiveMessage({
      ...{ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
      MessageSystemAttributeNames: ["AWSTraceHeader"],
    });
    expect(Messages.map(({ Attributes }) => Attributes?.AWSTraceHeader)).to.have.members([
      ...[trace, trace, undefined],
    ]);
  });

  it("invoke a function asynchronously (SVC-032)", async () => {
    await testFunctions(cloud).create(
      `export const handler = async ({ Records: [{ eventName, s3 }] }) => console.log("told", eventName, s3.object.key);`,
    );
    const LambdaFunctionArn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    await set({ LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ["s3:ObjectCreated:*"] }] });
    await bucket.put("a", "1");
    await cloud.advance(1);
    expect((await readPrinted(cloud, "f")).filter((line) => line.includes("told"))[0]).to.contain(
      "told ObjectCreated:Put a",
    );
  });

  it("filter by prefix, suffix and kind, and include versions if there are any (SVC-032, SVC-034)", async () => {
    await set({
      QueueConfigurations: [
        {
          QueueArn: queue,
          Events: ["s3:ObjectCreated:Put"],
          Filter: {
            Key: {
              FilterRules: [
                { Name: "prefix", Value: "raw/" },
                { Name: "suffix", Value: ".json" },
              ],
            },
          },
        },
        { QueueArn: queue, Events: ["s3:ObjectRemoved:DeleteMarkerCreated"] },
      ],
    });
    await cloud.s3.putBucketVersioning({ Bucket: bucket.name, VersioningConfiguration: { Status: "Enabled" } });
    for (const key of ["raw/a.json", "raw/a.csv", "b.json"]) await bucket.put(key, "1");
    const { VersionId } = await cloud.s3.deleteObject({ Bucket: bucket.name, Key: "b.json" });
    const events = (await receiveEvents()).filter(({ eventName }) => eventName !== "s3:TestEvent");
    expect(events.map(({ eventName, s3 }) => `${eventName} ${s3.object.key}`)).to.deep.equal([
      "ObjectCreated:Put raw/a.json",
      "ObjectRemoved:DeleteMarkerCreated b.json",
    ]);
    expect(events[0]?.s3.object.versionId).to.have.length(32);
    expect(events[1]?.s3.object.versionId).to.equal(VersionId);
    expect(events[1]?.s3.object.eTag).to.equal("d41d8cd98f00b204e9800998ecf8427e");
  });

  it("have no version for an object that was put while versions were suspended (test_object_created_put_versioned)", async () => {
    await set({ QueueConfigurations: [{ QueueArn: queue, Events: ["s3:ObjectCreated:*"] }] });
    for (const Status of ["Enabled", "Suspended"] as const) {
      await cloud.s3.putBucketVersioning({ Bucket: bucket.name, VersioningConfiguration: { Status } });
      await bucket.put("a", Status);
    }
    const [, enabled, suspended] = await receiveEvents();
    expect(enabled?.s3.object).to.have.any.keys("versionId");
    expect(suspended?.s3.object).not.to.have.any.keys("versionId");
  });

  it("name the bucket's region (test_object_created_put_with_presigned_url_upload)", async () => {
    const CreateBucketConfiguration = { LocationConstraint: "us-west-2" } as const;
    await cloud.s3.createBucket({ Bucket: "western", CreateBucketConfiguration });
    await cloud.s3.putBucketNotificationConfiguration({
      Bucket: "western",
      NotificationConfiguration: { QueueConfigurations: [{ QueueArn: queue, Events: ["s3:ObjectCreated:*"] }] },
    });
    await cloud.s3.putObject({ Bucket: "western", Key: "a" });
    expect((await receiveEvents())[1]?.awsRegion).to.equal("us-west-2");
  });

  it("are returned with their ids, and deleted (SVC-033)", async () => {
    await set({ QueueConfigurations: [{ QueueArn: queue, Events: ["s3:ObjectCreated:*"] }] });
    const readDescription = async () => cloud.s3.getBucketNotificationConfiguration({ Bucket: bucket.name });
    expect((await readDescription()).QueueConfigurations?.[0]).to.deep.include({
      QueueArn: queue,
      Events: ["s3:ObjectCreated:*"],
    });
    expect((await readDescription()).QueueConfigurations?.[0]?.Id).to.have.length.greaterThan(10);
    await set({});
    expect(await readDescription()).not.to.have.property("QueueConfigurations");
    await bucket.put("a", "1");
    expect((await receiveEvents()).map(({ eventName }) => eventName)).to.deep.equal(["s3:TestEvent"]);
  });

  it("publish to a topic, after a test event (SVC-032, SVC-033)", async () => {
    const sns = cloud.createClient(SNS);
    const { TopicArn = "" } = await sns.createTopic({ Name: "t" });
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: queue });
    const first = { Id: "all", TopicArn, Events: ["s3:ObjectCreated:*" as const] };
    expect(await catchFault(set({ TopicConfigurations: [{ ...first, TopicArn: `${TopicArn}-2` }] }))).to.include({
      name: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
    });
    await set({ TopicConfigurations: [first] });
    await bucket.put("a", "1");
    const described = await cloud.s3.getBucketNotificationConfiguration({ Bucket: bucket.name });
    expect(described.TopicConfigurations).to.deep.equal([first]);
    const { QueueUrl } = await createClient().createQueue({ QueueName: "events" });
    const { Messages = [] } = await createClient().receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    const published = Messages.map(({ Body = "" }): { readonly Subject: string; readonly Message: string } =>
      JSON.parse(Body),
    );
    expect(published.map(({ Subject }) => Subject)).to.deep.equal(["Amazon S3 Notification", "Amazon S3 Notification"]);
    const events = published.map(({ Message }): { readonly Event?: string; readonly Records?: EventRecord[] } =>
      JSON.parse(Message),
    );
    expect(events.map(({ Event }) => Event).filter((event) => event !== undefined)).to.deep.equal(["s3:TestEvent"]);
    expect(events.flatMap(({ Records = [] }) => Records.map(({ s3 }) => s3.object.key))).to.deep.equal(["a"]);
  });

  it("reject a missing destination, overlapping rules, and EventBridge by name (SVC-033, SVC-034)", async () => {
    const Events = ["s3:ObjectCreated:*"] as const;
    const first = { QueueArn: queue, Events: [...Events] };
    expect(await catchFault(set({ QueueConfigurations: [{ ...first, QueueArn: `${queue}-2` }] }))).to.include({
      name: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
    });
    expect(
      await catchFault(set({ QueueConfigurations: [first, { QueueArn: queue, Events: ["s3:ObjectCreated:Put"] }] })),
    ).to.include({ name: "InvalidArgument" });
    expect(await catchFault(set({ EventBridgeConfiguration: {} }))).to.include({ name: "NotImplemented" });
  });
});
