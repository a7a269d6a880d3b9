import { SplitShard$, type SplitShardInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createBadSplitPointFault, createOnDemandOnlyFault, createShardClosedFault } from "../faults";
import { hashKey, shardIdText, streamMembers } from "../fields";
import { checkShardLimit } from "../limits";
import { requireShardIndex } from "../stream";

const members = {
  ShardToSplit: required(shardIdText),
  NewStartingHashKey: required(hashKey),
  ...streamMembers,
} satisfies Members<SplitShardInput>;

/** Splits an open shard in two (KDS-024, KDS-041). */
export const splitShard = operation(SplitShard$, members, (cloud, request): void => {
  // AWS checks first the id's form, then the stream, then its shard (KDS-034).
  const index = requireShardIndex(cloud.kinesis.findNamed(request), request.ShardToSplit);
  const stream = cloud.kinesis.requireChangeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw createOnDemandOnlyFault(stream);
  const shard = stream.requireShardToChange(index);
  if (!shard.isOpen) throw createShardClosedFault(stream, shard.id);
  const { NewStartingHashKey: hashKey } = request;
  const { first, last } = shard.range;
  if (BigInt(hashKey) <= first + 1n || BigInt(hashKey) >= last) {
    throw createBadSplitPointFault(stream, { hashKey, shard: shard.id, first: String(first), last: String(last) });
  }
  checkShardLimit(cloud, 1);
  cloud.kinesis.begin(stream, { kind: "split", shard: shard.index, hashKey });
});
