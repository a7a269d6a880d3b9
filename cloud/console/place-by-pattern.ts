import type { FeedMessage } from "../server/console/feed-message";
import { parseName } from "./formats";
import type { Route } from "./route";

type LiveFigures = FeedMessage["live"];

/**
 * Resolves an address with a pattern: `#/s3/*-aggregates-*` is the one bucket whose name matches. The labs use such
 * links where a name contains the learner's name or account.
 *
 * @returns the page's list if no resource matches, or more than one
 */
export function resolveRoute(route: Route, live: LiveFigures): Route {
  const [page = "", pattern = "", ...rest] = route;
  if (!pattern.includes("*")) return route;
  const [name, another] = listNames(page, live).filter((name) => isLike(name, pattern));
  return name === undefined || another !== undefined ? [page] : [page, name, ...rest];
}

/** Pages whose resources the feed lists by name. */
const NAMED = new Set(["kinesis", "firehose", "s3", "sqs"]);

/** The names of a page's resources. Stacks are listed by id in the feed, also deleted ones. */
function listNames(page: string, live: LiveFigures): readonly string[] {
  const items = Object.entries(live[page] ?? {});
  if (page === "cloudformation")
    return items.flatMap(([id, { status }]) => (status === "DELETE_COMPLETE" ? [] : [getStackName(id)]));
  return NAMED.has(page) ? items.map(([name]) => name) : [];
}

/** The stack's name in an id such as `arn:aws:cloudformation:us-east-1:000000000000:stack/trips/51af3dc0`. */
const getStackName = (id: string): string => parseName(id.slice(0, id.lastIndexOf("/")));

function isLike(name: string, pattern: string): boolean {
  const [head = "", ...middle] = pattern.split("*");
  const tail = middle.pop() ?? "";
  let at = head.length;
  for (const part of middle) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.startsWith(head) && name.endsWith(tail) && at + tail.length <= name.length;
}
