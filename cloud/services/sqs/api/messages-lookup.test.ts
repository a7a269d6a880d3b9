import { SQS, type SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { START, useCloud } from "../../../testing/use-cloud";
import type { MessagesLookup } from "./seen-message";

const AT = Date.parse(START);

describe("inspecting a queue (GET /_lab/sqs/messages)", () => {
  const cloud = useCloud();
  let url: string;
  const create = async (name: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl = "" } = await cloud.createClient(SQS).createQueue({ QueueName: name, Attributes });
    url = QueueUrl;
  };
  const send = (MessageBody: string, rest: Partial<SendMessageCommandInput> = {}) =>
    cloud.createClient(SQS).sendMessage({ QueueUrl: url, MessageBody, ...rest });
  const receive = async () =>
    (
      await cloud.createClient(SQS).receiveMessage({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      })
    ).Messages ?? [];
  const ask = async (query: string): Promise<MessagesLookup & { readonly message?: string }> =>
    (await (await fetch(`${cloud.running.endpoint}/_lab/sqs/messages?${query}`)).json()) as MessagesLookup;

  it("lists all messages, and leaves visibility, receive counts and the journal unchanged", async () => {
    await create("jobs");
    await send("first", { MessageAttributes: { kind: { DataType: "String", StringValue: "a" } } });
    await receive();
    await send("second");
    await send("third", { DelaySeconds: 60 });
    const before = cloud.running.journal.listAfter(0).length;
    for (let time = 0; time < 5; time += 1) {
      const { messages, next } = await ask("queue=jobs");
      expect(next).to.equal(undefined);
      expect(
        messages.map(({ body, state, receives, hiddenUntil }) => [body, state, receives, hiddenUntil]),
      ).to.deep.equal([
        ["first", "in flight", 1, AT + 30_000],
        ["second", "ready", 0, undefined],
        ["third", "delayed", 0, AT + 60_000],
      ]);
      expect(messages[0]).to.deep.include({ sentAt: AT, attributes: { kind: { type: "String", value: "a" } } });
    }
    expect(cloud.running.journal.listAfter(0)).to.have.lengthOf(before);
    const counts = (await receive()).map(({ Body, Attributes }) => [Body, Attributes?.["ApproximateReceiveCount"]]);
    expect(counts).to.deep.equal([["second", "1"]]);
  });

  it("lists a FIFO queue's groups, and returns many messages in pages", async () => {
    await create("jobs.fifo", { FifoQueue: "true" });
    for (let n = 0; n < 101; n += 1)
      await send(`${n}`, { MessageGroupId: `g${n % 2}`, MessageDeduplicationId: `d${n}` });
    const { messages, next } = await ask("queue=jobs.fifo");
    expect(messages).to.have.lengthOf(100);
    expect(messages[1])
      .to.include({ body: "1", group: "g1", deduplicationId: "d1" })
      .and.to.have.property("sequenceNumber");
    const rest = await ask(`queue=jobs.fifo&after=${next}`);
    expect(rest.messages.map(({ body }) => body)).to.deep.equal(["100"]);
    expect(rest.next).to.equal(undefined);
  });

  it("ends a page after much text, and rejects invalid requests", async () => {
    await create("large");
    for (let n = 0; n < 4; n += 1) await send(String(n).repeat(600_000));
    const { messages, next } = await ask("queue=large");
    expect(messages.map(({ body }) => body.length)).to.deep.equal([600_000, 600_000]);
    expect((await ask(`queue=large&after=${next}`)).messages.map(({ body }) => body[0])).to.deep.equal(["2", "3"]);
    expect((await ask("queue=none")).message).to.equal("The specified queue does not exist.");
    for (const query of ["", "queue=large&after=x", "queue=large&after=-1"])
      expect((await ask(query)).message, query).to.match(/^Ask with/);
  });
});
