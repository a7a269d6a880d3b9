import { ListStreams$, type ListStreamsInput, type ListStreamsOutput } from "@aws-sdk/client-kinesis";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { nextToken, streamName, upTo10000 } from "../model/fields";
import { describeStream } from "./describe-shard";
import { createInvalidTokenFault, createExpiredTokenFault } from "./iterator";
import type { Kinesis } from "../model/kinesis";
import type { ShardFilter } from "./shard-filter";

const members = {
  Limit: optional(upTo10000),
  ExclusiveStartStreamName: optional(streamName),
  NextToken: optional(nextToken),
} satisfies Members<ListStreamsInput>;

/** The most names in an answer, even for a larger Limit (KDS-026). */
const MAX_NAMES = 100;

export const listStreams = operation(ListStreams$, members, (cloud, request): ListStreamsOutput => {
  const fromToken = request.NextToken === undefined ? undefined : cloud.kinesis.unseal(request.NextToken);
  if (request.NextToken !== undefined && fromToken === undefined) throw createInvalidTokenFault();
  const after = fromToken ?? request.ExclusiveStartStreamName ?? "";
  const left = cloud.kinesis.streams.filter(({ name }) => name > after);
  const page = left.slice(0, Math.min(request.Limit ?? MAX_NAMES, MAX_NAMES));
  const last = page.at(-1);
  return {
    StreamNames: page.map(({ name }) => name),
    StreamSummaries: page.map(describeStream),
    HasMoreStreams: left.length > page.length,
    ...(left.length > page.length && last !== undefined ? { NextToken: cloud.kinesis.seal(last.name) } : {}),
  };
});

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
