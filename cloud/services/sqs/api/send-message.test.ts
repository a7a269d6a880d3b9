import { createHash } from "node:crypto";
import type { SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues, QUEUE } from "../testing/queues";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
const NOT_FOR_QUEUE = "The request include parameter that is not valid for this queue type.";

describe("SQS SendMessage", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  beforeEach(() => queues.make());

  it("returns only an id and the MD5 of the body", async () => {
    const sent = await queues.send("hällo");
    expect(Object.keys(sent).sort()).to.deep.equal(["$metadata", "MD5OfMessageBody", "MessageId"]);
    expect(sent.MD5OfMessageBody).to.equal(md5("hällo"));
    expect(sent.MessageId).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["hällo"]);
  });

  it("computes the MD5 of attributes as AWS does", async () => {
    // Recorded on AWS: these attributes, these digests.
    const text = await queues.send("msg", {
      MessageAttributes: {
        "Help.Me": { DataType: "String", StringValue: "Me" },
        Hello: { DataType: "String", StringValue: "There" },
        General: { DataType: "String", StringValue: "Kenobi" },
      },
    });
    expect(text.MD5OfMessageAttributes).to.equal("4c360f3fdafd970e05fae2f149d997f5");
    const BinaryValue = Buffer.from("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01");
    const binary = await queues.send("test", { MessageAttributes: { attr1: { DataType: "Binary", BinaryValue } } });
    expect(binary.MD5OfMessageAttributes).to.equal("8cbe4db156db8a94db8b801b7addb984");
  });

  it("delays a message by its own delay or its queue's", async () => {
    await queues.make("slow", { DelaySeconds: "60" });
    await queues.send("own", { DelaySeconds: 5 });
    await queues.send("queue's", { QueueUrl: queues.getUrl("slow") });
    await queues.send("none", { QueueUrl: queues.getUrl("slow"), DelaySeconds: 0 });
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "1"]);
    expect(await queues.readCounts("slow")).to.deep.equal(["1", "0", "1"]);
    await cloud.advance(5);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["own"]);
    await cloud.advance(54);
    expect(await queues.readCounts("slow")).to.deep.equal(["1", "0", "1"]);
    await cloud.advance(1);
    expect(await queues.readCounts("slow")).to.deep.equal(["2", "0", "0"]);
  });

  it("sends AWSTraceHeader with a separate digest, and rejects other system attributes", async () => {
    const AWSTraceHeader = { DataType: "String", StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" };
    const sent = await queues.send("x", { MessageSystemAttributes: { AWSTraceHeader } });
    expect(sent.MD5OfMessageSystemAttributes).to.match(/^[0-9a-f]{32}$/);
    expect(sent.MD5OfMessageAttributes).to.equal(undefined);
    const [message] = await queues.receive({ MessageSystemAttributeNames: ["AWSTraceHeader"] });
    expect(message?.Attributes).to.deep.equal({ AWSTraceHeader: AWSTraceHeader.StringValue });
    const wrong = { Other: AWSTraceHeader } as unknown as { AWSTraceHeader: typeof AWSTraceHeader };
    expect((await catchFault(queues.send("x", { MessageSystemAttributes: wrong }))).message).to.equal(
      "Message system attribute name 'Other' is invalid.",
    );
  });

  it("rejects an unknown queue and an empty body in AWS's words (SVC-005)", async () => {
    expect(await catchFault(queues.send("x", { QueueUrl: queues.getUrl("none") }))).to.deep.include({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      Code: "AWS.SimpleQueueService.NonExistentQueue",
    });
    const empty = await catchFault(queues.send(""));
    expect(empty).to.include({
      name: "MissingParameter",
      message: "The request must contain the parameter MessageBody.",
    });
    expect(empty.$metadata?.httpStatusCode).to.equal(400);
  });

  it("accepts 1,048,576 bytes including attributes, but no more, unless a queue's limit is lower (SVC-002, SVC-005)", async () => {
    const MessageAttributes = { a: { DataType: "String", StringValue: "1" } };
    const room = 1_048_576 - "aString1".length;
    const { MessageId } = await queues.send("x".repeat(room), { MessageAttributes });
    expect((await queues.receive())[0]).to.include({ MessageId, Body: "x".repeat(room) });
    expect(await catchFault(queues.send("x".repeat(room + 1), { MessageAttributes }))).to.include({
      name: "InvalidParameterValue",
      message: "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    });
    await queues.make("small", { MaximumMessageSize: "1024" });
    expect((await catchFault(queues.send("ä".repeat(513), { QueueUrl: queues.getUrl("small") }))).message).to.contain(
      "Message must be shorter than 1024 bytes.",
    );
  });

  it("rejects characters that XML can't contain, in body and attributes", async () => {
    for (const text of ["\u0000", "a\u0008b", "\uffff", "half \ud800 pair"]) {
      expect((await catchFault(queues.send(text))).name, JSON.stringify(text)).to.equal("InvalidMessageContents");
    }
    expect(
      (await catchFault(queues.send("x", { MessageAttributes: { a: { DataType: "String", StringValue: "\u0008" } } })))
        .name,
    ).to.equal("InvalidParameterValue");
    const allowed = "\t\n\r ÿ\ud7ff\ue000\ufffd\u{10000}\u{10ffff}";
    await queues.send(allowed);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal([allowed]);
  });

  const attributes: [
    string,
    Record<string, { DataType: string; StringValue?: string; BinaryValue?: Uint8Array }>,
    string,
  ][] = [
    [
      "an empty value",
      { ErrorDetails: { DataType: "String", StringValue: "" } },
      "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
    ],
    [
      "an empty value of bytes",
      { bytes: { DataType: "Binary", BinaryValue: new Uint8Array() } },
      "Message (user) attribute 'bytes' must contain a non-empty value of type 'Binary'.",
    ],
    [
      "bytes without a value",
      { bytes: { DataType: "Binary.png", StringValue: "x" } },
      "Message (user) attribute 'bytes' must contain a non-empty value of type 'Binary'.",
    ],
    ["a reserved name", { "aWs.x": { DataType: "String", StringValue: "x" } }, "These strings are reserved"],
    [
      "a name that ends with a full stop",
      { "x.": { DataType: "String", StringValue: "x" } },
      "cannot start or end with '.'",
    ],
    ["a character in a name", { "x!": { DataType: "String", StringValue: "x" } }, "can only contain"],
    ["a long name", { ["L".repeat(257)]: { DataType: "String", StringValue: "x" } }, "shorter than 256 Bytes"],
    ["an unknown type", { x: { DataType: "Invalid", StringValue: "x" } }, "'x' is invalid"],
    ["a long type", { x: { DataType: `Number.${"L".repeat(256)}`, StringValue: "1" } }, "shorter than 256 Bytes"],
    ["a number that is none", { x: { DataType: "Number.int", StringValue: "one" } }, "'x' to a number"],
    [
      "eleven attributes",
      Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: "String", StringValue: "x" }])),
      "[11] exceeds the allowed maximum [10]",
    ],
  ];
  for (const [title, MessageAttributes, says] of attributes) {
    it(`rejects ${title} in attributes`, async () => {
      const fault = await catchFault(queues.send("x", { MessageAttributes }));
      expect(fault.name).to.equal("InvalidParameterValue");
      expect(fault.message).to.contain(says);
    });
  }

  it("accepts attributes at the exact limits: ten, names and types of 256 characters, values of one", async () => {
    const text = { DataType: "String", StringValue: "x" };
    const MessageAttributes = {
      ...Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`a${n}`, text])),
      ["L".repeat(256)]: text,
      typed: { DataType: `Number.${"L".repeat(249)}`, StringValue: "1" },
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([0]) },
    };
    await queues.send("x", { MessageAttributes });
    const [message] = await queues.receive({ MessageAttributeNames: ["All"] });
    expect(message?.MessageAttributes).to.deep.equal(MessageAttributes);
  });

  it("rejects list values, which AWS doesn't implement either", async () => {
    const StringListValues = ["x"];
    expect(
      (await catchFault(queues.send("x", { MessageAttributes: { a: { DataType: "String", StringListValues } } }))).name,
    ).to.equal("NotImplemented");
  });

  it("rejects delays out of range, and a deduplication id on a standard queue", async () => {
    for (const DelaySeconds of [-1, 901]) {
      expect((await catchFault(queues.send("x", { DelaySeconds }))).message).to.equal(
        `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      );
    }
    expect((await catchFault(queues.send("x", { MessageDeduplicationId: "a" }))).message).to.equal(
      `Value a for parameter MessageDeduplicationId is invalid. Reason: ${NOT_FOR_QUEUE}`,
    );
  });

  for (const MessageGroupId of ["", "a".repeat(129), "group 123"]) {
    it(`rejects the group id ${MessageGroupId.length > 30 ? `of ${MessageGroupId.length} characters` : `'${MessageGroupId}'`} in AWS's words`, async () => {
      expect(await catchFault(queues.send("x", { MessageGroupId }))).to.include({
        name: "InvalidParameterValue",
        message: `Value ${MessageGroupId} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
      });
    });
  }

  it("accepts a group id on a standard queue, and returns it", async () => {
    await queues.send("x", { MessageGroupId: "tenant-1" });
    const [message] = await queues.receive({ MessageSystemAttributeNames: ["MessageGroupId", "SequenceNumber"] });
    expect(message?.Attributes).to.deep.equal({ MessageGroupId: "tenant-1" });
  });

  it("requires a group and a deduplication id on a FIFO queue, without a delay", async () => {
    const QueueUrl = await queues.make("f.fifo", FIFO);
    expect(await catchFault(queues.send("x", { QueueUrl, MessageDeduplicationId: "a" }))).to.include({
      name: "MissingParameter",
      message: "The request must contain the parameter MessageGroupId.",
    });
    expect(await catchFault(queues.send("x", { QueueUrl, MessageGroupId: "a" }))).to.include({
      name: "InvalidParameterValue",
      message:
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    });
    const ids = { MessageGroupId: "a", MessageDeduplicationId: "b" };
    expect((await catchFault(queues.send("x", { QueueUrl, ...ids, DelaySeconds: 2 }))).message).to.equal(
      `Value 2 for parameter DelaySeconds is invalid. Reason: ${NOT_FOR_QUEUE}`,
    );
    expect(
      (await catchFault(queues.send("x", { QueueUrl, ...ids, MessageDeduplicationId: "group 123" }))).message,
    ).to.contain("MessageDeduplicationId can only include");
    expect((await queues.send("x", { QueueUrl, ...ids, DelaySeconds: 0 })).SequenceNumber).to.match(/^\d{20}$/);
  });

  it("rejects a request without a queue or a body, or with one of a wrong type", async () => {
    const without = { MessageBody: "x" } as unknown as SendMessageCommandInput;
    expect((await catchFault(queues.client.sendMessage(without))).message).to.equal(
      "The request must contain the parameter QueueUrl.",
    );
    expect((await catchFault(queues.send(undefined as unknown as string))).message).to.equal(
      "The request must contain the parameter MessageBody.",
    );
    const raw = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.SendMessage", "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify({ QueueUrl: queues.getUrl(QUEUE), MessageBody: 7 }),
    });
    expect(raw.status).to.equal(400);
    expect(await raw.json()).to.include({ __type: "com.amazon.coral.service#SerializationException" });
  });
});
