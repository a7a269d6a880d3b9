import type { SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues, QUEUE } from "../testing/queues";

describe("SQS SendMessageBatch", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  beforeEach(() => queues.make());
  const sendBatch = (Entries: SendMessageBatchRequestEntry[], name = QUEUE) =>
    queues.client.sendMessageBatch({ QueueUrl: queues.getUrl(name), Entries });

  it("sends all messages, and returns for each what SendMessage returns", async () => {
    const sent = await sendBatch(["a", "b", "c"].map((MessageBody, n) => ({ Id: `id_${n}`, MessageBody })));
    expect(sent).to.not.have.property("Failed");
    expect(
      sent.Successful?.map((sendMessageBatchResultEntry) => [
        sendMessageBatchResultEntry.Id,
        Object.keys(sendMessageBatchResultEntry).sort().join(),
      ]),
    ).to.deep.equal([0, 1, 2].map((n) => [`id_${n}`, "Id,MD5OfMessageBody,MessageId"]));
    expect((await queues.receive()).map(({ MessageId, Body }) => [MessageId, Body])).to.deep.equal(
      ["a", "b", "c"].map((body, n) => [sent.Successful?.[n]?.MessageId, body]),
    );
  });

  it("reports failed messages in different words than SendMessage, and sends the others (SVC-005)", async () => {
    await queues.make("small", { MaximumMessageSize: "1024" });
    const sent = await sendBatch(
      [
        { Id: "big", MessageBody: "x".repeat(1025) },
        { Id: "good", MessageBody: "good", DelaySeconds: 1 },
        { Id: "late", MessageBody: "x", DelaySeconds: 901 },
      ],
      "small",
    );
    expect(sent.Failed?.[0]).to.deep.equal({
      Id: "big",
      SenderFault: true,
      Code: "InvalidParameterValue",
      Message: "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
    });
    expect(sent.Failed?.map(({ Id }) => Id)).to.deep.equal(["big", "late"]);
    expect(sent.Successful?.map(({ Id }) => Id)).to.deep.equal(["good"]);
    expect(await queues.readCounts("small")).to.deep.equal(["0", "0", "1"]);
  });

  it("rejects more than 1 MiB in total (SVC-005)", async () => {
    const half = "x".repeat(524_288);
    expect(
      await catchFault(
        sendBatch([
          { Id: "1", MessageBody: half },
          { Id: "2", MessageBody: `${half}x` },
        ]),
      ),
    ).to.deep.include({
      name: "BatchRequestTooLong",
      Code: "AWS.SimpleQueueService.BatchRequestTooLong",
      message: "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    });
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
    expect(
      (
        await sendBatch([
          { Id: "1", MessageBody: half },
          { Id: "2", MessageBody: half },
        ])
      ).Successful,
    ).to.have.lengthOf(2);
  });

  it("rejects more than ten entries (SVC-005)", async () => {
    expect(
      await catchFault(sendBatch(Array.from({ length: 20 }, (_, n) => ({ Id: String(n), MessageBody: "x" })))),
    ).to.deep.include({
      name: "TooManyEntriesInBatchRequest",
      Code: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
      message: "Maximum number of entries per request are 10. You have sent 20.",
    });
  });

  it("fails as a whole if one entry for a FIFO queue lacks an id", async () => {
    await queues.make("f.fifo", FIFO);
    const good = { Id: "1", MessageBody: "x", MessageGroupId: "g", MessageDeduplicationId: "1" };
    expect(
      await catchFault(sendBatch([good, { Id: "2", MessageBody: "x", MessageGroupId: "g" }], "f.fifo")),
    ).to.include({
      name: "InvalidParameterValue",
      message:
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    });
    expect(
      await catchFault(sendBatch([good, { Id: "2", MessageBody: "x", MessageDeduplicationId: "2" }], "f.fifo")),
    ).to.include({
      name: "InvalidParameterValue",
      message: "The request must contain the parameter MessageGroupId.",
    });
    expect(await queues.readCounts("f.fifo")).to.deep.equal(["0", "0", "0"]);
  });

  it("sends a repeated deduplication id once, and returns the same for both", async () => {
    await queues.make("f.fifo", FIFO);
    const createEntry = (Id: string, MessageDeduplicationId: string) => ({
      Id,
      MessageBody: `body ${MessageDeduplicationId}`,
      MessageGroupId: "g",
      MessageDeduplicationId,
    });
    const { Successful = [] } = await sendBatch(
      [createEntry("1", "a"), createEntry("2", "b"), createEntry("3", "a")],
      "f.fifo",
    );
    const [first, second, third] = Successful;
    expect(third?.MessageId).to.equal(first?.MessageId);
    expect(third?.SequenceNumber).to.equal(first?.SequenceNumber);
    expect(second?.MessageId).to.not.equal(first?.MessageId);
    expect((await queues.receive({ QueueUrl: queues.getUrl("f.fifo") })).map(decodeBody)).to.deep.equal([
      "body a",
      "body b",
    ]);
  });
});
