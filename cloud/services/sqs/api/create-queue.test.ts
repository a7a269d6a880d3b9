import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { FIFO, createQueues } from "../testing/queues";

describe("SQS CreateQueue", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);

  it("returns a URL with the host that the client used", async () => {
    expect(await queues.make("jobs")).to.equal(`${cloud.running.endpoint}/000000000000/jobs`);
    const clientRequest = request({
      port: cloud.running.port,
      host: "127.0.0.1",
      method: "POST",
      headers: {
        host: "cloud.test.localhost:81",
        "x-amz-target": "AmazonSQS.CreateQueue",
        "content-type": "application/x-amz-json-1.0",
      },
    });
    clientRequest.end(JSON.stringify({ QueueName: "jobs" }));
    const [answer] = (await once(clientRequest, "response")) as [IncomingMessage];
    expect(await json(answer)).to.deep.equal({ QueueUrl: "http://cloud.test.localhost:81/000000000000/jobs" });
  });

  it("returns an existing queue if the given attributes match (SVC-006)", async () => {
    const url = await queues.make("jobs", { DelaySeconds: "5", VisibilityTimeout: "60" });
    expect(await queues.make("jobs", { VisibilityTimeout: "60" })).to.equal(url);
    expect(await queues.make("jobs")).to.equal(url);
    expect(await catchFault(queues.make("jobs", { DelaySeconds: "6" }))).to.deep.include({
      name: "QueueNameExists",
      Code: "QueueAlreadyExists",
      message: "A queue already exists with the same name and a different value for attribute DelaySeconds",
    });
    expect((await queues.readAttributes()).DelaySeconds).to.equal("5");
  });

  it("names the differing attribute, even of a FIFO queue (SVC-005)", async () => {
    await queues.make("f.fifo", { ...FIFO, ContentBasedDeduplication: "True" });
    expect((await catchFault(queues.make("f.fifo", { ...FIFO, ContentBasedDeduplication: "false" }))).message).to.equal(
      "A queue already exists with the same name and a different value for attribute ContentBasedDeduplication",
    );
    await queues.make("f.fifo", { FifoQueue: "TRUE", ContentBasedDeduplication: "true" });
  });

  it("blocks a name for 60 seconds after its queue is deleted (SVC-006)", async () => {
    await queues.make("jobs");
    await queues.client.deleteQueue({ QueueUrl: queues.getUrl("jobs") });
    await cloud.advance(59);
    expect(await catchFault(queues.make("jobs"))).to.deep.include({
      name: "QueueDeletedRecently",
      Code: "AWS.SimpleQueueService.QueueDeletedRecently",
      message: "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    });
    await cloud.advance(1);
    await queues.make("jobs");
  });

  it("stores tags with the queue", async () => {
    const QueueUrl = queues.getUrl("tagged");
    await queues.client.createQueue({ QueueName: "tagged", tags: { lab: "02", empty: "" } });
    expect((await queues.client.listQueueTags({ QueueUrl })).Tags).to.deep.equal({
      lab: "02",
      empty: "",
    });
  });

  for (const name of ["", "a b", "a/b", "a".repeat(81), "jobs.fifo", "../jobs"]) {
    it(`rejects the name ${name.length > 30 ? `of ${name.length} characters` : `'${name}'`}`, async () => {
      expect(await catchFault(queues.make(name))).to.include({
        name: "InvalidParameterValue",
        message: "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
      });
    });
  }

  it("requires the suffix .fifo on a FIFO queue", async () => {
    expect((await catchFault(queues.make("jobs", FIFO))).message).to.equal(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  });

  const fifoOnly: [Record<string, string>, string][] = [
    [{ FifoQueue: "false" }, "Unknown Attribute FifoQueue."],
    [{ ContentBasedDeduplication: "false" }, "Unknown Attribute ContentBasedDeduplication."],
    [{ DeduplicationScope: "queue" }, "You can specify the DeduplicationScope only when FifoQueue is set to true."],
    [
      { FifoThroughputLimit: "perQueue" },
      "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
    ],
    [{ Color: "blue" }, "Unknown Attribute Color."],
    [{ QueueArn: "arn:aws:sqs:us-east-1:000000000000:x" }, "Unknown Attribute QueueArn."],
    [{ toString: "x" }, "Unknown Attribute toString."],
  ];
  for (const [Attributes, message] of fifoOnly) {
    it(`rejects ${JSON.stringify(Attributes)} on a standard queue`, async () => {
      expect(await catchFault(queues.make("jobs", Attributes))).to.include({ name: "InvalidAttributeName", message });
    });
  }

  const ranges: [string, string][] = [
    ["VisibilityTimeout", "43201"],
    ["VisibilityTimeout", "-1"],
    ["VisibilityTimeout", "x"],
    ["DelaySeconds", "901"],
    ["MessageRetentionPeriod", "59"],
    ["MessageRetentionPeriod", "1209601"],
    ["MaximumMessageSize", "1023"],
    ["MaximumMessageSize", "1048577"],
    ["ReceiveMessageWaitTimeSeconds", "21"],
    ["KmsDataKeyReusePeriodSeconds", "59"],
    ["SqsManagedSseEnabled", "yes"],
    ["Policy", "{"],
  ];
  for (const [name, value] of ranges) {
    it(`rejects ${name} ${value}`, async () => {
      expect(await catchFault(queues.make("jobs", { [name]: value }))).to.include({
        name: "InvalidAttributeValue",
        message: `Invalid value for the parameter ${name}.`,
      });
    });
  }
});
