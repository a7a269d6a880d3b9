import {
  GetQueueAttributes$,
  type GetQueueAttributesRequest,
  type GetQueueAttributesResult,
  type QueueAttributeName,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { createUnknownAttributeFault } from "../faults";
import { named, url } from "../fields";
import { READABLE_ATTRIBUTES } from "../queue/attributes";
import type { Queue } from "../queue/queue";
import { getAttributes } from "../queue/stored-queue";
import { findQueueAt } from "../queue-url";

const members = {
  QueueUrl: required(url),
  AttributeNames: optional(list(named<QueueAttributeName>())),
} satisfies Members<GetQueueAttributesRequest>;

/** All values are strings; attributes that the queue does not have are left out (SVC-002). */
export const getQueueAttributes = operation(
  GetQueueAttributes$,
  members,
  (cloud, request): GetQueueAttributesResult => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const requested: readonly string[] = request.AttributeNames ?? [];
    for (const name of requested) if (!READABLE_ATTRIBUTES.has(name)) throw createUnknownAttributeFault(name);
    queue.settle();
    const all = Object.entries(formatAttributes(queue));
    const given = requested.includes("All") ? all : all.filter(([name]) => requested.includes(name));
    return given.length === 0 ? {} : { Attributes: Object.fromEntries(given) };
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
