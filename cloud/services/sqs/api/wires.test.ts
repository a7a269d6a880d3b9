import { expect } from "chai";
import { useCloud } from "../../../testing/use-cloud";
import { createQueues } from "../testing/queues";

describe("SQS wire protocols", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  beforeEach(() => queues.make());

  /** A request of an older client: a signed form. This cloud does not verify the signature. */
  const requestForm = async (
    fields: Record<string, string>,
    path = "/",
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; headers: Headers }> => {
    const answer = await fetch(`${cloud.running.endpoint}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        authorization:
          "AWS4-HMAC-SHA256 Credential=key/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
        ...headers,
      },
      body: new URLSearchParams({ Version: "2012-11-05", ...fields }),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const requestJson = async (
    operation: string,
    body: unknown,
  ): Promise<{ status: number; body: unknown; headers: Headers }> => {
    const answer = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "x-amz-target": `AmazonSQS.${operation}`, "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  };
  const findElement = (text: string, name: string): string | undefined =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];

  it("JSON: puts a fault's name without its namespace in the header, as the Java SDK reads it", async () => {
    const { body, headers } = await requestJson("GetQueueUrl", { QueueName: "none" });
    expect(headers.get("x-amzn-errortype")).to.equal("QueueDoesNotExist");
    expect(body).to.have.property("__type", "com.amazonaws.sqs#QueueDoesNotExist");
  });

  it("query: creates, sends with attributes, receives and deletes (SVC-001)", async () => {
    const created = await requestForm({
      Action: "CreateQueue",
      QueueName: "old",
      "Attribute.1.Name": "VisibilityTimeout",
      "Attribute.1.Value": "40",
      "Tag.1.Key": "lab",
      "Tag.1.Value": "02",
    });
    expect(created.status).to.equal(200);
    expect(created.headers.get("content-type")).to.equal("text/xml");
    expect(created.text).to.contain(
      '<CreateQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><CreateQueueResult>',
    );
    const QueueUrl = findElement(created.text, "QueueUrl") ?? "";
    expect(QueueUrl).to.equal(queues.getUrl("old"));
    const sent = await requestForm({
      Action: "SendMessage",
      QueueUrl,
      MessageBody: "a <b> & c",
      "MessageAttribute.1.Name": "Hello",
      "MessageAttribute.1.Value.DataType": "String",
      "MessageAttribute.1.Value.StringValue": "There",
    });
    expect(findElement(sent.text, "MD5OfMessageAttributes")).to.equal("a311262e065454b75da111d535b8dacd");
    const received = await requestForm({
      Action: "ReceiveMessage",
      QueueUrl,
      WaitTimeSeconds: "20",
      "AttributeName.1": "ApproximateReceiveCount",
      "MessageAttributeName.1": "All",
    });
    expect(findElement(received.text, "Body")).to.equal("a &lt;b&gt; &amp; c");
    expect(received.text).to.contain("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
    expect(received.text).to.contain(
      "<MessageAttribute><Name>Hello</Name><Value><DataType>String</DataType><StringValue>There</StringValue></Value></MessageAttribute>",
    );
    const attributes = await requestForm({
      Action: "GetQueueAttributes",
      QueueUrl,
      "AttributeName.1": "VisibilityTimeout",
    });
    expect(attributes.text).to.contain(
      "<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name><Value>40</Value></Attribute></GetQueueAttributesResult>",
    );
    const deleted = await requestForm({
      Action: "DeleteMessage",
      QueueUrl,
      ReceiptHandle: findElement(received.text, "ReceiptHandle") ?? "",
    });
    expect(deleted.text).to.match(
      /^<\?xml version="1\.0"\?><DeleteMessageResponse xmlns="[^"]+"><ResponseMetadata><RequestId>[^<]+<\/RequestId><\/ResponseMetadata><\/DeleteMessageResponse>$/,
    );
    expect(await queues.readCounts("old")).to.deep.equal(["0", "0", "0"]);
  });

  it("query: accepts batches, and a queue's own URL in place of QueueUrl (SVC-001)", async () => {
    const sent = await requestForm(
      {
        Action: "SendMessageBatch",
        "SendMessageBatchRequestEntry.1.Id": "a",
        "SendMessageBatchRequestEntry.1.MessageBody": "one",
        "SendMessageBatchRequestEntry.2.Id": "b",
        "SendMessageBatchRequestEntry.2.MessageBody": "two",
        "SendMessageBatchRequestEntry.2.DelaySeconds": "901",
      },
      "/000000000000/jobs",
    );
    expect(sent.text).to.contain("<SendMessageBatchResultEntry><Id>a</Id><MessageId>");
    expect(sent.text).to.contain(
      "<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault><Code>InvalidParameterValue</Code>",
    );
    const listed = await fetch(`${cloud.running.endpoint}/?Action=ListQueues&Version=2012-11-05`);
    expect(findElement(await listed.text(), "QueueUrl")).to.equal(queues.getUrl());
  });

  it("query: returns errors with an empty Detail, and different words for an unknown queue (SVC-001, SVC-005)", async () => {
    const none = await requestForm({ Action: "GetQueueUrl", QueueName: "none" });
    expect(none.status).to.equal(400);
    expect(none.text).to.contain(
      "<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message><Detail/></Error>",
    );
    const empty = await requestForm({ Action: "SendMessage", QueueUrl: queues.getUrl(), MessageBody: "" });
    expect(empty.text).to.contain(
      "<Code>MissingParameter</Code><Message>The request must contain the parameter MessageBody.</Message>",
    );
    expect((await requestForm({ Action: "Fly" })).text).to.contain("<Code>InvalidAction</Code>");
  });

  it("query: rejects a batch without entries in AWS's words (aws-sdk-php, issue 630; aws-sdk-js, issue 2388; wtsqs, issue 7)", async () => {
    for (const Action of ["SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"]) {
      const expectRefusal = (code: string, message: string, answer: Awaited<ReturnType<typeof requestForm>>): void => {
        expect([answer.status, answer.text.replace(/<RequestId>.*<\/RequestId>/, "")], Action).to.deep.equal([
          400,
          `<?xml version="1.0"?><ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message><Detail/></Error></ErrorResponse>`,
        ]);
      };
      expectRefusal(
        "AWS.SimpleQueueService.EmptyBatchRequest",
        `There should be at least one ${Action}RequestEntry in the request.`,
        await requestForm({ Action, QueueUrl: queues.getUrl() }),
      );
      // An empty list as the older SDK for JavaScript writes it.
      expectRefusal(
        "MissingParameter",
        `The request must contain the parameter ${Action}RequestEntry.1.Id.`,
        await requestForm({ Action, QueueUrl: queues.getUrl(), [`${Action}RequestEntry`]: "" }),
      );
    }
  });

  it("query: returns JSON on request, as through API Gateway: null for missing values, and lists of names and values for maps", async () => {
    const ask = async (fields: Record<string, string>) => {
      const { status, text, headers } = await requestForm(fields, `/000000000000/jobs`, { accept: "application/json" });
      expect([status, headers.get("content-type")]).to.deep.equal([200, "application/json"]);
      const answer = JSON.parse(text) as Record<string, Record<string, unknown>>;
      const { ResponseMetadata, ...rest } = answer[`${fields["Action"]}Response`] ?? {};
      expect(Object.keys(answer)).to.have.length(1);
      expect(ResponseMetadata).to.deep.equal({ RequestId: headers.get("x-amzn-requestid") });
      return rest;
    };
    const { SendMessageResult } = await ask({
      Action: "SendMessage",
      MessageBody: "hello",
      "MessageAttribute.1.Name": "bytes",
      "MessageAttribute.1.Value.DataType": "Binary",
      "MessageAttribute.1.Value.BinaryValue": "AP8=",
    });
    const { MessageId, MD5OfMessageAttributes, ...sent } = SendMessageResult as Record<string, unknown>;
    const MD5OfMessageBody = "5d41402abc4b2a76b9719d911017c592";
    expect(sent).to.deep.equal({ MD5OfMessageBody, MD5OfMessageSystemAttributes: null, SequenceNumber: null });
    const { ReceiveMessageResult } = await ask({
      Action: "ReceiveMessage",
      WaitTimeSeconds: "20",
      "AttributeName.1": "ApproximateReceiveCount",
      "MessageAttributeName.1": "All",
    });
    const [{ ReceiptHandle, ...received } = {}] = (ReceiveMessageResult as { messages: Record<string, unknown>[] })
      .messages;
    expect(received).to.deep.equal({
      ...{ Body: "hello", MD5OfBody: MD5OfMessageBody, MD5OfMessageAttributes, MessageId },
      Attributes: [{ Name: "ApproximateReceiveCount", Value: "1" }],
      MessageAttributes: [
        {
          Name: "bytes",
          Value: {
            ...{ DataType: "Binary", BinaryValue: "AP8=", StringValue: null },
            ...{ BinaryListValues: null, StringListValues: null },
          },
        },
      ],
    });
    expect(await ask({ Action: "DeleteMessage", ReceiptHandle: String(ReceiptHandle) })).to.deep.equal({});
  });

  it("JSON: puts the new code in the body and the old one in a header (SVC-001, SVC-005)", async () => {
    const { status, body, headers } = await requestJson("GetQueueUrl", { QueueName: "none" });
    expect(status).to.equal(400);
    expect(headers.get("content-type")).to.equal("application/x-amz-json-1.0");
    expect(headers.get("x-amzn-query-error")).to.equal("AWS.SimpleQueueService.NonExistentQueue;Sender");
    expect(body).to.deep.equal({
      __type: "com.amazonaws.sqs#QueueDoesNotExist",
      message: "The specified queue does not exist.",
    });
    const wrong = await requestJson("ReceiveMessage", { QueueUrl: queues.getUrl(), MaxNumberOfMessages: 11 });
    expect(wrong.headers.get("x-amzn-query-error")).to.equal("InvalidParameterValue;Sender");
    expect(wrong.body).to.include({ __type: "com.amazon.coral.service#InvalidParameterValueException" });
  });

  it("JSON: returns the documented 400 for each fault, except to clients that ask for query statuses (API_PurgeQueue)", async () => {
    const purge = (headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
      fetch(cloud.running.endpoint, {
        method: "POST",
        headers: { "x-amz-target": "AmazonSQS.PurgeQueue", "content-type": "application/x-amz-json-1.0", ...headers },
        body: JSON.stringify({ QueueUrl: queues.getUrl() }),
      });
    await purge();
    const again = await purge();
    expect(again.status).to.equal(400);
    expect(await again.json()).to.include({ __type: "com.amazonaws.sqs#PurgeQueueInProgress" });
    expect((await purge({ "x-amzn-query-mode": "true" })).status).to.equal(403);
  });

  it("JSON: rejects wrong shapes without a bug", async () => {
    for (const Entries of [7, "x", [7], [null], {}, [{}], [{ Id: 1 }]]) {
      expect(
        (await requestJson("SendMessageBatch", { QueueUrl: queues.getUrl(), Entries })).status,
        JSON.stringify(Entries),
      ).to.equal(400);
    }
    for (const QueueUrl of [7, {}, [], "", "/", "http://", "http://x/000000000000/..", "__proto__"]) {
      expect((await requestJson("ReceiveMessage", { QueueUrl })).status, JSON.stringify(QueueUrl)).to.equal(400);
    }
  });
});
