import type { Call } from "../../core/call";
import type { Lab } from "../lab";
import { pageOf } from "../page";
import { invalidValue } from "./faults";
import type { Queue } from "./queue/queue";
import { queueUrl } from "./queue-url";

/** One page of queue URLs. */
interface UrlPage {
  readonly urls: string[] | undefined;
  readonly nextToken: string | undefined;
}

/** The most URLs of an answer; only a request with MaxResults gets a token. */
const MOST_URLS = 1_000;

/**
 * One page of a list of queues that are sorted by name.
 *
 * @throws AwsFault InvalidParameterValueException if the lab cloud did not make the token; the text is this project's
 */
export function urlPage(
  cloud: Lab,
  queues: readonly Pick<Queue, "name">[],
  { request, call }: { readonly request: PageRequest; readonly call: Call },
): UrlPage {
  const { NextToken: token, MaxResults: most } = request;
  const { items, next } = pageOf(queues, ({ name }) => name, {
    token,
    size: most ?? MOST_URLS,
    invalid: (wrong) => invalidValue(wrong, "NextToken", "It was not given by this cloud."),
  });
  return {
    urls: items.length === 0 ? undefined : items.map((queue) => queueUrl(cloud, queue, call)),
    nextToken: most === undefined ? undefined : next,
  };
}

/** The members of a request that choose a page. */
interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}
