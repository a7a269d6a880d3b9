import { PurgeQueue$, type PurgeQueueRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createPurgeInProgressFault } from "../faults";
import { url } from "../fields";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url) } satisfies Members<PurgeQueueRequest>;

const ONCE_IN_MS = 60_000;

/** @remarks AWS takes up to a minute; here the messages are removed at once. */
export const purgeQueue = operation(PurgeQueue$, members, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const now = cloud.now();
  const { purgedAt } = queue.stored;
  if (purgedAt !== undefined && now < purgedAt + ONCE_IN_MS) throw createPurgeInProgressFault(queue.name);
  queue.purge();
  cloud.sqs.change(queue, { purgedAt: now });
});
