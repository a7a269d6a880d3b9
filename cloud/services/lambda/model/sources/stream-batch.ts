import type { Core } from "../../../../core/core";
import type { ServiceAnswer } from "../calls/service-calls";
import type { SourceRecord } from "../../../kinesis/model/source";
import { type Job, getTarget, parseItemFailures } from "./shard-lane";
import type { StoredMapping, StreamSettings } from "./stored-mapping";

/** A record of a stream in a function's event. @param role of the function */
export function streamRecord(
  { shardId, sequenceNumber, partitionKey, data, arrivedAt }: SourceRecord,
  around: { readonly arn: string; readonly region: string; readonly role: string },
): object {
  return {
    kinesis: {
      kinesisSchemaVersion: "1.0",
      partitionKey,
      sequenceNumber,
      data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
      approximateArrivalTimestamp: arrivedAt / 1000,
    },
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${shardId}:${sequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: around.role,
    awsRegion: around.region,
    eventSourceARN: around.arn,
  };
}

/**
 * The wait before a retry doubles from half a second to a minute. AWS documents no times. With these, a record is tried
 * as often in its minute as recorded on AWS by LocalStack, 2025-11-25 (test_kinesis_maximum_record_age_exceeded).
 */
const computeWaitMs = (failures: number): number => Math.min(60_000, 500 * 2 ** (failures - 1));

/** The work that is left of a job after a call. */
interface RemainingWork {
  readonly jobs: readonly Job[];
  /** Records that are not retried any more. */
  readonly abandoned?: { readonly job: Job; readonly condition: "RetryAttemptsExhausted" };
}

/**
 * Decides what follows a call: the job is done, retried from a record on, split in two, or given up.
 *
 * @param now ms since the epoch
 */
export function decideAfterCall(
  job: Job,
  answer: ServiceAnswer,
  {
    mapping,
    settings,
    now,
  }: { readonly mapping: StoredMapping; readonly settings: StreamSettings; readonly now: number },
): RemainingWork {
  if (answer.kind === "answered" && !answer.isError) {
    const left = mapping.reportsItems ? listUnfinished(job, answer.payload.toString("utf8")) : [];
    if (left.length === 0) return { jobs: [] };
    // Some records are done: the others are a batch of their own, with all its attempts, and are not split (recorded on
    // AWS by LocalStack, 2025-11-25, test_kinesis_report_batch_item_failures, test_dynamodb_report_batch_item_failures).
    if (left.length < job.records.length)
      return { jobs: [{ ...job, records: left, failures: 0, dueAt: now + computeWaitMs(1) }] };
  }
  // A refused call, such as a throttled one, does not count as an attempt.
  if (answer.kind === "refused") return { jobs: [{ ...job, dueAt: now + computeWaitMs(1) }] };
  return retryJob(job, settings, now);
}

function retryJob(job: Job, settings: StreamSettings, now: number): RemainingWork {
  const failures = job.failures + 1;
  const next = { ...job, failures, dueAt: now + computeWaitMs(failures) };
  if (settings.retries !== -1 && failures > settings.retries) {
    if (settings.bisects && job.records.length > 1) return { jobs: splitJob({ ...next, failures: 0 }) };
    return { jobs: [], abandoned: { job: next, condition: "RetryAttemptsExhausted" } };
  }
  return { jobs: settings.bisects && job.records.length > 1 ? splitJob(next) : [next] };
}

function splitJob(job: Job): readonly Job[] {
  const middle = Math.ceil(job.records.length / 2);
  return [job.records.slice(0, middle), job.records.slice(middle)].map((records) => ({ ...job, records }));
}

/** The records from the first one on that the function reports as failed. */
function listUnfinished({ records }: Job, payload: string): readonly SourceRecord[] {
  const failed = parseItemFailures(payload, new Set(records.map(({ sequenceNumber }) => sequenceNumber)));
  if (failed === undefined) return records;
  const first = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return first === -1 ? [] : records.slice(first);
}

/**
 * The invocation record for a mapping's destination about records that are given up: their positions, not their data.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function createAbandonedRecord(
  core: Core,
  mapping: StoredMapping,
  {
    job,
    requestId,
    condition,
    answer,
  }: {
    readonly job: Job;
    readonly requestId: string;
    readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
    readonly answer: ServiceAnswer | undefined;
  },
): string {
  const answered = answer?.kind === "answered" ? answer : undefined;
  return JSON.stringify({
    requestContext: {
      requestId,
      functionArn: getTarget(core, mapping),
      condition,
      approximateInvokeCount: job.failures,
    },
    ...(answered === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: answered.version,
            // Null if the function itself reported the failed records (recorded on AWS by LocalStack, 2025-11-25).
            functionError: answered.isError ? "Unhandled" : null,
          },
        }),
    version: "1.0",
    timestamp: new Date(core.now()).toISOString(),
    KinesisBatchInfo: { ...describeRange(job), batchSize: job.records.length, streamArn: mapping.sourceArn },
  });
}

function describeRange({ records }: Job): object {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) return {};
  return {
    shardId: first.shardId,
    startSequenceNumber: first.sequenceNumber,
    endSequenceNumber: last.sequenceNumber,
    approximateArrivalOfFirstRecord: new Date(first.arrivedAt).toISOString(),
    approximateArrivalOfLastRecord: new Date(last.arrivedAt).toISOString(),
  };
}
