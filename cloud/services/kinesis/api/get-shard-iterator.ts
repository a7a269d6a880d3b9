import { GetShardIterator$, type GetShardIteratorInput, type GetShardIteratorOutput } from "@aws-sdk/client-kinesis";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createShardMissingFault } from "../model/faults";
import { iteratorType, sequenceNumberText, shardIdText, streamMembers, time } from "../model/fields";
import { createIterator, findStartingNumber } from "./iterator";
import { formatShardId } from "../model/stored-stream";
import { requireShardIndex } from "../model/stream";

const members = {
  ShardId: required(shardIdText),
  ShardIteratorType: required(iteratorType),
  StartingSequenceNumber: optional(sequenceNumberText),
  Timestamp: optional(time),
  ...streamMembers,
  DryRun: refused(),
} satisfies Members<GetShardIteratorInput>;

export const getShardIterator = operation(GetShardIterator$, members, (cloud, request): GetShardIteratorOutput => {
  const { kinesis } = cloud;
  // The shard's id is parsed before the stream is looked up. For a missing or CREATING stream, AWS reports the shard as
  // missing (KDS-004, KDS-034).
  const named = kinesis.findNamed(request);
  const index = requireShardIndex(named, request.ShardId);
  const stream = kinesis.find(named.name) === undefined ? undefined : kinesis.requireStream(request);
  const shard = stream?.findShardAt(index);
  if (stream === undefined || shard === undefined) throw createShardMissingFault(named, formatShardId(index));
  const { ShardIteratorType: type, StartingSequenceNumber: sequenceNumber, Timestamp: time } = request;
  const point = { type, sequenceNumber, time, operation: GetShardIterator$[2] };
  const number = findStartingNumber({ stream, shard }, point, cloud.now());
  return { ShardIterator: createIterator(kinesis, { stream, shard, number }, cloud.now()) };
});
