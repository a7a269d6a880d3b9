import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { FIFO, createQueues, QUEUE } from "../testing/queues";

const START_SECONDS = String(Date.parse("2030-01-01T00:00:00Z") / 1000);
const DEFAULTS = {
  ApproximateNumberOfMessages: "0",
  ApproximateNumberOfMessagesDelayed: "0",
  ApproximateNumberOfMessagesNotVisible: "0",
  CreatedTimestamp: START_SECONDS,
  LastModifiedTimestamp: START_SECONDS,
  DelaySeconds: "0",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
  VisibilityTimeout: "30",
};

describe("SQS GetQueueAttributes and SetQueueAttributes", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const set = (Attributes: Record<string, string>, name = QUEUE) =>
    queues.client.setQueueAttributes({ QueueUrl: queues.getUrl(name), Attributes });

  it("return all of a new queue's attributes as texts, and no others (SVC-002)", async () => {
    await queues.make();
    expect(await queues.readAttributes("All")).to.deep.equal({ ...DEFAULTS, QueueArn: queues.createArn() });
  });

  it("return a FIFO queue's attributes", async () => {
    await queues.make("f.fifo", FIFO);
    const { Attributes } = await queues.client.getQueueAttributes({
      QueueUrl: queues.getUrl("f.fifo"),
      AttributeNames: ["All"],
    });
    expect(Attributes).to.deep.equal({
      ...DEFAULTS,
      QueueArn: queues.createArn("f.fifo"),
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    });
  });

  it("return only the requested attributes, and none by default", async () => {
    await queues.make();
    expect(await queues.readAttributes("VisibilityTimeout", "QueueArn")).to.deep.equal({
      VisibilityTimeout: "30",
      QueueArn: queues.createArn(),
    });
    expect(await queues.readAttributes("RedrivePolicy")).to.deep.equal({});
    expect(await catchFault(queues.readAttributes("Color" as "All"))).to.include({
      name: "InvalidAttributeName",
      message: "Unknown Attribute Color.",
    });
  });

  it("change only the given attributes, and update the time of modification", async () => {
    await queues.make(QUEUE, { MessageRetentionPeriod: "604800" });
    await cloud.advance(10);
    await set({ VisibilityTimeout: "69", DelaySeconds: "420" });
    expect(await queues.readAttributes()).to.include({
      VisibilityTimeout: "69",
      DelaySeconds: "420",
      MessageRetentionPeriod: "604800",
      CreatedTimestamp: START_SECONDS,
      LastModifiedTimestamp: String(Number(START_SECONDS) + 10),
    });
    expect(await catchFault(set({ DelaySeconds: "901" }))).to.include({ name: "InvalidAttributeValue" });
    expect(await catchFault(set({ FifoQueue: "true" }))).to.include({
      name: "InvalidAttributeName",
      message: "Unknown Attribute FifoQueue.",
    });
    expect((await queues.readAttributes("DelaySeconds")).DelaySeconds).to.equal("420");
  });

  it("can't change the type of a queue", async () => {
    await queues.make("f.fifo", FIFO);
    expect(await catchFault(set({ FifoQueue: "false" }, "f.fifo"))).to.include({
      name: "InvalidAttributeValue",
      message: "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
    });
    expect((await catchFault(set({ FifoThroughputLimit: "perMessageGroupId" }, "f.fifo"))).name).to.equal(
      "InvalidAttributeValue",
    );
    await set({ FifoThroughputLimit: "perMessageGroupId", DeduplicationScope: "messageGroup" }, "f.fifo");
  });

  it("store a policy, and remove it if it is set to an empty text", async () => {
    await queues.make();
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await set({ Policy });
    expect(await queues.readAttributes("Policy")).to.deep.equal({ Policy });
    await set({ Policy: "" });
    expect(await queues.readAttributes("Policy")).to.deep.equal({});
  });

  it("allow one kind of encryption at a time (SVC-002)", async () => {
    await queues.make();
    await set({ KmsMasterKeyId: "key", KmsDataKeyReusePeriodSeconds: "6000" });
    expect(await queues.readAttributes()).to.include({
      KmsMasterKeyId: "key",
      KmsDataKeyReusePeriodSeconds: "6000",
      SqsManagedSseEnabled: "false",
    });
    expect(await catchFault(set({ KmsMasterKeyId: "key", SqsManagedSseEnabled: "true" }))).to.include({
      name: "InvalidAttributeName",
      message:
        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    });
    await set({ SqsManagedSseEnabled: "true" });
    expect(await queues.readAttributes())
      .to.include({ SqsManagedSseEnabled: "true" })
      .and.not.have.any.keys("KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds");
  });

  it("count visible, in-flight and delayed messages (SVC-003)", async () => {
    await queues.make();
    await queues.send("a");
    await queues.send("b", { DelaySeconds: 100 });
    expect(await queues.readCounts()).to.deep.equal(["1", "0", "1"]);
    const [message] = await queues.receive();
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "1"]);
    await cloud.advance(30);
    expect(await queues.readCounts()).to.deep.equal(["1", "0", "1"]);
    await queues.receive();
    await queues.delete(message);
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "1"]);
  });
});
