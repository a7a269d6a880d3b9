import type { CreateEventSourceMappingCommandInput } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions, readPrinted } from "../../testing/functions";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:fuel";
const HANDLER = `
export const handler = async ({ Records }) => {
  console.log("got", JSON.stringify(Records.map(({ body }) => body)));
  if (process.env.SHOWS) console.log("record", JSON.stringify(Records[0]));
  if (process.env.REPORTS) return { batchItemFailures: Records.filter(({ body }) => body.startsWith("bad")).map(({ messageId }) => ({ itemIdentifier: process.env.REPORTS === "nonsense" ? "" : messageId })) };
  if (Records.some(({ body }) => body.startsWith("bad"))) throw new Error("bad message");
};`;

describe("Lambda event sources from queues", function () {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  let queue = "";
  const createClient = (): SQS => cloud.createClient(SQS);
  const readLogged = async (word: string): Promise<unknown[]> =>
    (await readPrinted(cloud, "f"))
      .filter((text) => text.includes(`\t${word} `))
      .map((text): unknown => JSON.parse(text.split(`\t${word} `)[1] ?? ""));
  const send = async (...bodies: readonly string[]): Promise<void> => {
    for (const MessageBody of bodies) await createClient().sendMessage({ QueueUrl: queue, MessageBody });
  };
  const countRemaining = async (): Promise<number> => {
    const { Attributes } = await createClient().getQueueAttributes({
      QueueUrl: queue,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    });
    return (
      Number(Attributes?.["ApproximateNumberOfMessages"]) +
      Number(Attributes?.["ApproximateNumberOfMessagesNotVisible"])
    );
  };
  const map = (
    rest: Partial<CreateEventSourceMappingCommandInput> = {},
  ): Promise<{ readonly UUID?: string | undefined; readonly BatchSize?: number | undefined }> =>
    functions.client.createEventSourceMapping({ FunctionName: "f", EventSourceArn: QUEUE, ...rest });
  const set = async (
    environment: Readonly<Record<string, string>> = {},
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const { QueueUrl = "" } = await createClient().createQueue({ QueueName: "fuel", Attributes: { ...attributes } });
    queue = QueueUrl;
    await functions.create(HANDLER, { Environment: { Variables: environment } });
  };

  it("deliver messages, and delete those that the function has processed", async () => {
    await set({ SHOWS: "1" });
    expect(await map()).to.include({ BatchSize: 10 });
    await cloud.advance(2);
    await send("9");
    await cloud.advance(0);
    expect(await readLogged("got")).to.deep.equal([["9"]]);
    const [record] = (await readLogged("record")) as Record<string, unknown>[];
    expect(Object.keys(record ?? {})).to.deep.equal([
      "messageId",
      "receiptHandle",
      "body",
      "attributes",
      "messageAttributes",
      "md5OfBody",
      "eventSource",
      "eventSourceARN",
      "awsRegion",
    ]);
    expect(record).to.include({
      body: "9",
      eventSource: "aws:sqs",
      eventSourceARN: QUEUE,
      awsRegion: "us-east-1",
    });
    expect(await countRemaining()).to.equal(0);
  });
  it("leave messages of a failed batch to their visibility timeout, and finally to the dead-letter queue", async () => {
    await createClient().createQueue({ QueueName: "dead" });
    await set(
      {},
      {
        VisibilityTimeout: "30",
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:dead",
          maxReceiveCount: 2,
        }),
      },
    );
    await map();
    await cloud.advance(2);
    await send("bad");
    await cloud.advance(29);
    expect(await readLogged("got")).to.have.length(1);
    await cloud.advance(2);
    expect(await readLogged("got")).to.have.length(2);
    await cloud.advance(60);
    expect(await readLogged("got")).to.have.length(2);
    expect(await countRemaining()).to.equal(0);
  });
  it("collect a batch for the configured window", async () => {
    await set({ SHOWS: "1" });
    await map({ MaximumBatchingWindowInSeconds: 10, BatchSize: 100, ScalingConfig: { MaximumConcurrency: 2 } });
    await cloud.advance(2);
    await send("1", "2");
    await cloud.advance(5);
    await send("3");
    await cloud.advance(20);
    expect(((await readLogged("got")) as string[][]).flat().sort()).to.deep.equal(["1", "2", "3"]);
    // Null, not missing as without a window (test_sqs_event_source_mapping, 2025-11-25).
    expect((await readLogged("record"))[0]).to.have.property("md5OfMessageAttributes", null);
  });
  it("keep only the messages that the function reports as failed", async () => {
    await set({ REPORTS: "1" });
    await map({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await send("bad", "2");
    await cloud.advance(4);
    expect(await countRemaining()).to.equal(1);
  });
  it("keep all messages if the function's report is invalid", async () => {
    await set({ REPORTS: "nonsense" });
    await map({ FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await send("bad", "2");
    await cloud.advance(4);
    expect(await countRemaining()).to.equal(2);
  });
  it("drop messages that their filters exclude", async () => {
    await set();
    await map({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { station: ["9"] } }) }] } });
    await send(JSON.stringify({ station: "9" }), JSON.stringify({ station: "1" }));
    await cloud.advance(4);
    expect(((await readLogged("got")) as string[][]).flat()).to.deep.equal(['{"station":"9"}']);
    expect(await countRemaining()).to.equal(0);
  });
  it("require a visibility timeout at least as long as the function's timeout", async () => {
    await set({}, { VisibilityTimeout: "30" });
    await functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 60 });
    await cloud.advance(2);
    expect(await catchFault(map())).to.include({
      name: "InvalidParameterValueException",
      message: "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
    });
  });
  it("are disabled at once if created so, and can be enabled (test_fifo_message_group_parallelism, 2025-11-25)", async () => {
    await set();
    const created = await map({ Enabled: false });
    expect(created).to.have.property("State", "Disabled");
    await send("1");
    await cloud.advance(10);
    expect(await readLogged("got")).to.deep.equal([]);
    const { UUID } = created;
    expect(await functions.client.updateEventSourceMapping({ UUID, Enabled: true })).to.have.property(
      "State",
      "Enabling",
    );
    await cloud.advance(10);
    expect(await readLogged("got")).to.deep.equal([["1"]]);
  });
  it("stop when the mapping is deleted", async () => {
    await set();
    const { UUID } = await map();
    await cloud.advance(2);
    await functions.client.deleteEventSourceMapping({ UUID });
    await cloud.advance(2);
    await send("1");
    await cloud.advance(20);
    expect(await countRemaining()).to.equal(1);
    expect((await functions.client.listEventSourceMappings({ FunctionName: "f" })).EventSourceMappings).to.deep.equal(
      [],
    );
  });

  const wrong: readonly (readonly [string, Partial<CreateEventSourceMappingCommandInput>, RegExp])[] = [
    ["a queue that is not there", { EventSourceArn: `${QUEUE}x` }, /NonExistentQueue/],
    ["a starting position", { StartingPosition: "LATEST" }, /StartingPosition is not valid for SQS event sources/],
    [
      "a large batch without a window",
      { BatchSize: 11 },
      /^Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10$/,
    ],
    ["what only streams have", { ParallelizationFactor: 2 }, /^Unsupported ParallelizationFactor parameter/],
  ];
  for (const [title, request, message] of wrong) {
    it(`reject ${title}`, async () => {
      await set();
      expect((await catchFault(map(request))).message).to.match(message);
    });
  }
});
