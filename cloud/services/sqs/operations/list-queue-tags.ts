import { ListQueueTags$, type ListQueueTagsRequest, type ListQueueTagsResult } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { url } from "../fields";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url) } satisfies Members<ListQueueTagsRequest>;

/** Without tags the answer has no `Tags` (measured). */
export const listQueueTags = operation(ListQueueTags$, members, (cloud, request): ListQueueTagsResult => {
  const { tags } = findQueueAt(cloud, request.QueueUrl).stored;
  return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
});
