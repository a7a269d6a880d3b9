import type { FeedMessage } from "../server/console/feed-message";
import { nameIn } from "./formats";
import type { Route } from "./route";

type Live = FeedMessage["live"];

/**
 * The place that an address with a pattern means: `#/s3/*-aggregates-*` is the one bucket of such a name. The labs link like that where a name
 * has the learner's name or account in it.
 *
 * @returns the page's list while there is no such thing, or more than one
 */
export function placeMeant(route: Route, live: Live): Route {
  const [page = "", pattern = "", ...rest] = route;
  if (!pattern.includes("*")) return route;
  const [name, another] = namesOn(page, live).filter((one) => isLike(one, pattern));
  return name === undefined || another !== undefined ? [page] : [page, name, ...rest];
}

/** Pages whose things the feed knows by their names. */
const NAMED = new Set(["kinesis", "firehose", "s3", "sqs"]);

/** The names of what a page has. Of stacks the feed tells by their ids, after their end as well. */
function namesOn(page: string, live: Live): readonly string[] {
  const things = Object.entries(live[page] ?? {});
  if (page === "cloudformation")
    return things.flatMap(([id, { status }]) => (status === "DELETE_COMPLETE" ? [] : [stackName(id)]));
  return NAMED.has(page) ? things.map(([name]) => name) : [];
}

/** Of `arn:aws:cloudformation:us-east-1:000000000000:stack/trips/51af3dc0`. */
const stackName = (id: string): string => nameIn(id.slice(0, id.lastIndexOf("/")));

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
