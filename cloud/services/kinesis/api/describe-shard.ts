import type { Shard as WireShard, StreamSummary } from "@aws-sdk/client-kinesis";
import type { Shard } from "../model/shard";
import { formatShardId } from "../model/stored-stream";
import type { Stream } from "../model/stream";

/** A shard as DescribeStream and ListShards answer it. */
export function describeShard(shard: Shard): WireShard {
  const { stored, endingSequence } = shard;
  return {
    ShardId: shard.id,
    ...(stored.parent === undefined ? {} : { ParentShardId: formatShardId(stored.parent) }),
    ...(stored.adjacentParent === undefined ? {} : { AdjacentParentShardId: formatShardId(stored.adjacentParent) }),
    HashKeyRange: { StartingHashKey: stored.firstHash, EndingHashKey: stored.lastHash },
    SequenceNumberRange: {
      StartingSequenceNumber: shard.startingSequence,
      ...(endingSequence === undefined ? {} : { EndingSequenceNumber: endingSequence }),
    },
  };
}

/** A stream as ListStreams answers it, which is also a part of every description. */
export const describeStream = ({
  name,
  arn,
  stored,
}: Stream): StreamSummary & { readonly StreamName: string; readonly StreamARN: string } => ({
  StreamName: name,
  StreamARN: arn,
  StreamStatus: stored.status,
  StreamModeDetails: { StreamMode: stored.mode },
  StreamCreationTimestamp: new Date(stored.madeAt),
});
