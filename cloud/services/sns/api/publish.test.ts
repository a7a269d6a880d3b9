import * as sdk from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { addHeader } from "../../../testing/add-header";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { testFunctions, readPrinted } from "../../lambda/testing/functions";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

describe("SNS message delivery", () => {
  const cloud = useCloud();
  const createClient = (): sdk.SNS => cloud.createClient(sdk.SNS);
  const createQueueClient = (): SQS => cloud.createClient(SQS);
  const create = async (): Promise<string> => (await createClient().createTopic({ Name: "t" })).TopicArn ?? "";
  const createQueue = async (): Promise<string> =>
    (await createQueueClient().createQueue({ QueueName: "q" })).QueueUrl ?? "";
  const receiveMessage = async (QueueUrl: string) => {
    const { Messages = [] } = await createQueueClient().receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ["All"],
    });
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    if (Entries.length > 0) await createQueueClient().deleteMessageBatch({ QueueUrl, Entries });
    return Messages;
  };
  const city = { city: { DataType: "String", StringValue: "Bonn" } };

  it("sends to a queue in the documented envelope, or raw with the attributes (SVC-056)", async () => {
    const TopicArn = await create();
    const url = await createQueue();
    const { SubscriptionArn } = await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE });
    const publish = new sdk.PublishCommand({ TopicArn, Message: '{"a":1}\n', Subject: "s", MessageAttributes: city });
    const { MessageId } = await createClient().send(publish);
    const [wrapped] = await receiveMessage(url);
    const body = JSON.parse(wrapped?.Body ?? "") as Record<string, unknown>;
    expect(wrapped?.Body).to.match(/^\{\n {2}"Type" : "Notification",\n {2}"MessageId" : "/);
    expect(body).to.deep.include({
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject: "s",
      Message: '{"a":1}\n',
      Timestamp: new Date(START).toISOString(),
      SignatureVersion: "1",
      MessageAttributes: { city: { Type: "String", Value: "Bonn" } },
    });
    expect(body).to.include.all.keys("Signature", "SigningCertURL", "UnsubscribeURL");
    await createClient().setSubscriptionAttributes({
      SubscriptionArn,
      AttributeName: "RawMessageDelivery",
      AttributeValue: "true",
    });
    await createClient().send(publish);
    const [raw] = await receiveMessage(url);
    expect(raw?.Body).to.equal('{"a":1}\n');
    expect(raw?.MessageAttributes).to.deep.equal(city);
    const { Attributes } = await createClient().getSubscriptionAttributes({ SubscriptionArn });
    expect(Attributes).to.include({ RawMessageDelivery: "true", PendingConfirmation: "false", Endpoint: QUEUE });
    await createClient().unsubscribe({ SubscriptionArn });
    await createClient().send(publish);
    expect(await receiveMessage(url)).to.deep.equal([]);
  });

  // Recorded on AWS by LocalStack, 2023-08-24 (test_publish_sqs_from_sns_with_xray_propagation).
  it("sends the call's trace to a queue as AWSTraceHeader", async () => {
    const TopicArn = await create();
    const QueueUrl = await createQueue();
    await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE });
    const trace = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
    const publish = () => new sdk.PublishCommand({ TopicArn, Message: "m" });
    const receive = async () => {
      const names = { MessageSystemAttributeNames: ["AWSTraceHeader" as const] };
      const { Messages = [] } = await createQueueClient().receiveMessage({ QueueUrl, WaitTimeSeconds: 1, ...names });
      return Messages.map(({ Attributes }) => Attributes?.AWSTraceHeader);
    };
    await createClient().send(addHeader(publish(), "x-amzn-trace-id", trace));
    expect(await receive()).to.deep.equal([trace]);
    await createClient().send(publish());
    expect(await receive()).to.deep.equal([undefined]);
  });

  it("calls functions, and sends each protocol its part of a message with the structure json (SVC-057)", async () => {
    await testFunctions(cloud).create(
      `export const handler = async ({ Records: [{ EventSource, Sns }] }) => console.log("got", EventSource, Sns.Subject, Sns.Message);`,
    );
    const TopicArn = await create();
    const url = await createQueue();
    for (const [Protocol, Endpoint] of [
      ["lambda", "arn:aws:lambda:us-east-1:000000000000:function:f"],
      ["sqs", QUEUE],
    ])
      await createClient().subscribe({ TopicArn, Protocol, Endpoint });
    const Message = JSON.stringify({ default: "all", lambda: "function" });
    await createClient().publish({ TargetArn: TopicArn, Message, MessageStructure: "json" });
    await cloud.advance(1);
    expect((await readPrinted(cloud, "f")).filter((line) => line.includes("got aws:sns null function"))).to.have.length(
      1,
    );
    const [message] = await receiveMessage(url);
    expect(JSON.parse(message?.Body ?? "")).to.include({ Message: "all" });
  });

  it("sends batches, and rejects invalid ones in SNS's words (test_publish_batch_exceptions, 2023-08-24, and others)", async () => {
    const TopicArn = await create();
    const url = await createQueue();
    await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE });
    const send = (...ids: string[]) =>
      createClient().publishBatch({
        TopicArn,
        PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: Id === "empty" ? "" : `m${Id}` })),
      });
    const { Successful = [], Failed } = await send("1", "empty", "valid-message_123");
    expect(Successful.map(({ Id }) => Id)).to.deep.equal(["1", "valid-message_123"]);
    expect(Failed).to.deep.equal([
      { Id: "empty", Code: "InvalidParameter", Message: "Invalid parameter: Empty message", SenderFault: true },
    ]);
    const [message] = await receiveMessage(url);
    expect(JSON.parse(message?.Body ?? "")).to.have.property("Message", "m1");
    for (const [ids, name, text] of [
      [["1", "1"], "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id."],
      [
        Array.from({ length: 11 }, (_, index) => String(index)),
        "TooManyEntriesInBatchRequest",
        "The batch request contains more entries than permissible.",
      ],
      [
        ["message.id"],
        "InvalidBatchEntryId",
        "The Id of a batch entry in the batch request contains an impermissible character: message.id",
      ],
    ] as const) {
      const { Code, message: seen } = (await catchFault(send(...ids))) as { Code?: string; message: string };
      expect([Code, seen]).to.deep.equal([name, text]);
    }
  });

  it("includes bytes and numbers in a message's attributes, and the recipient for a function", async () => {
    const TopicArn = await create();
    const url = await createQueue();
    const MessageAttributes = {
      raw: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2, 255) },
      price: { DataType: "Number", StringValue: "1.5" },
    };
    await testFunctions(cloud).create(
      `export const handler = async (event) => console.log("got", JSON.stringify(event));`,
    );
    const Endpoint = "arn:aws:lambda:us-east-1:000000000000:function:f";
    await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE });
    const { SubscriptionArn } = await createClient().subscribe({ TopicArn, Protocol: "lambda", Endpoint });
    const { MessageId } = await createClient().publish({ TopicArn, Message: "m", MessageAttributes });
    await cloud.advance(1);
    const details = {
      price: { Type: "Number", Value: "1.5" },
      raw: { Type: "Binary", Value: "AQL/" },
    };
    const [message] = await receiveMessage(url);
    const body = JSON.parse(message?.Body ?? "") as Record<string, unknown>;
    expect(body).to.deep.include({ MessageAttributes: details }).and.not.have.property("Subject");
    const [line = ""] = (await readPrinted(cloud, "f")).filter((item) => item.includes("got {"));
    const {
      Records: [record],
    } = JSON.parse(line.slice(line.indexOf("got ") + 4)) as {
      readonly Records: readonly [{ readonly Sns: object }];
    };
    expect(record).to.include({ EventVersion: "1.0", EventSubscriptionArn: SubscriptionArn });
    expect(record.Sns).to.deep.include({
      MessageId,
      TopicArn,
      Subject: null,
      SignatureVersion: "1",
      MessageAttributes: details,
    });
  });
});
