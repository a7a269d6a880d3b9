import {
  GetQueueAttributes$,
  SetQueueAttributes$,
  type GetQueueAttributesRequest,
  type GetQueueAttributesResult,
  type QueueAttributeName,
  type SetQueueAttributesRequest,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation, operationWithNotes } from "../../framework/operation";
import { createUnknownAttributeFault, createBadAttributeFault } from "../model/faults";
import { named, url, textMap } from "../model/fields";
import { findQueueAt } from "./queue-url";
import {
  READABLE_ATTRIBUTES,
  checkAttributes,
  QUEUE_KEY,
  QUEUE_POLICY,
  reportIgnored,
  mergeAttributes,
} from "../model/queue/attributes";
import type { Queue } from "../model/queue/queue";
import { getAttributes } from "../model/queue/stored-queue";
import { checkPolicies } from "./permissions";

const getQueueAttributesMembers = {
  QueueUrl: required(url),
  AttributeNames: optional(list(named<QueueAttributeName>())),
} satisfies Members<GetQueueAttributesRequest>;

/** All values are strings; attributes that the queue does not have are left out (SVC-002). */
export const getQueueAttributes = operation(
  GetQueueAttributes$,
  getQueueAttributesMembers,
  (cloud, request): GetQueueAttributesResult => {
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
} satisfies Members<SetQueueAttributesRequest>;

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
