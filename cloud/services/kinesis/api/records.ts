import { PutRecord$, PutRecords$, GetRecords$ } from "@aws-sdk/client-kinesis";
import type * as sdk from "@aws-sdk/client-kinesis";
import { isConsole } from "../../../core/console-session";
import { createDiskFull } from "../../../core/faults";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { AnsweredRecords } from "./answered-records";
import {
  createBadOrderingFault,
  createRateExceededFault,
  formatRateExceeded,
  createRecordsTooLargeFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { createIterator, parseIterator } from "./iterator";
import {
  putRecordFigures,
  putRecordsFigures,
  getRecordsFigures,
  checkRecord,
  acceptRecords,
  countBytes,
  type WriteOutcome,
} from "../model/accept-records";
import { listChildShards, readFrom } from "../model/reading";
import { readSequence } from "../model/shard";
import type { Stream } from "../model/stream";

const putRecordMembers = {
  Data: required(fields.recordData),
  PartitionKey: required(fields.partitionKey),
  ExplicitHashKey: optional(fields.hashKey),
  // Checked, but otherwise ignored: here sequence numbers of one shard always grow.
  SequenceNumberForOrdering: optional(fields.sequenceNumberText),
  ...fields.streamMembers,
  DryRun: refused(),
} satisfies Members<sdk.PutRecordInput>;

export const putRecord = operation(PutRecord$, putRecordMembers, (cloud, request): sdk.PutRecordOutput => {
  const stream = cloud.kinesis.requireReadable(request);
  checkRecord(stream, request);
  const { SequenceNumberForOrdering: ordering } = request;
  if (ordering !== undefined && !isPast(ordering, cloud.now())) throw createBadOrderingFault(stream, ordering);
  const [outcome] = acceptRecords(cloud, stream, [request]);
  if (outcome === undefined) throw new Error("one record has one outcome");
  cloud.kinesis.count(stream, putRecordFigures(request, outcome));
  if ("failed" in outcome)
    throw outcome.failed === "throttled" ? createRateExceededFault(stream, outcome.shard.id) : createDiskFull();
  return {
    ShardId: outcome.shard.id,
    SequenceNumber: outcome.sequenceNumber,
    EncryptionType: stream.stored.encryptionKey === undefined ? "NONE" : "KMS",
  };
});

/** Whether a sequence number is valid and not in the future (KDS-037). */
function isPast(sequenceNumber: string, now: number): boolean {
  const read = readSequence(sequenceNumber);
  return read !== undefined && (read.arrivedAt === undefined || read.arrivedAt <= now);
}

/** The most bytes of a request, keys and data together. */
const MAX_BYTES = 10 * 1024 * 1024;

const entry = {
  Data: required(fields.recordData),
  ExplicitHashKey: optional(fields.hashKey),
  PartitionKey: required(fields.partitionKey),
} satisfies Members<sdk.PutRecordsRequestEntry>;

const putRecordsMembers = {
  Records: required(list(structure(entry), { min: 1, max: 500 })),
  ...fields.streamMembers,
  DryRun: refused(),
} satisfies Members<sdk.PutRecordsInput>;

/** Failures of single records are data: the answer is 200 even if all of them failed (KDS-015). */
const put = operation(PutRecords$, putRecordsMembers, (cloud, request): sdk.PutRecordsOutput => {
  const stream = cloud.kinesis.requireReadable(request);
  const { Records: records } = request;
  // A single invalid record fails the whole request.
  records.forEach((record, index) => checkRecord(stream, record, index + 1));
  if (countBytes(records) > MAX_BYTES) throw createRecordsTooLargeFault();
  const outcomes = acceptRecords(cloud, stream, records);
  cloud.kinesis.count(stream, putRecordsFigures(records, outcomes));
  const results = outcomes.map((outcome) => describe(stream, outcome));
  return {
    FailedRecordCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
    Records: results,
    EncryptionType: stream.stored.encryptionKey === undefined ? "NONE" : "KMS",
  };
});

/**
 * `borrowsInput`: the records are written to the operating system before the operation answers, so their bytes don't have to
 * be copied.
 */
export const putRecords = { ...put, borrowsInput: true };

function describe(stream: Stream, outcome: WriteOutcome): sdk.PutRecordsResultEntry {
  if (!("failed" in outcome)) return { SequenceNumber: outcome.sequenceNumber, ShardId: outcome.shard.id };
  if (outcome.failed === "disk") return { ErrorCode: "InternalFailure", ErrorMessage: "Internal Service Failure" };
  return {
    ErrorCode: "ProvisionedThroughputExceededException",
    ErrorMessage: formatRateExceeded(stream, outcome.shard.id),
  };
}

const getRecordsMembers = {
  ShardIterator: required(fields.shardIterator),
  Limit: optional(fields.upTo10000),
  StreamARN: optional(fields.streamArn),
  StreamId: refused(),
  DryRun: refused(),
} satisfies Members<sdk.GetRecordsInput>;

type Answer = Omit<sdk.GetRecordsOutput, "Records"> & { readonly Records: AnsweredRecords };

/** Limits and answer as in KDS-022 and KDS-023. */
export const getRecords = operation(GetRecords$, getRecordsMembers, (cloud, request, { caller }): Answer => {
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
