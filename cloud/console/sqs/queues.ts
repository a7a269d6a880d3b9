import type { MessagesLookup } from "../../services/sqs/seen-message";
import { aws, lab } from "../aws";
import { nameIn } from "../formats";
import { pages, tokenOf } from "../paging";

/** A queue with all that GetQueueAttributes tells. */
export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The names of all queues. @throws AwsError */
export async function queueNames(): Promise<readonly string[]> {
  const all = await pages<{ QueueUrls?: string[]; NextToken?: string }>(
    "sqs",
    "ListQueues",
    tokenOf({ MaxResults: 1000 }),
  );
  return all.flatMap(({ QueueUrls = [] }) => QueueUrls.map(nameIn));
}

/** @throws AwsError */
export async function queueOf(name: string): Promise<Queue> {
  const { QueueUrl: url } = await aws<{ QueueUrl: string }>("sqs", "GetQueueUrl", { QueueName: name });
  const { Attributes: attributes = {} } = await aws<{ Attributes?: Record<string, string> }>(
    "sqs",
    "GetQueueAttributes",
    { QueueUrl: url, AttributeNames: ["All"] },
  );
  return { name, url, attributes };
}

export const isFifo = ({ attributes }: Queue): boolean => attributes["FifoQueue"] === "true";

/** Where a queue's dead letters go, and after how many receives. */
export function redriveOf({ attributes }: Queue): { readonly target: string; readonly after: number } | undefined {
  try {
    const policy = JSON.parse(attributes["RedrivePolicy"] ?? "{}") as Readonly<Record<string, unknown>>;
    const target = policy["deadLetterTargetArn"];
    return typeof target === "string"
      ? { target: nameIn(target), after: Number(policy["maxReceiveCount"]) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The names of the queues whose dead letters come to this one. @throws AwsError */
export async function sourcesOf({ url }: Queue): Promise<readonly string[]> {
  const all = await pages<{ queueUrls: string[]; NextToken?: string }>(
    "sqs",
    "ListDeadLetterSourceQueues",
    tokenOf({ QueueUrl: url, MaxResults: 1000 }),
  );
  return all.flatMap(({ queueUrls }) => queueUrls.map(nameIn));
}

/**
 * Looks into a queue without receiving. No AWS call does that: it is a reading endpoint of the lab cloud.
 *
 * @param after the number of the last message that was seen; 0 for the beginning
 * @throws AwsError
 */
export const seenMessages = (queue: string, after: number): Promise<MessagesLookup> =>
  lab(`sqs/messages?queue=${encodeURIComponent(queue)}&after=${after}`);

/** What to send. */
export interface NewMessage {
  readonly body: string;
  readonly delaySeconds: string;
  /** Of FIFO queues alone. */
  readonly group: string;
  readonly deduplicationId: string;
}

/** @returns the message's id @throws AwsError */
export async function sendMessage(queue: Queue, message: NewMessage): Promise<string> {
  const { body, delaySeconds, group, deduplicationId } = message;
  const { MessageId } = await aws<{ MessageId: string }>("sqs", "SendMessage", {
    QueueUrl: queue.url,
    MessageBody: body,
    ...(delaySeconds === "" || isFifo(queue) ? {} : { DelaySeconds: Number(delaySeconds) }),
    ...(isFifo(queue) && group !== "" ? { MessageGroupId: group } : {}),
    ...(isFifo(queue) && deduplicationId !== "" ? { MessageDeduplicationId: deduplicationId } : {}),
  });
  return MessageId;
}

/** @throws AwsError: AWS allows it once a minute */
export const purge = ({ url }: Queue): Promise<unknown> => aws("sqs", "PurgeQueue", { QueueUrl: url });

/** A task that moves dead letters, as ListMessageMoveTasks tells of it. */
export interface MoveTask {
  readonly TaskHandle?: string;
  readonly Status: string;
  readonly ApproximateNumberOfMessagesMoved?: number;
  readonly ApproximateNumberOfMessagesToMove?: number;
  readonly FailureReason?: string;
  /** ms since the epoch. */
  readonly StartedTimestamp?: number;
}

const arnOf = ({ attributes }: Queue): string => attributes["QueueArn"] ?? "";

/** The latest tasks of a dead-letter queue. @throws AwsError */
export const moveTasks = async (queue: Queue): Promise<readonly MoveTask[]> =>
  (await aws<{ Results?: MoveTask[] }>("sqs", "ListMessageMoveTasks", { SourceArn: arnOf(queue), MaxResults: 10 }))
    .Results ?? [];

/** Moves each dead letter back to the queue that it came from. @throws AwsError */
export const startMove = (queue: Queue): Promise<unknown> =>
  aws("sqs", "StartMessageMoveTask", { SourceArn: arnOf(queue) });

/** @throws AwsError */
export const cancelMove = (TaskHandle: string): Promise<unknown> => aws("sqs", "CancelMessageMoveTask", { TaskHandle });
