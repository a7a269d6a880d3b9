import type { Call } from "../../core/call";
import type { Lab } from "../lab";
import { invalidValue } from "./faults";
import type { Queue } from "./queue/queue";
import { queueUrl } from "./queue-url";

/** One page of queue URLs. */
export interface UrlPage {
  readonly urls: string[] | undefined;
  readonly nextToken: string | undefined;
}

/** More is not answered at once; a token is only given to those who ask for pages. */
const MOST_URLS = 1_000;

/**
 * Cuts a list of queues, sorted by name, into pages. A token says behind which name the next page begins.
 *
 * @throws AwsFault InvalidParameterValueException if the token is none of ours; its text is ours
 */
export function urlPage(
  cloud: Lab,
  queues: readonly Queue[],
  { request, call }: { readonly request: PageRequest; readonly call: Call },
): UrlPage {
  const { NextToken: token, MaxResults: most } = request;
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString();
  if (token !== undefined && !/^[\w.-]{1,80}$/.test(after))
    throw invalidValue(token, "NextToken", "It was not given by this cloud.");
  const left = queues.filter(({ name }) => name > after);
  const page = left.slice(0, most ?? MOST_URLS);
  const last = page.at(-1);
  return {
    urls: page.length === 0 ? undefined : page.map((queue) => queueUrl(cloud, queue, call)),
    nextToken:
      most === undefined || last === undefined || left.length === page.length
        ? undefined
        : Buffer.from(last.name).toString("base64url"),
  };
}

/** What requests for pages give. */
interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}
