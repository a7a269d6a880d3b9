import type { MessagesLookup } from "../lab-api";
import { callAws, callLab } from "../aws";
import { parseName } from "../formats";
import { readPages, createTokenInput } from "../paging";

/** A queue with all attributes of GetQueueAttributes. */
export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The names of all queues. @throws AwsError */
export async function listQueueNames(): Promise<readonly string[]> {
  const all = await readPages<{ QueueUrls?: string[]; NextToken?: string }>(
    "sqs",
    "ListQueues",
    createTokenInput({ MaxResults: 1000 }),
  );
  return all.flatMap(({ QueueUrls = [] }) => QueueUrls.map(parseName));
}

/** @throws AwsError */
export async function readQueue(name: string): Promise<Queue> {
  const { QueueUrl: url } = await callAws<{ QueueUrl: string }>("sqs", "GetQueueUrl", { QueueName: name });
  const { Attributes: attributes = {} } = await callAws<{ Attributes?: Record<string, string> }>(
    "sqs",
    "GetQueueAttributes",
    { QueueUrl: url, AttributeNames: ["All"] },
  );
  return { name, url, attributes };
}

export const isFifo = ({ attributes }: Queue): boolean => attributes["FifoQueue"] === "true";

/** The dead-letter queue of a queue, and after how many receives a message moves there. */
export function getRedrive({ attributes }: Queue): { readonly target: string; readonly after: number } | undefined {
  try {
    const policy = JSON.parse(attributes["RedrivePolicy"] ?? "{}") as Readonly<Record<string, unknown>>;
    const target = policy["deadLetterTargetArn"];
    return typeof target === "string"
      ? { target: parseName(target), after: Number(policy["maxReceiveCount"]) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The names of the source queues of a dead-letter queue. @throws AwsError */
export async function listSources({ url }: Queue): Promise<readonly string[]> {
  const all = await readPages<{ queueUrls: string[]; NextToken?: string }>(
    "sqs",
    "ListDeadLetterSourceQueues",
    createTokenInput({ QueueUrl: url, MaxResults: 1000 }),
  );
  return all.flatMap(({ queueUrls }) => queueUrls.map(parseName));
}

/**
 * Lists a queue's messages without receiving them. AWS has no such call: this is an endpoint of the lab cloud.
 *
 * @param after the number of the last message of the page before; 0 for the first page
 * @throws AwsError
 */
export const peekMessages = (queue: string, after: number): Promise<MessagesLookup> =>
  callLab(`sqs/messages?queue=${encodeURIComponent(queue)}&after=${after}`);

/** A message to send. */
export interface NewMessage {
  readonly body: string;
  readonly delaySeconds: string;
  /** The message group, for FIFO queues only. */
  readonly group: string;
  readonly deduplicationId: string;
}

/** @returns the message's id @throws AwsError */
export async function sendMessage(queue: Queue, message: NewMessage): Promise<string> {
  const { body, delaySeconds, group, deduplicationId } = message;
  const { MessageId } = await callAws<{ MessageId: string }>("sqs", "SendMessage", {
    QueueUrl: queue.url,
    MessageBody: body,
    ...(delaySeconds === "" || isFifo(queue) ? {} : { DelaySeconds: Number(delaySeconds) }),
    ...(isFifo(queue) && group !== "" ? { MessageGroupId: group } : {}),
    ...(isFifo(queue) && deduplicationId !== "" ? { MessageDeduplicationId: deduplicationId } : {}),
  });
  return MessageId;
}

/** Deletes all messages. @throws AwsError if the queue was purged less than a minute ago, as on AWS */
export const purge = ({ url }: Queue): Promise<unknown> => callAws("sqs", "PurgeQueue", { QueueUrl: url });

/** A task that moves dead letters, in ListMessageMoveTasks' answer. */
export interface MoveTask {
  readonly TaskHandle?: string;
  readonly Status: string;
  readonly ApproximateNumberOfMessagesMoved?: number;
  readonly ApproximateNumberOfMessagesToMove?: number;
  readonly FailureReason?: string;
  /** ms since the epoch. */
  readonly StartedTimestamp?: number;
}

const getArn = ({ attributes }: Queue): string => attributes["QueueArn"] ?? "";

/** The latest tasks of a dead-letter queue. @throws AwsError */
export const moveTasks = async (queue: Queue): Promise<readonly MoveTask[]> =>
  (await callAws<{ Results?: MoveTask[] }>("sqs", "ListMessageMoveTasks", { SourceArn: getArn(queue), MaxResults: 10 }))
    .Results ?? [];

/** Moves each dead letter back to the queue that it came from. @throws AwsError */
export const startMove = (queue: Queue): Promise<unknown> =>
  callAws("sqs", "StartMessageMoveTask", { SourceArn: getArn(queue) });

/** @throws AwsError */
export const cancelMove = (TaskHandle: string): Promise<unknown> =>
  callAws("sqs", "CancelMessageMoveTask", { TaskHandle });
