import { createExpiredTokenFault, createInvalidTokenFault } from "./iterator-faults";
import type { Kinesis } from "../model/kinesis";
import type { ShardFilter } from "./shard-filter";

/** Where the next page of a list of shards begins. */
interface ShardPage {
  readonly stream: string | undefined;
  readonly arn: string | undefined;
  /** A shard id; empty for the beginning. */
  readonly after: string;
  readonly filter: ShardFilter | undefined;
}

/** A token is valid for five minutes. */
const LIFE_MS = 300_000;

/** A page as a token, which the client sends back. */
export const createPageToken = (kinesis: Kinesis, page: ShardPage, now: number): string =>
  kinesis.seal(JSON.stringify({ ...page, madeAt: now }));

/** @throws AwsFault InvalidArgumentException if this cloud did not issue the token, ExpiredNextTokenException after five minutes */
export function openPageToken(kinesis: Kinesis, token: string, now: number): ShardPage {
  const text = kinesis.unseal(token);
  if (text === undefined || !text.startsWith("{")) throw createInvalidTokenFault();
  // The border: only pageToken seals texts with this beginning.
  const page = JSON.parse(text) as ShardPage & { readonly madeAt: number };
  if (now - page.madeAt > LIFE_MS) throw createExpiredTokenFault();
  const { filter } = page;
  return {
    ...page,
    filter: filter?.Timestamp === undefined ? filter : { ...filter, Timestamp: new Date(filter.Timestamp) },
  };
}
