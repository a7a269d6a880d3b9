import {
  PutRecords$,
  type PutRecordsInput,
  type PutRecordsOutput,
  type PutRecordsRequestEntry,
  type PutRecordsResultEntry,
} from "@aws-sdk/client-kinesis";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { formatRateExceeded, createRecordsTooLargeFault } from "../faults";
import { hashKey, partitionKey, recordData, streamMembers } from "../fields";
import { putRecordsFigures } from "../metrics";
import { countBytes, checkRecord, writeRecords, type WriteOutcome } from "../write-records";
import type { Stream } from "../stream";

/** The most bytes of a request, keys and data together. */
const MAX_BYTES = 10 * 1024 * 1024;

const entry = {
  Data: required(recordData),
  ExplicitHashKey: optional(hashKey),
  PartitionKey: required(partitionKey),
} satisfies Members<PutRecordsRequestEntry>;

const members = {
  Records: required(list(structure(entry), { min: 1, max: 500 })),
  ...streamMembers,
  DryRun: refused(),
} satisfies Members<PutRecordsInput>;

/** Failures of single records are data: the answer is 200 even if all of them failed (KDS-015). */
const put = operation(PutRecords$, members, (cloud, request): PutRecordsOutput => {
  const stream = cloud.kinesis.requireReadable(request);
  const { Records: records } = request;
  // A single invalid record fails the whole request.
  records.forEach((record, index) => checkRecord(stream, record, index + 1));
  if (countBytes(records) > MAX_BYTES) throw createRecordsTooLargeFault();
  const outcomes = writeRecords(cloud, stream, records);
  cloud.kinesis.count(stream, putRecordsFigures(records, outcomes));
  const results = outcomes.map((outcome) => describe(stream, outcome));
  return {
    FailedRecordCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
    Records: results,
    EncryptionType: stream.stored.encryptionKey === undefined ? "NONE" : "KMS",
  };
});

/**
 * `borrowsInput`: the records are written to the operating system before the operation answers, so their bytes need not
 * be copied.
 */
export const putRecords = { ...put, borrowsInput: true };

function describe(stream: Stream, outcome: WriteOutcome): PutRecordsResultEntry {
  if (!("failed" in outcome)) return { SequenceNumber: outcome.sequenceNumber, ShardId: outcome.shard.id };
  if (outcome.failed === "disk") return { ErrorCode: "InternalFailure", ErrorMessage: "Internal Service Failure" };
  return {
    ErrorCode: "ProvisionedThroughputExceededException",
    ErrorMessage: formatRateExceeded(stream, outcome.shard.id),
  };
}
