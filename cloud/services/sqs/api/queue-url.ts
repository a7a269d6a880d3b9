import type { Call } from "../../../core/call";
import type { Services } from "../../framework/services";
import { createQueueDoesNotExistFault, createInvalidValueFault } from "../model/faults";
import type { Queue } from "../model/queue/queue";
import { AwsFault } from "../../../core/faults";
import { createPage } from "../../framework/page";
import {
  ListDeadLetterSourceQueues$,
  type ListDeadLetterSourceQueuesRequest,
  type ListDeadLetterSourceQueuesResult,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText, upTo1000, url } from "../model/fields";

/** A queue's URL on the host that the client used: SDKs send later requests to the URL's host. */
export const formatQueueUrl = (cloud: Services, { name }: Pick<Queue, "name">, call: Call): string =>
  `${call.endpoint}/${cloud.account}/${name}`;

/**
 * The queue that a URL names. The host is ignored, since one cloud has many names; a bare queue name is accepted, too.
 *
 * @throws AwsFault QueueDoesNotExist
 */
export function findQueueAt(cloud: Services, url: string): Queue {
  const slash = url.lastIndexOf("/");
  const queue = cloud.sqs.requireQueue(url.slice(slash + 1));
  const account = slash === -1 ? cloud.account : url.slice(url.lastIndexOf("/", slash - 1) + 1, slash);
  if (account !== cloud.account || !cloud.sqs.isUsable(queue)) throw createQueueDoesNotExistFault();
  // Any call that names a queue makes it active, so that its metrics continue.
  cloud.sqs.metrics.noteUse(queue);
  return queue;
}

/** The answer of a lookup. */
interface QueueLookup {
  readonly queue: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** How many long polls wait for a message at this moment, which AWS does not show. */
  readonly waitingReceivers: number;
}

/**
 * The state of a queue at this moment.
 *
 * @param query `queue`: its name
 * @throws AwsFault QueueDoesNotExist, ValidationError for a query without a name
 */
export function lookUpQueue({ sqs }: Services, query: URLSearchParams): QueueLookup {
  const name = query.get("queue") ?? "";
  if (name === "") throw new AwsFault("ValidationError", "Ask with ?queue=<queue name>.");
  const queue = sqs.requireQueue(name);
  queue.settle();
  const { ready, inFlight, delayed } = queue.contents.counts;
  return { queue: name, visible: ready, inFlight, delayed, waitingReceivers: queue.waiters.count };
}

/** One page of queue URLs. */
interface UrlPage {
  readonly urls: string[] | undefined;
  readonly nextToken: string | undefined;
}

/** The maximum number of URLs of an answer; only a request with MaxResults gets a token. */
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
