import { UntagQueue$, type UntagQueueRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { texts, url } from "../fields";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url), TagKeys: required(texts) } satisfies Members<UntagQueueRequest>;

export const untagQueue = operation(UntagQueue$, members, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const stored = Object.entries(queue.stored.tags).filter(([key]) => !request.TagKeys.includes(key));
  cloud.sqs.change(queue, { tags: Object.fromEntries(stored) });
});
