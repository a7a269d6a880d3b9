import { TagQueue$, type TagQueueRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { textMap, url } from "../fields";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url), Tags: required(textMap) } satisfies Members<TagQueueRequest>;

export const tagQueue = operation(TagQueue$, members, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  cloud.sqs.change(queue, { tags: { ...queue.stored.tags, ...request.Tags } });
});
