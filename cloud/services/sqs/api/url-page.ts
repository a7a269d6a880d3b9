import type { Call } from "../../../core/call";
import type { Services } from "../../framework/services";
import { createPage } from "../../framework/page";
import { createInvalidValueFault } from "../model/faults";
import type { Queue } from "../model/queue/queue";
import { formatQueueUrl, findQueueAt } from "./queue-url";
import {
  ListDeadLetterSourceQueues$,
  type ListDeadLetterSourceQueuesRequest,
  type ListDeadLetterSourceQueuesResult,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText, upTo1000, url } from "../model/fields";

/** One page of queue URLs. */
interface UrlPage {
  readonly urls: string[] | undefined;
  readonly nextToken: string | undefined;
}

/** The most URLs of an answer; only a request with MaxResults gets a token. */
const MAX_URLS = 1_000;

/**
 * One page of a list of queues that are sorted by name.
 *
 * @throws AwsFault InvalidParameterValueException if the lab cloud did not make the token; the text is this project's
 */
export function createUrlPage(
  cloud: Services,
  queues: readonly Pick<Queue, "name">[],
  { request, call }: { readonly request: PageRequest; readonly call: Call },
): UrlPage {
  const { NextToken: token, MaxResults: max } = request;
  const { items, next } = createPage(queues, ({ name }) => name, {
    token,
    size: max ?? MAX_URLS,
    createInvalidFault: (wrong) => createInvalidValueFault(wrong, "NextToken", "It was not given by this cloud."),
  });
  return {
    urls: items.length === 0 ? undefined : items.map((queue) => formatQueueUrl(cloud, queue, call)),
    nextToken: max === undefined ? undefined : next,
  };
}

/** The members of a request that choose a page. */
interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

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
