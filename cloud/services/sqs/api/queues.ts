import {
  CreateQueue$,
  ListQueues$,
  PurgeQueue$,
  DeleteQueue$,
  GetQueueUrl$,
  GetQueueAttributes$,
  SetQueueAttributes$,
  TagQueue$,
  ListQueueTags$,
  UntagQueue$,
} from "@aws-sdk/client-sqs";
import type * as sdk from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import {
  createBadFifoNameFault,
  createBadQueueNameFault,
  createQueueExistsFault,
  createPurgeInProgressFault,
  createQueueDoesNotExistFault,
  createUnknownAttributeFault,
  createBadAttributeFault,
} from "../model/faults";
import { anyText, textMap, upTo1000, url, named, texts } from "../model/fields";
import { formatQueueUrl, findQueueAt, createUrlPage } from "./queue-url";
import {
  checkAttributes,
  createDefaultAttributes,
  findFirstDifference,
  QUEUE_KEY,
  QUEUE_POLICY,
  reportIgnored,
  mergeAttributes,
  type Attributes,
  READABLE_ATTRIBUTES,
  getAttributes,
} from "../model/queue/attributes";
import { checkPolicies } from "./permissions";
import { list } from "../../../core/rules";
import type { Queue } from "../model/queue/queue";

const members = {
  QueueName: required(anyText),
  QueueOwnerAWSAccountId: optional(anyText),
} satisfies Members<sdk.GetQueueUrlRequest>;

export const getQueueUrl = operation(GetQueueUrl$, members, (cloud, request, call): sdk.GetQueueUrlResult => {
  if ((request.QueueOwnerAWSAccountId ?? cloud.account) !== cloud.account) throw createQueueDoesNotExistFault();
  return { QueueUrl: formatQueueUrl(cloud, cloud.sqs.requireQueue(request.QueueName), call) };
});

const getQueueAttributesMembers = {
  QueueUrl: required(url),
  AttributeNames: optional(list(named<sdk.QueueAttributeName>())),
} satisfies Members<sdk.GetQueueAttributesRequest>;

/** All values are strings; attributes that the queue does not have are left out (SVC-002). */
export const getQueueAttributes = operation(
  GetQueueAttributes$,
  getQueueAttributesMembers,
  (cloud, request): sdk.GetQueueAttributesResult => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const requested: readonly string[] = request.AttributeNames ?? [];
    for (const name of requested) if (!READABLE_ATTRIBUTES.has(name)) throw createUnknownAttributeFault(name);
    queue.settle();
    const all = Object.entries(formatAttributes(queue));
    const selected = requested.includes("All") ? all : all.filter(([name]) => requested.includes(name));
    return selected.length === 0 ? {} : { Attributes: Object.fromEntries(selected) };
  },
);

function formatAttributes({ arn, stored, contents }: Queue): Readonly<Record<string, string>> {
  const { ready, inFlight, delayed } = contents.counts;
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(ready),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: formatSeconds(stored.createdAt),
    LastModifiedTimestamp: formatSeconds(stored.modifiedAt),
    ...getAttributes(stored),
  };
}

const formatSeconds = (ms: number): string => String(Math.floor(ms / 1000));

const setQueueAttributesMembers = {
  QueueUrl: required(url),
  Attributes: required(textMap),
} satisfies Members<sdk.SetQueueAttributesRequest>;

/** @remarks AWS takes up to a minute, and up to 15 for the retention period; here a change takes effect at once, or with `--lag` after a minute (LAG-006). */
export const setQueueAttributes = operationWithNotes(QUEUE_KEY, QUEUE_POLICY)(
  SetQueueAttributes$,
  setQueueAttributesMembers,
  (cloud, request, call): void => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const {
      name,
      stored,
      settings: { isFifo },
    } = queue;
    const attributes = checkAttributes(request.Attributes, isFifo);
    if (attributes["FifoQueue"] === "false")
      throw createBadAttributeFault("FifoQueue", "Modifying queue type is not supported.");
    checkPolicies(cloud, { name, isFifo }, attributes);
    reportIgnored(call, attributes);
    cloud.sqs.change(queue, { attributes: mergeAttributes(stored.attributes, attributes), modifiedAt: cloud.now() });
  },
);

const tagQueueMembers = { QueueUrl: required(url), Tags: required(textMap) } satisfies Members<sdk.TagQueueRequest>;

export const tagQueue = operation(TagQueue$, tagQueueMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  cloud.sqs.change(queue, { tags: { ...queue.stored.tags, ...request.Tags } });
});

const listQueueTagsMembers = { QueueUrl: required(url) } satisfies Members<sdk.ListQueueTagsRequest>;

/** Without tags the answer has no `Tags` (measured). */
export const listQueueTags = operation(
  ListQueueTags$,
  listQueueTagsMembers,
  (cloud, request): sdk.ListQueueTagsResult => {
    const { tags } = findQueueAt(cloud, request.QueueUrl).stored;
    return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
  },
);

const untagQueueMembers = {
  QueueUrl: required(url),
  TagKeys: required(texts),
} satisfies Members<sdk.UntagQueueRequest>;

export const untagQueue = operation(UntagQueue$, untagQueueMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const stored = Object.entries(queue.stored.tags).filter(([key]) => !request.TagKeys.includes(key));
  cloud.sqs.change(queue, { tags: Object.fromEntries(stored) });
});

const createQueueMembers = {
  QueueName: required(anyText),
  Attributes: optional(textMap),
  tags: optional(textMap),
} satisfies Members<sdk.CreateQueueRequest>;

/** For an existing queue returns its URL, if the given attributes are the queue's own (SVC-006). */
export const createQueue = operationWithNotes(QUEUE_KEY, QUEUE_POLICY)(
  CreateQueue$,
  createQueueMembers,
  (cloud, request, call): sdk.CreateQueueResult => {
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
} satisfies Members<sdk.ListQueuesRequest>;

export const listQueues = operation(ListQueues$, listQueuesMembers, (cloud, request, call): sdk.ListQueuesResult => {
  const queues = cloud.sqs.listQueues().filter(({ name }) => name.startsWith(request.QueueNamePrefix ?? ""));
  const { urls, nextToken } = createUrlPage(cloud, queues, { request, call });
  return { QueueUrls: urls, NextToken: nextToken };
});

const queueMembers = { QueueUrl: required(url) } satisfies Members<sdk.PurgeQueueRequest> &
  Members<sdk.DeleteQueueRequest>;

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
