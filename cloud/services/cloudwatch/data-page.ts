import { invalidNextToken } from "./faults";

/** What one query of GetMetricData found. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** A page of results. `isComplete` is false where more points follow on the next page. */
export interface DataPage {
  readonly results: readonly (QueryResult & { readonly isComplete: boolean })[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts results into pages of so many points, counted over all queries. The token says how many came before.
 *
 * @throws AwsFault InvalidNextToken
 */
export function cutIntoPage(all: readonly QueryResult[], most: number, token: string | undefined): DataPage {
  const from = token === undefined ? "0" : Buffer.from(token, "base64url").toString();
  if (!/^\d{1,9}$/.test(from)) throw invalidNextToken();
  return pageFrom(all, Number(from), most);
}

function pageFrom(all: readonly QueryResult[], from: number, most: number): DataPage {
  let before = 0;
  const results = all.map((result) => {
    const start = Math.max(0, from - before);
    const end = Math.max(0, from + most - before);
    before += result.points.length;
    return { ...result, points: result.points.slice(start, end), isComplete: result.points.length <= end };
  });
  const isMore = before > from + most;
  return { results, nextToken: isMore ? Buffer.from(String(from + most)).toString("base64url") : undefined };
}
