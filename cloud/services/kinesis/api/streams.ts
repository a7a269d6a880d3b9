import { CreateStream$, DeleteStream$, ListStreams$, DescribeLimits$ } from "@aws-sdk/client-kinesis";
import type * as sdk from "@aws-sdk/client-kinesis";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createShardCountMissingFault,
  createShardCountUnexpectedFault,
  createStreamExistsFault,
  createTooManyCreatingFault,
  createTooManyTagsFault,
  createHasConsumersFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { checkOnDemandLimit, checkShardLimit, MAX_CREATING, MAX_TAGS, MAX_ON_DEMAND } from "../model/retention";
import { describeStream } from "./describe-shard";
import { createInvalidTokenFault, createExpiredTokenFault } from "./iterator";
import type { Kinesis } from "../model/kinesis";
import type { ShardFilter } from "./shard-filter";

const listMembers = {
  Limit: optional(fields.upTo10000),
  ExclusiveStartStreamName: optional(fields.streamName),
  NextToken: optional(fields.nextToken),
} satisfies Members<sdk.ListStreamsInput>;

/** The most names in an answer, even for a larger Limit (KDS-026). */
const MAX_NAMES = 100;

export const listStreams = operation(ListStreams$, listMembers, (cloud, request): sdk.ListStreamsOutput => {
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

const limitMembers = {} satisfies Members<sdk.DescribeLimitsInput>;

export const describeLimits = operation(DescribeLimits$, limitMembers, (cloud): sdk.DescribeLimitsOutput => ({
  ShardLimit: cloud.kinesis.shardLimit,
  OpenShardCount: cloud.kinesis.openShardCount,
  OnDemandStreamCount: cloud.kinesis.countStreams(({ mode }) => mode === "ON_DEMAND"),
  OnDemandStreamCountLimit: MAX_ON_DEMAND,
}));

const modeDetails = { StreamMode: required(fields.streamMode) } satisfies Members<sdk.StreamModeDetails>;

const createStreamMembers = {
  StreamName: required(fields.streamName),
  ShardCount: optional(fields.shardCount),
  StreamModeDetails: optional(structure(modeDetails)),
  Tags: optional(fields.tags),
  WarmThroughputMiBps: refused(),
  MaxRecordSizeInKiB: optional(fields.maxRecordKiB),
  RecordDistributionStrategy: refused(),
} satisfies Members<sdk.CreateStreamInput>;

/** An on-demand stream begins with four shards. */
const ON_DEMAND_SHARDS = 4;

export const createStream = operation(CreateStream$, createStreamMembers, (cloud, request): void => {
  const { StreamName: name, Tags: tags = {}, MaxRecordSizeInKiB: maxRecordKiB = 1024 } = request;
  const { mode, wantedShards } = resolveCapacity(request.StreamModeDetails?.StreamMode, request.ShardCount);
  const stream = { name, account: cloud.account };
  if (cloud.kinesis.find(name) !== undefined) throw createStreamExistsFault(stream);
  if (Object.keys(tags).length > MAX_TAGS) throw createTooManyTagsFault(stream);
  if (cloud.kinesis.countStreams(({ status }) => status === "CREATING") >= MAX_CREATING)
    throw createTooManyCreatingFault();
  if (mode === "PROVISIONED") checkShardLimit(cloud, wantedShards);
  else checkOnDemandLimit(cloud);
  cloud.kinesis.create({ name, mode, maxRecordKiB, tags, wantedShards });
});

/**
 * A request with neither mode nor shard count makes an on-demand stream (KDS-007); mode and count must fit each other
 * (KDS-008).
 */
function resolveCapacity(
  request: sdk.StreamMode | undefined,
  count: number | undefined,
): { readonly mode: sdk.StreamMode; readonly wantedShards: number } {
  const mode = request ?? (count === undefined ? "ON_DEMAND" : "PROVISIONED");
  if (mode === "PROVISIONED" && count === undefined) throw createShardCountMissingFault();
  if (mode === "ON_DEMAND" && count !== undefined) throw createShardCountUnexpectedFault();
  return { mode, wantedShards: count ?? ON_DEMAND_SHARDS };
}

const deleteStreamMembers = {
  ...fields.streamMembers,
  EnforceConsumerDeletion: optional(fields.flag),
} satisfies Members<sdk.DeleteStreamInput>;

/** Also allowed while a stream is CREATING (KDS-028). */
export const deleteStream = operation(DeleteStream$, deleteStreamMembers, (cloud, request): void => {
  const stream = cloud.kinesis.requireStream(request);
  if (!request.EnforceConsumerDeletion && cloud.kinesis.consumers.listByStream(stream).length > 0)
    throw createHasConsumersFault(stream);
  if (stream.stored.status !== "DELETING") cloud.kinesis.begin(stream, { kind: "delete" });
});
