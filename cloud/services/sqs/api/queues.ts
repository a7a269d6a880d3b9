import {
  CreateQueue$,
  ListQueues$,
  PurgeQueue$,
  DeleteQueue$,
  type CreateQueueRequest,
  type CreateQueueResult,
  type ListQueuesRequest,
  type ListQueuesResult,
  type PurgeQueueRequest,
  type DeleteQueueRequest,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import {
  createBadFifoNameFault,
  createBadQueueNameFault,
  createQueueExistsFault,
  createPurgeInProgressFault,
} from "../model/faults";
import { anyText, textMap, upTo1000, url } from "../model/fields";
import { formatQueueUrl, findQueueAt } from "./queue-url";
import {
  checkAttributes,
  createDefaultAttributes,
  findFirstDifference,
  QUEUE_KEY,
  QUEUE_POLICY,
  reportIgnored,
  mergeAttributes,
  type Attributes,
} from "../model/queue/attributes";
import { createUrlPage } from "./url-page";
import { checkPolicies } from "./permissions";

const createQueueMembers = {
  QueueName: required(anyText),
  Attributes: optional(textMap),
  tags: optional(textMap),
} satisfies Members<CreateQueueRequest>;

/** For an existing queue returns its URL, if the given attributes are the queue's own (SVC-006). */
export const createQueue = operationWithNotes(QUEUE_KEY, QUEUE_POLICY)(
  CreateQueue$,
  createQueueMembers,
  (cloud, request, call): CreateQueueResult => {
    const { QueueName: name, Attributes: input = {}, tags = {} } = request;
    const isFifo = isFifoQueue(name, input);
    const attributes = checkAttributes(input, isFifo);
    const found = cloud.sqs.find(name);
    if (found !== undefined) {
      const different = findFirstDifference(found.stored.attributes, attributes);
      if (different !== undefined) throw createQueueExistsFault(different);
      return { QueueUrl: formatQueueUrl(cloud, found, call) };
    }
    checkPolicies(cloud, { name, isFifo }, attributes);
    reportIgnored(call, attributes);
    const queue = cloud.sqs.create({
      name,
      attributes: mergeAttributes(createDefaultAttributes(isFifo), attributes),
      tags,
    });
    cloud.sqs.metrics.noteUse(queue);
    return { QueueUrl: formatQueueUrl(cloud, queue, call) };
  },
);

/** @returns whether the queue is FIFO. For FifoQueue `false` AWS answers that the attribute is unknown (measured). */
function isFifoQueue(name: string, attributes: Attributes): boolean {
  const isFifo = attributes["FifoQueue"]?.toLowerCase() === "true";
  if (isFifo && !/^[\w-]{1,75}\.fifo$/.test(name)) throw createBadFifoNameFault();
  if (!isFifo && !/^[\w-]{1,80}$/.test(name)) throw createBadQueueNameFault();
  return isFifo;
}

const listQueuesMembers = {
  QueueNamePrefix: optional(anyText),
  NextToken: optional(anyText),
  MaxResults: optional(upTo1000),
} satisfies Members<ListQueuesRequest>;

export const listQueues = operation(ListQueues$, listQueuesMembers, (cloud, request, call): ListQueuesResult => {
  const queues = cloud.sqs.listQueues().filter(({ name }) => name.startsWith(request.QueueNamePrefix ?? ""));
  const { urls, nextToken } = createUrlPage(cloud, queues, { request, call });
  return { QueueUrls: urls, NextToken: nextToken };
});

const queueMembers = { QueueUrl: required(url) } satisfies Members<PurgeQueueRequest> & Members<DeleteQueueRequest>;

const ONCE_IN_MS = 60_000;

/** @remarks AWS takes up to a minute; here the messages are removed at once. */
export const purgeQueue = operation(PurgeQueue$, queueMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const now = cloud.now();
  const { purgedAt } = queue.stored;
  if (purgedAt !== undefined && now < purgedAt + ONCE_IN_MS) throw createPurgeInProgressFault(queue.name);
  queue.purge();
  cloud.sqs.change(queue, { purgedAt: now });
});

/**
 * @remarks AWS takes up to a minute; here the queue is deleted at once. On both, its name cannot be reused for a minute
 * (SVC-006).
 */
export const deleteQueue = operation(DeleteQueue$, queueMembers, (cloud, request): void => {
  cloud.sqs.delete(findQueueAt(cloud, request.QueueUrl));
});
