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
  url(name?: string): string;
  arn(name?: string): string;
  send(text: string, fields?: Partial<SendMessageCommandInput>): Promise<SendMessageResult>;
  /** A long poll: returns all visible messages, up to ten. On an empty queue it waits for the clock: use `counts` there. */
  receive(fields?: Partial<ReceiveMessageCommandInput>): Promise<Message[]>;
  /** Receives messages, and deletes them. @returns the bodies */
  consume(fields?: Partial<ReceiveMessageCommandInput>): Promise<string[]>;
  delete(message: Message | undefined, name?: string): Promise<unknown>;
  attributes(...names: QueueAttributeName[]): Promise<Record<string, string>>;
  /** How many messages are visible, in flight and delayed. */
  counts(name?: string): Promise<[string, string, string]>;
  /** Resolves when this many receives wait at the queue. */
  whenWaiting(receives: number, name?: string): Promise<void>;
}

/** The queue's name where a test gives none. */
export const QUEUE = "jobs";
/** Attributes of a FIFO queue. */
export const FIFO = { FifoQueue: "true" } as const;

/** A body of a received message. */
export const bodyOf = ({ Body }: Message): string => Body ?? "";

/** The common steps on a cloud's queues, through the official SDK. */
export function queuesOf(cloud: TestCloud): TestQueues {
  const client = (): SQS => cloud.client(SQS);
  const url = (name = QUEUE): string => `${cloud.running.endpoint}/${cloud.running.account}/${name}`;
  const attributes = async (QueueUrl: string, names: QueueAttributeName[]): Promise<Record<string, string>> => {
    const { Attributes = {} } = await client().getQueueAttributes({ QueueUrl, AttributeNames: names });
    return Attributes;
  };
  const receive: TestQueues["receive"] = async (fields) => {
    const { Messages = [] } = await client().receiveMessage({
      QueueUrl: url(),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      ...fields,
    });
    return Messages;
  };
  const remove: TestQueues["delete"] = (message, name) =>
    client().deleteMessage({ QueueUrl: url(name), ReceiptHandle: message?.ReceiptHandle });
  return {
    get client() {
      return client();
    },
    async make(name = QUEUE, Attributes) {
      const { QueueUrl = "" } = await client().createQueue({ QueueName: name, Attributes });
      return QueueUrl;
    },
    url,
    arn: (name = QUEUE) => `arn:aws:sqs:${cloud.running.region}:${cloud.running.account}:${name}`,
    send: (MessageBody, fields) => client().sendMessage({ QueueUrl: url(), MessageBody, ...fields }),
    receive,
    async consume(fields) {
      const messages = await receive(fields);
      for (const { ReceiptHandle } of messages)
        await client().deleteMessage({ QueueUrl: fields?.QueueUrl ?? url(), ReceiptHandle });
      return messages.map(bodyOf);
    },
    delete: remove,
    attributes: (...names) => attributes(url(), names.length === 0 ? ["All"] : names),
    async counts(name) {
      const found = await attributes(url(name), ["All"]);
      const {
        ApproximateNumberOfMessages: ready = "",
        ApproximateNumberOfMessagesNotVisible: inFlight = "",
        ApproximateNumberOfMessagesDelayed: delayed = "",
      } = found;
      return [ready, inFlight, delayed];
    },
    async whenWaiting(receives, name = QUEUE) {
      for (let waiting = -1; waiting !== receives;) {
        const answer = await fetch(`${cloud.running.endpoint}/_lab/sqs/queue?queue=${name}`);
        waiting = ((await answer.json()) as { waitingReceivers: number }).waitingReceivers;
      }
    },
  };
}
