import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { queuesOf } from "./testing/queues";

describe("sqs on the wire", () => {
  const cloud = useCloud();
  const queues = queuesOf(cloud);
  const inJson = async (operation: string, input: object): Promise<{ status: number; error: string | null; body: Record<string, unknown> }> => {
    const reply = await fetch(cloud.running.endpoint, {
      method: "POST", headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${operation}` }, body: JSON.stringify(input),
    });
    return { status: reply.status, error: reply.headers.get("x-amzn-query-error"), body: (await reply.json()) as Record<string, unknown> };
  };
  const inQuery = async (input: Readonly<Record<string, string>>): Promise<{ status: number; body: string }> => {
    // A form without any signature would be taken for a web page's.
    const authorization = "AWS4-HMAC-SHA256 Credential=any/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0";
    const reply = await fetch(cloud.running.endpoint, { method: "POST", headers: { authorization }, body: new URLSearchParams({ Version: "2012-11-05", ...input }) });
    return { status: reply.status, body: await reply.text() };
  };

  it("speaks JSON 1.0 and the old query protocol, about the same queues (SVC-001)", async () => {
    const QueueUrl = queues.url();
    expect((await inJson("CreateQueue", { QueueName: "jobs" })).body).to.deep.equal({ QueueUrl });
    const listed = await inQuery({ Action: "ListQueues" });
    expect([listed.status, listed.body]).to.satisfy(([status, body]: [number, string]) => status === 200 && body.includes(`<ListQueuesResult><QueueUrl>${QueueUrl}</QueueUrl></ListQueuesResult>`));
    const sent = await inQuery({ Action: "SendMessage", QueueUrl, MessageBody: "a < b" });
    expect(sent.body).to.match(/<SendMessageResult>.*<MD5OfMessageBody>[0-9a-f]{32}<\/MD5OfMessageBody>/);
    expect((await inJson("ReceiveMessage", { QueueUrl, WaitTimeSeconds: 20 })).body).to.have.nested.property("Messages[0].Body", "a < b");
  });

  it("gives an error each protocol's own code; JSON carries the old one in a header (SVC-001)", async () => {
    const QueueUrl = queues.url("none");
    const { status, error, body } = await inJson("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    expect([status, error]).to.deep.equal([400, "AWS.SimpleQueueService.NonExistentQueue;Sender"]);
    expect(body["__type"]).to.match(/QueueDoesNotExist$/);
    const inXml = await inQuery({ Action: "GetQueueAttributes", QueueUrl });
    expect(inXml.status).to.equal(400);
    expect(inXml.body).to.contain("<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
  });
});
