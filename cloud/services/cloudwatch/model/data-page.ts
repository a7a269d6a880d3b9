import type { MessageData } from "@aws-sdk/client-cloudwatch";
import { createInvalidNextTokenFault } from "./faults";

/** The result of one query of GetMetricData: a time series. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly points: readonly { readonly at: number; readonly value: number }[];
  readonly messages?: readonly MessageData[];
}

/** A page of results. `isComplete` is false where a result continues on the next page. */
interface DataPage {
  readonly results: readonly (QueryResult & { readonly isComplete: boolean })[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page of at most `most` points out of the results, counted over all queries. The token holds the number of
 * points on the pages before.
 *
 * @throws AwsFault InvalidNextToken
 */
export function cutIntoPage(all: readonly QueryResult[], max: number, token: string | undefined): DataPage {
  const from = token === undefined ? "0" : Buffer.from(token, "base64url").toString();
  if (!/^\d{1,9}$/.test(from)) throw createInvalidNextTokenFault();
  return createPage(all, Number(from), max);
}

function createPage(all: readonly QueryResult[], from: number, max: number): DataPage {
  let before = 0;
  const results = all.map((result) => {
    const start = Math.max(0, from - before);
    const end = Math.max(0, from + max - before);
    before += result.points.length;
    return { ...result, points: result.points.slice(start, end), isComplete: result.points.length <= end };
  });
  const isMore = before > from + max;
  return { results, nextToken: isMore ? Buffer.from(String(from + max)).toString("base64url") : undefined };
}
