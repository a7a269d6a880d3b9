import { CreateQueue$, type CreateQueueRequest, type CreateQueueResult } from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operationWithNotes } from "../../operation";
import { createBadFifoNameFault, createBadQueueNameFault, createQueueExistsFault } from "../faults";
import { anyText, textMap } from "../fields";
import {
  checkAttributes,
  createDefaultAttributes,
  findFirstDifference,
  QUEUE_KEY,
  QUEUE_POLICY,
  reportIgnored,
  mergeAttributes,
  type Attributes,
} from "../queue/attributes";
import { checkPolicies } from "../queue/policies";
import { formatQueueUrl } from "../queue-url";

const members = {
  QueueName: required(anyText),
  Attributes: optional(textMap),
  tags: optional(textMap),
} satisfies Members<CreateQueueRequest>;

/** For an existing queue returns its URL, if the given attributes are the queue's own (SVC-006). */
export const createQueue = operationWithNotes(QUEUE_KEY, QUEUE_POLICY)(
  CreateQueue$,
  members,
  (cloud, request, call): CreateQueueResult => {
    const { QueueName: name, Attributes: given = {}, tags = {} } = request;
    const isFifo = isFifoQueue(name, given);
    const attributes = checkAttributes(given, isFifo);
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
function isFifoQueue(name: string, given: Attributes): boolean {
  const isFifo = given["FifoQueue"]?.toLowerCase() === "true";
  if (isFifo && !/^[\w-]{1,75}\.fifo$/.test(name)) throw createBadFifoNameFault();
  if (!isFifo && !/^[\w-]{1,80}$/.test(name)) throw createBadQueueNameFault();
  return isFifo;
}
