import type { Message } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues } from "../testing/queues";

describe("SQS DeleteMessage and ChangeMessageVisibility", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const QueueUrl = () => queues.getUrl();
  const receiveMessage = async (name?: string): Promise<Message> => {
    const [message] = await queues.receive(name === undefined ? {} : { QueueUrl: queues.getUrl(name) });
    if (message === undefined) throw new Error("a message was expected");
    return message;
  };
  const change = ({ ReceiptHandle }: Message, VisibilityTimeout: number, name?: string) =>
    queues.client.changeMessageVisibility({ QueueUrl: queues.getUrl(name), ReceiptHandle, VisibilityTimeout });
  beforeEach(() => queues.make());

  it("delete permanently, and can be repeated (SVC-003)", async () => {
    await queues.send("a");
    const message = await receiveMessage();
    await queues.delete(message);
    await queues.delete(message);
    await cloud.advance(60);
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
  });

  it("reject an invalid receipt handle, such as one with a changed letter", async () => {
    await queues.send("a");
    const { ReceiptHandle = "", ...message } = await receiveMessage();
    for (const at of [4, 12, ReceiptHandle.length - 2]) {
      const letter = ReceiptHandle[at] === "A" ? "B" : "A";
      const changed = `${ReceiptHandle.slice(0, at)}${letter}${ReceiptHandle.slice(at + 1)}`;
      expect((await catchFault(queues.delete({ ...message, ReceiptHandle: changed }))).name).to.equal(
        "ReceiptHandleIsInvalid",
      );
    }
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "0"]);
  });

  it("delete a message that is visible again", async () => {
    await queues.send("a");
    const message = await receiveMessage();
    await cloud.advance(31);
    await queues.delete(message);
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
  });

  it("count a message as in flight once if it was made visible and received again in one millisecond", async () => {
    await queues.send("a");
    await queues.receive({ VisibilityTimeout: 20 });
    await queues.send("b");
    await change(await receiveMessage(), 0);
    await receiveMessage();
    await cloud.advance(30);
    expect(await queues.readCounts()).to.deep.equal(["2", "0", "0"]);
    expect((await queues.receive()).map(decodeBody)).to.have.members(["a", "b"]);
  });

  it("delete nothing with the handle of an earlier receive", async () => {
    await queues.send("a");
    const first = await receiveMessage();
    await cloud.advance(30);
    const second = await receiveMessage();
    await queues.delete(first);
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "0"]);
    await queues.delete(second);
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
  });

  it("reject the expired handle of a FIFO queue's message", async () => {
    await queues.make("f.fifo", { ...FIFO, ContentBasedDeduplication: "true", VisibilityTimeout: "1" });
    await queues.send("a", { QueueUrl: queues.getUrl("f.fifo"), MessageGroupId: "1" });
    const message = await receiveMessage("f.fifo");
    await cloud.advance(1);
    expect(await catchFault(queues.delete(message, "f.fifo"))).to.include({
      name: "InvalidParameterValue",
      message: `Value ${message.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    });
    const again = await receiveMessage("f.fifo");
    await change(again, 10, "f.fifo");
    await cloud.advance(5);
    await queues.delete(again, "f.fifo");
    expect(await queues.readCounts("f.fifo")).to.deep.equal(["0", "0", "0"]);
    await queues.delete(again, "f.fifo");
  });

  it("reject text that isn't a handle, and handles of another queue", async () => {
    await queues.make("other");
    await queues.send("a");
    const { ReceiptHandle } = await receiveMessage();
    for (const [name, handle] of [
      ["jobs", "INVALID"],
      ["jobs", `${ReceiptHandle?.slice(0, -4)}AAA=`],
      ["other", ReceiptHandle],
    ] as const) {
      const call = queues.client.deleteMessage({ QueueUrl: queues.getUrl(name), ReceiptHandle: handle });
      const fault = await catchFault(call);
      expect(fault.name).to.equal("ReceiptHandleIsInvalid");
      expect(fault.$metadata?.httpStatusCode).to.equal(404);
    }
    expect((await catchFault(change({ ReceiptHandle: "INVALID" }, 60))).name).to.equal("ReceiptHandleIsInvalid");
  });

  it("shorten, extend and end a visibility timeout, counted from now", async () => {
    await queues.send("a");
    const message = await receiveMessage();
    await change(message, 100);
    await cloud.advance(99);
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "0"]);
    await change(message, 2);
    await cloud.advance(2);
    expect(await queues.readCounts()).to.deep.equal(["1", "0", "0"]);
    // The visibility timeout is over, and the message was not received again: AWS still accepts the change.
    await change(message, 5);
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "0"]);
    await change(message, 0);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["a"]);
  });

  it("end a wait when a message is made visible", async () => {
    await queues.send("a");
    const message = await receiveMessage();
    const waiting = queues.receive();
    await queues.waitUntilWaiting(1);
    await change(message, 0);
    expect((await waiting).map(decodeBody)).to.deep.equal(["a"]);
  });

  it("hide a message for at most twelve hours in total", async () => {
    await queues.send("a");
    const message = await receiveMessage();
    expect((await catchFault(change(message, 43_201))).message).to.equal(
      "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.",
    );
    await change(message, 43_200);
    await cloud.advance(1);
    expect((await catchFault(change(message, 43_200))).message).to.contain(
      "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    );
    await change(message, 43_199);
  });

  it("report that a deleted message can't be hidden", async () => {
    await queues.send("a");
    const message = await receiveMessage();
    await queues.delete(message);
    expect((await catchFault(change(message, 1))).message).to.contain(
      "Message does not exist or is not available for visibility timeout change.",
    );
  });

  it("delete and hide in batches, and report failed entries", async () => {
    for (const text of ["a", "b"]) await queues.send(text);
    const [a, b] = await queues.receive();
    const changed = await queues.client.changeMessageVisibilityBatch({
      QueueUrl: QueueUrl(),
      Entries: [
        { Id: "1", ReceiptHandle: a?.ReceiptHandle, VisibilityTimeout: 0 },
        { Id: "2", ReceiptHandle: "x", VisibilityTimeout: 0 },
        { Id: "3", ReceiptHandle: b?.ReceiptHandle },
      ],
    });
    expect(changed.Successful).to.deep.equal([{ Id: "1" }]);
    expect(changed.Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault])).to.deep.equal([
      ["2", "ReceiptHandleIsInvalid", true],
      ["3", "MissingParameter", true],
    ]);
    expect(await queues.readCounts()).to.deep.equal(["1", "1", "0"]);
    const deleted = await queues.client.deleteMessageBatch({
      QueueUrl: QueueUrl(),
      Entries: [
        { Id: "a", ReceiptHandle: a?.ReceiptHandle },
        { Id: "b", ReceiptHandle: b?.ReceiptHandle },
        { Id: "again", ReceiptHandle: b?.ReceiptHandle },
      ],
    });
    expect(deleted.Successful).to.deep.equal([{ Id: "a" }, { Id: "b" }, { Id: "again" }]);
    expect(deleted).to.not.have.property("Failed");
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
  });

  it("reject batches of more than ten entries or with invalid ids (SVC-005)", async () => {
    const deleteBatch = (ids: readonly string[]) =>
      queues.client.deleteMessageBatch({
        QueueUrl: QueueUrl(),
        Entries: ids.map((Id) => ({ Id, ReceiptHandle: "x" })),
      });
    expect((await catchFault(deleteBatch(Array.from({ length: 20 }, (_, n) => String(n))))).message).to.equal(
      "Maximum number of entries per request are 10. You have sent 20.",
    );
    for (const id of ["", "testLongId".repeat(10), "invalid:id"]) {
      expect(await catchFault(deleteBatch([id]))).to.include({
        name: "InvalidBatchEntryId",
        message:
          "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      });
    }
    expect(await catchFault(deleteBatch(["a", "b", "a"]))).to.include({
      name: "BatchEntryIdsNotDistinct",
      message: "Id a repeated.",
    });
    expect((await catchFault(deleteBatch([]))).name).to.equal("EmptyBatchRequest");
  });
});
