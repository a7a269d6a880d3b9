import { UpdateShardCount$, type UpdateShardCountInput, type UpdateShardCountOutput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createBadShardCountFault, createOnDemandOnlyFault, createTooManyChangesFault } from "../model/faults";
import { shardCount, streamMembers } from "../model/fields";
import { checkShardLimit, filterLastDay } from "../model/retention";

const members = {
  TargetShardCount: required(shardCount),
  ScalingType: required(oneOf(["UNIFORM_SCALING"])),
  ...streamMembers,
} satisfies Members<UpdateShardCountInput>;

const MAX_A_DAY = 10;

/** The new count must lie between half and double the old; ten calls are allowed in any 24 hours (KDS-025). */
export const updateShardCount = operation(UpdateShardCount$, members, (cloud, request): UpdateShardCountOutput => {
  const stream = cloud.kinesis.requireChangeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw createOnDemandOnlyFault(stream);
  const { TargetShardCount: shards } = request;
  const current = stream.open.length;
  if (shards > 2 * current || shards < current / 2) throw createBadShardCountFault(current, shards);
  const resizedAt = filterLastDay(stream.stored.resizedAt, cloud.now());
  if (resizedAt.length >= MAX_A_DAY) throw createTooManyChangesFault("UpdateShardCount", MAX_A_DAY);
  if (shards > current) checkShardLimit(cloud, shards - current);
  if (shards !== current)
    cloud.kinesis.begin(stream, { kind: "resize", shards }, { resizedAt: [...resizedAt, cloud.now()] });
  return { StreamName: stream.name, StreamARN: stream.arn, CurrentShardCount: current, TargetShardCount: shards };
});
