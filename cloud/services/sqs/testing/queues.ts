import {
  SQS,
  type CreateQueueCommandInput,
  type Message,
  type QueueAttributeName,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
  type SendMessageResult,
} from "@aws-sdk/client-sqs";
import type { TestCloud } from "../../../testing/use-cloud";

/** The common steps of tests with queues. The default queue is `jobs`. */
interface TestQueues {
  readonly client: SQS;
  /** @returns the queue's URL */
  make(name?: string, attributes?: CreateQueueCommandInput["Attributes"]): Promise<string>;
  getUrl(name?: string): string;
  createArn(name?: string): string;
  send(text: string, fields?: Partial<SendMessageCommandInput>): Promise<SendMessageResult>;
  /** A long poll: returns all visible messages, up to ten. On an empty queue it waits for the clock: use `counts` there. */
  receive(fields?: Partial<ReceiveMessageCommandInput>): Promise<Message[]>;
  /** Receives messages, and deletes them. @returns the bodies */
  consume(fields?: Partial<ReceiveMessageCommandInput>): Promise<string[]>;
  delete(message: Message | undefined, name?: string): Promise<unknown>;
  readAttributes(...names: QueueAttributeName[]): Promise<Record<string, string>>;
  /** How many messages are visible, in flight and delayed. */
  readCounts(name?: string): Promise<[string, string, string]>;
  /** Resolves when this many receives wait at the queue. */
  waitUntilWaiting(receives: number, name?: string): Promise<void>;
}

/** The queue's name where a test gives none. */
export const QUEUE = "jobs";
/** Attributes of a FIFO queue. */
export const FIFO = { FifoQueue: "true" } as const;

/** A body of a received message. */
export const decodeBody = ({ Body }: Message): string => Body ?? "";

/** The common steps on a cloud's queues, through the official SDK. */
export function createQueues(cloud: TestCloud): TestQueues {
  const createClient = (): SQS => cloud.createClient(SQS);
  const getUrl = (name = QUEUE): string => `${cloud.running.endpoint}/${cloud.running.account}/${name}`;
  const readAttributes = async (QueueUrl: string, names: QueueAttributeName[]): Promise<Record<string, string>> => {
    const { Attributes = {} } = await createClient().getQueueAttributes({ QueueUrl, AttributeNames: names });
    return Attributes;
  };
  const receive: TestQueues["receive"] = async (fields) => {
    const { Messages = [] } = await createClient().receiveMessage({
      QueueUrl: getUrl(),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      ...fields,
    });
    return Messages;
  };
  const remove: TestQueues["delete"] = (message, name) =>
    createClient().deleteMessage({ QueueUrl: getUrl(name), ReceiptHandle: message?.ReceiptHandle });
  return {
    get client() {
      return createClient();
    },
    async make(name = QUEUE, Attributes) {
      const { QueueUrl = "" } = await createClient().createQueue({ QueueName: name, Attributes });
      return QueueUrl;
    },
    getUrl,
    createArn: (name = QUEUE) => `arn:aws:sqs:${cloud.running.region}:${cloud.running.account}:${name}`,
    send: (MessageBody, fields) => createClient().sendMessage({ QueueUrl: getUrl(), MessageBody, ...fields }),
    receive,
    async consume(fields) {
      const messages = await receive(fields);
      for (const { ReceiptHandle } of messages)
        await createClient().deleteMessage({ QueueUrl: fields?.QueueUrl ?? getUrl(), ReceiptHandle });
      return messages.map(decodeBody);
    },
    delete: remove,
    readAttributes: (...names) => readAttributes(getUrl(), names.length === 0 ? ["All"] : names),
    async readCounts(name) {
      const found = await readAttributes(getUrl(name), ["All"]);
      const {
        ApproximateNumberOfMessages: ready = "",
        ApproximateNumberOfMessagesNotVisible: inFlight = "",
        ApproximateNumberOfMessagesDelayed: delayed = "",
      } = found;
      return [ready, inFlight, delayed];
    },
    async waitUntilWaiting(receives, name = QUEUE) {
      for (let waiting = -1; waiting !== receives;) {
        const answer = await fetch(`${cloud.running.endpoint}/_lab/sqs/queue?queue=${name}`);
        waiting = ((await answer.json()) as { waitingReceivers: number }).waitingReceivers;
      }
    },
  };
}
