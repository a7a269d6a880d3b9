import type { Call } from "../../../core/call";
import type { Services } from "../../framework/services";
import { createPage } from "../../framework/page";
import { createInvalidValueFault } from "../model/faults";
import type { Queue } from "../model/queue/queue";
import { formatQueueUrl } from "./queue-url";

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
