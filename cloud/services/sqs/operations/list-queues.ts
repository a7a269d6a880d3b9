import { ListQueues$, type ListQueuesRequest, type ListQueuesResult } from "@aws-sdk/client-sqs";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText, upTo1000 } from "../fields";
import { createUrlPage } from "../url-page";

const members = {
  QueueNamePrefix: optional(anyText),
  NextToken: optional(anyText),
  MaxResults: optional(upTo1000),
} satisfies Members<ListQueuesRequest>;

export const listQueues = operation(ListQueues$, members, (cloud, request, call): ListQueuesResult => {
  const queues = cloud.sqs.listQueues().filter(({ name }) => name.startsWith(request.QueueNamePrefix ?? ""));
  const { urls, nextToken } = createUrlPage(cloud, queues, { request, call });
  return { QueueUrls: urls, NextToken: nextToken };
});
