import { GetRecords$, type GetRecordsInput, type GetRecordsOutput } from "@aws-sdk/client-kinesis";
import { isConsole } from "../../../core/console-session";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { AnsweredRecords } from "../answered-records";
import { createRateExceededFault } from "../faults";
import { shardIterator, streamArn, upTo10000 } from "../fields";
import { createIterator, parseIterator } from "../iterator";
import { getRecordsFigures } from "../metrics";
import { listChildShards, readFrom } from "../reading";

const members = {
  ShardIterator: required(shardIterator),
  Limit: optional(upTo10000),
  StreamARN: optional(streamArn),
  StreamId: refused(),
  DryRun: refused(),
} satisfies Members<GetRecordsInput>;

type Answer = Omit<GetRecordsOutput, "Records"> & { readonly Records: AnsweredRecords };

/** Limits and answer as in KDS-022 and KDS-023. */
export const getRecords = operation(GetRecords$, members, (cloud, request, { caller }): Answer => {
  const now = cloud.now();
  const { stream, shard, number } = parseIterator(cloud.kinesis, request.ShardIterator, now);
  if (!shard.reads.canUse(1, now) || !shard.bytesOut.isOpen(now)) {
    cloud.kinesis.count(stream, getRecordsFigures(undefined, now));
    throw createRateExceededFault(stream, shard.id);
  }
  shard.reads.use(1);
  const read = readFrom(cloud, { stream, shard, number }, { records: request.Limit ?? 10_000 });
  shard.bytesOut.use(read.records.bytes);
  // Reads of the console do not count as a program's reads.
  if (!isConsole(caller.arn)) shard.noteRead(read.records.length, read.next);
  cloud.kinesis.count(stream, getRecordsFigures(read, now));
  const { records, next, behindMs, isDrained } = read;
  return {
    Records: new AnsweredRecords(shard, records),
    // The last answer of a closed shard has ChildShards instead of the next iterator.
    ...(isDrained
      ? { ChildShards: listChildShards(stream, shard) }
      : { NextShardIterator: createIterator(cloud.kinesis, { stream, shard, number: next }, now) }),
    MillisBehindLatest: behindMs,
  };
});
