import { SplitShard$, type SplitShardInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { badSplitPoint, onDemandOnly, shardClosed } from "../faults";
import { hashKey, shardIdText, streamMembers } from "../fields";
import { checkShardLimit } from "../limits";

const members = {
  ShardToSplit: required(shardIdText),
  NewStartingHashKey: required(hashKey),
  ...streamMembers,
} satisfies Members<SplitShardInput>;

/** KDS-024. */
export const splitShard = operation(SplitShard$, members, (cloud, request): void => {
  const stream = cloud.kinesis.changeable(request);
  if (stream.stored.mode === "ON_DEMAND") throw onDemandOnly(stream);
  const shard = stream.shard(request.ShardToSplit);
  if (!shard.isOpen) throw shardClosed(stream, shard.id);
  const { NewStartingHashKey: hashKey } = request;
  const { first, last } = shard.range;
  if (BigInt(hashKey) <= first + 1n || BigInt(hashKey) >= last) {
    throw badSplitPoint(stream, { hashKey, shard: shard.id, first: String(first), last: String(last) });
  }
  checkShardLimit(cloud, 1);
  cloud.kinesis.begin(stream, { kind: "split", shard: shard.index, hashKey });
});
