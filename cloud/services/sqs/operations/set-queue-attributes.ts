import { SetQueueAttributes$, type SetQueueAttributesRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operationWithNotes } from "../../operation";
import { createBadAttributeFault } from "../faults";
import { textMap, url } from "../fields";
import { checkAttributes, QUEUE_KEY, QUEUE_POLICY, reportIgnored, mergeAttributes } from "../queue/attributes";
import { checkPolicies } from "../queue/policies";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url), Attributes: required(textMap) } satisfies Members<SetQueueAttributesRequest>;

/** @remarks AWS takes up to a minute, and up to 15 for the retention period; here a change takes effect at once, or with `--lag` after a minute (LAG-006). */
export const setQueueAttributes = operationWithNotes(QUEUE_KEY, QUEUE_POLICY)(
  SetQueueAttributes$,
  members,
  (cloud, request, call): void => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const {
      name,
      stored,
      settings: { isFifo },
    } = queue;
    const given = checkAttributes(request.Attributes, isFifo);
    if (given["FifoQueue"] === "false")
      throw createBadAttributeFault("FifoQueue", "Modifying queue type is not supported.");
    checkPolicies(cloud, { name, isFifo }, given);
    reportIgnored(call, given);
    cloud.sqs.change(queue, { attributes: mergeAttributes(stored.attributes, given), modifiedAt: cloud.now() });
  },
);
