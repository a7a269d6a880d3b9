import {
  TagQueue$,
  ListQueueTags$,
  UntagQueue$,
  type TagQueueRequest,
  type ListQueueTagsRequest,
  type ListQueueTagsResult,
  type UntagQueueRequest,
} from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { textMap, url, texts } from "../model/fields";
import { findQueueAt } from "./queue-url";

const tagQueueMembers = { QueueUrl: required(url), Tags: required(textMap) } satisfies Members<TagQueueRequest>;

export const tagQueue = operation(TagQueue$, tagQueueMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  cloud.sqs.change(queue, { tags: { ...queue.stored.tags, ...request.Tags } });
});

const listQueueTagsMembers = { QueueUrl: required(url) } satisfies Members<ListQueueTagsRequest>;

/** Without tags the answer has no `Tags` (measured). */
export const listQueueTags = operation(ListQueueTags$, listQueueTagsMembers, (cloud, request): ListQueueTagsResult => {
  const { tags } = findQueueAt(cloud, request.QueueUrl).stored;
  return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
});

const untagQueueMembers = { QueueUrl: required(url), TagKeys: required(texts) } satisfies Members<UntagQueueRequest>;

export const untagQueue = operation(UntagQueue$, untagQueueMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const stored = Object.entries(queue.stored.tags).filter(([key]) => !request.TagKeys.includes(key));
  cloud.sqs.change(queue, { tags: Object.fromEntries(stored) });
});
