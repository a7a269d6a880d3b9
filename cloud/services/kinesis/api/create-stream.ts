import {
  CreateStream$,
  type CreateStreamInput,
  type StreamMode,
  type StreamModeDetails,
  DeleteStream$,
  type DeleteStreamInput,
} from "@aws-sdk/client-kinesis";
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
import { maxRecordKiB, shardCount, streamMode, streamName, tags, flag, streamMembers } from "../model/fields";
import { checkOnDemandLimit, checkShardLimit, MAX_CREATING, MAX_TAGS } from "../model/retention";

const modeDetails = { StreamMode: required(streamMode) } satisfies Members<StreamModeDetails>;

const createStreamMembers = {
  StreamName: required(streamName),
  ShardCount: optional(shardCount),
  StreamModeDetails: optional(structure(modeDetails)),
  Tags: optional(tags),
  WarmThroughputMiBps: refused(),
  MaxRecordSizeInKiB: optional(maxRecordKiB),
  RecordDistributionStrategy: refused(),
} satisfies Members<CreateStreamInput>;

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
  request: StreamMode | undefined,
  count: number | undefined,
): { readonly mode: StreamMode; readonly wantedShards: number } {
  const mode = request ?? (count === undefined ? "ON_DEMAND" : "PROVISIONED");
  if (mode === "PROVISIONED" && count === undefined) throw createShardCountMissingFault();
  if (mode === "ON_DEMAND" && count !== undefined) throw createShardCountUnexpectedFault();
  return { mode, wantedShards: count ?? ON_DEMAND_SHARDS };
}

const deleteStreamMembers = {
  ...streamMembers,
  EnforceConsumerDeletion: optional(flag),
} satisfies Members<DeleteStreamInput>;

/** Also allowed while a stream is CREATING (KDS-028). */
export const deleteStream = operation(DeleteStream$, deleteStreamMembers, (cloud, request): void => {
  const stream = cloud.kinesis.requireStream(request);
  if (!request.EnforceConsumerDeletion && cloud.kinesis.consumers.listOf(stream).length > 0)
    throw createHasConsumersFault(stream);
  if (stream.stored.status !== "DELETING") cloud.kinesis.begin(stream, { kind: "delete" });
});
