import { randomBytes } from "node:crypto";
import type { Bench } from "./bench";
import { runContest, type Task } from "./contest";
import { useContestants, type Contestant } from "./contestants";
import { createJsonCall, type Connection, type WireRequest } from "./wire";
import { RIVAL_VERSIONS } from "./rivals";

const PACE = { rounds: 9, seconds: 1 };
const BODY = randomBytes(768).toString("base64");

const createSqsRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("sqs", `AmazonSQS.${operation}`, input);

async function getQueueUrl(send: Connection["send"], QueueName: string): Promise<string> {
  const { body } = await send(createSqsRequest("CreateQueue", { QueueName }), true);
  return (JSON.parse(String(body)) as { QueueUrl: string }).QueueUrl;
}

const send = (inFlight: number): Task => ({
  what: `SQS send of 1 KB, ${inFlight} in flight`,
  wire: "HTTP/1.1",
  inFlight,
  ahead: 1,
  async prepare(_contestant, ask) {
    const call = createSqsRequest("SendMessage", { QueueUrl: await getQueueUrl(ask, "sends"), MessageBody: BODY });
    return () => call;
  },
});

const MESSAGES = 1_000;
const filled = new Map<Contestant, Promise<string>>();

async function fill(contestant: Contestant, ask: Connection["send"]): Promise<string> {
  const QueueUrl = await getQueueUrl(ask, "receives");
  const Entries = Array.from({ length: 10 }, (_, Id) => ({ Id: String(Id), MessageBody: BODY }));
  // The ceiling knows no batches, and answers each receive with the same message.
  if (contestant.name === "ceiling") await ask(createSqsRequest("SendMessage", { QueueUrl, MessageBody: BODY }));
  else
    for (let sent = 0; sent < MESSAGES; sent += 10)
      await ask(createSqsRequest("SendMessageBatch", { QueueUrl, Entries }));
  return QueueUrl;
}

const receive = (inFlight: number): Task => ({
  what: `SQS receive of 1 KB, ${inFlight} in flight`,
  wire: "HTTP/1.1",
  inFlight,
  ahead: 1,
  async prepare(contestant, ask) {
    const QueueUrl = await (filled.get(contestant) ?? filled.set(contestant, fill(contestant, ask)).get(contestant));
    // A long poll asks all of AWS's servers, and so always finds a message if there is one. The visibility timeout of 0
    // lets each message be received again at once, so that no contestant's queue runs empty and no figure is that of an
    // empty queue.
    const call = createSqsRequest("ReceiveMessage", {
      QueueUrl,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 1,
      MaxNumberOfMessages: 1,
    });
    return () => call;
  },
  check(body) {
    if (!body.includes("Body")) throw new Error(`no message was received: ${String(body)}`);
  },
});

/** Sends and receives, with 1 and with 16 calls in flight. */
export const createSqsTasks = (): Task[] => [send(1), send(16), receive(1), receive(16)];

export const cloudSqs: Bench = {
  name: "cloud-sqs",
  does: "SQS send and receive of 1 KB, beside a bare Node server, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  run: (root) => useContestants(root, (contestants) => runContest(contestants, createSqsTasks(), PACE)),
};
