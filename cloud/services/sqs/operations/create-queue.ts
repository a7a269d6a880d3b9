import { CreateQueue$, type CreateQueueRequest, type CreateQueueResult } from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operationTelling } from "../../operation";
import { badFifoName, badQueueName, queueExists } from "../faults";
import { anyText, textMap } from "../fields";
import {
  checkedAttributes,
  defaultAttributes,
  firstDifference,
  QUEUE_KEY,
  QUEUE_POLICY,
  tellUnheeded,
  withAttributes,
  type Attributes,
} from "../queue/attributes";
import { checkPolicies } from "../queue/policies";
import { queueUrl } from "../queue-url";

const members = {
  QueueName: required(anyText),
  Attributes: optional(textMap),
  tags: optional(textMap),
} satisfies Members<CreateQueueRequest>;

/** For an existing queue returns its URL, if the given attributes are the queue's own (SVC-006). */
export const createQueue = operationTelling(QUEUE_KEY, QUEUE_POLICY)(
  CreateQueue$,
  members,
  (cloud, request, call): CreateQueueResult => {
    const { QueueName: name, Attributes: given = {}, tags = {} } = request;
    const isFifo = kindOf(name, given);
    const attributes = checkedAttributes(given, isFifo);
    const found = cloud.sqs.find(name);
    if (found !== undefined) {
      const different = firstDifference(found.stored.attributes, attributes);
      if (different !== undefined) throw queueExists(different);
      return { QueueUrl: queueUrl(cloud, found, call) };
    }
    checkPolicies(cloud, { name, isFifo }, attributes);
    tellUnheeded(call, attributes);
    const queue = cloud.sqs.create({ name, attributes: withAttributes(defaultAttributes(isFifo), attributes), tags });
    cloud.sqs.metrics.used(queue);
    return { QueueUrl: queueUrl(cloud, queue, call) };
  },
);

/** @returns whether the queue is FIFO. For FifoQueue `false` AWS answers that the attribute is unknown (measured). */
function kindOf(name: string, given: Attributes): boolean {
  const isFifo = given["FifoQueue"]?.toLowerCase() === "true";
  if (isFifo && !/^[\w-]{1,75}\.fifo$/.test(name)) throw badFifoName();
  if (!isFifo && !/^[\w-]{1,80}$/.test(name)) throw badQueueName();
  return isFifo;
}
