import {
  ListDeadLetterSourceQueues$,
  type ListDeadLetterSourceQueuesRequest,
  type ListDeadLetterSourceQueuesResult,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText, upTo1000, url } from "../fields";
import { queueAt } from "../queue-url";
import { urlPage } from "../url-page";

const members = {
  QueueUrl: required(url),
  NextToken: optional(anyText),
  MaxResults: optional(upTo1000),
} satisfies Members<ListDeadLetterSourceQueuesRequest>;

export const listDeadLetterSourceQueues = operation(
  ListDeadLetterSourceQueues$,
  members,
  (cloud, request, call): ListDeadLetterSourceQueuesResult => {
    const sources = cloud.sqs.sourcesOf(queueAt(cloud, request.QueueUrl));
    const { urls = [], nextToken } = urlPage(cloud, sources, { request, call });
    return { queueUrls: urls, NextToken: nextToken };
  },
);
