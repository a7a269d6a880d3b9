import {
  ListDeadLetterSourceQueues$,
  type ListDeadLetterSourceQueuesRequest,
  type ListDeadLetterSourceQueuesResult,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText, upTo1000, url } from "../model/fields";
import { findQueueAt } from "./queue-url";
import { createUrlPage } from "./url-page";

const members = {
  QueueUrl: required(url),
  NextToken: optional(anyText),
  MaxResults: optional(upTo1000),
} satisfies Members<ListDeadLetterSourceQueuesRequest>;

export const listDeadLetterSourceQueues = operation(
  ListDeadLetterSourceQueues$,
  members,
  (cloud, request, call): ListDeadLetterSourceQueuesResult => {
    const sources = cloud.sqs.listSources(findQueueAt(cloud, request.QueueUrl));
    const { urls = [], nextToken } = createUrlPage(cloud, sources, { request, call });
    return { queueUrls: urls, NextToken: nextToken };
  },
);
