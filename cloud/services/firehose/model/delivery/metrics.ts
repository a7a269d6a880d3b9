import type { Measurement, MetricSink, MetricSource } from "../ports";
import type { ClosedBuffer } from "./delivery-config";

const createCount = (name: string, value: number): Measurement => ({ name, value, unit: "Count" });
const measureBytes = (name: string, value: number): Measurement => ({ name, value, unit: "Bytes" });
const measureSeconds = (name: string, value: number): Measurement => ({ name, value, unit: "Seconds" });
const sumSizes = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/**
 * The metrics of one delivery stream for CloudWatch, under AWS's names.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 */
export class StreamMetrics {
  readonly #source: MetricSource;

  constructor(sink: MetricSink, deliveryStream: string) {
    this.#source = sink.createSource({ namespace: "AWS/Firehose", dimensions: { DeliveryStreamName: deliveryStream } });
  }

  /** A put of records was accepted, at least in part. `latencyMs` is real time. */
  noteAccepted(
    at: number,
    put: {
      readonly operation: "PutRecord" | "PutRecordBatch";
      readonly records: number;
      readonly bytes: number;
      readonly latencyMs: number;
    },
  ): void {
    const { operation } = put;
    this.#put(at, [
      createCount("IncomingRecords", put.records),
      measureBytes("IncomingBytes", put.bytes),
      createCount("IncomingPutRequests", 1),
      measureBytes(`${operation}.Bytes`, put.bytes),
      { name: `${operation}.Latency`, value: put.latencyMs, unit: "Milliseconds" },
      createCount(`${operation}.Requests`, 1),
      ...(operation === "PutRecordBatch" ? [createCount("PutRecordBatch.Records", put.records)] : []),
    ]);
  }

  noteThrottled(at: number, records: number): void {
    this.#put(at, [createCount("ThrottledRecords", records)]);
  }

  /** The quota as it stands; AWS reports it each minute. */
  noteLimits(at: number, quota: { readonly bytes: number; readonly records: number; readonly requests: number }): void {
    this.#put(at, [
      { name: "BytesPerSecondLimit", value: quota.bytes, unit: "Bytes/Second" },
      { name: "RecordsPerSecondLimit", value: quota.records, unit: "Count/Second" },
      { name: "PutRequestsPerSecondLimit", value: quota.requests, unit: "Count/Second" },
    ]);
  }

  /** A shard of the source stream was read. */
  readFromKinesis(
    at: number,
    read: { readonly records: number; readonly bytes: number; readonly behindMs: number },
  ): void {
    this.#put(at, [
      createCount("DataReadFromKinesisStream.Records", read.records),
      measureBytes("DataReadFromKinesisStream.Bytes", read.bytes),
      { name: "KinesisMillisBehindLatest", value: read.behindMs, unit: "Milliseconds" },
    ]);
  }

  /** Records were unzipped, or could not be. Each number is the bytes of one record: unzipped, or as it arrived if it failed. */
  noteDecompressed(
    at: number,
    { succeeded, failed }: { readonly succeeded: readonly number[]; readonly failed: readonly number[] },
  ): void {
    this.#put(at, [
      measureBytes("OutputDecompressedBytes.Success", sumSizes(succeeded)),
      createCount("OutputDecompressedRecords.Success", succeeded.length),
      measureBytes("OutputDecompressedBytes.Failed", sumSizes(failed)),
      createCount("OutputDecompressedRecords.Failed", failed.length),
    ]);
  }

  /** A function was called, with all its retries. `durationMs` is real time. */
  noteTransformed(
    at: number,
    call: {
      readonly durationMs: number;
      readonly isSuccess: boolean;
      readonly records: number;
      readonly bytes: number;
    },
  ): void {
    this.#put(at, [
      { name: "ExecuteProcessing.Duration", value: call.durationMs, unit: "Milliseconds" },
      createCount("ExecuteProcessing.Success", call.isSuccess ? 1 : 0),
      createCount("SucceedProcessing.Records", call.records),
      measureBytes("SucceedProcessing.Bytes", call.bytes),
    ]);
  }

  /** A metadata query ran over a batch. `durationMs` is real time. */
  noteQueried(at: number, durationMs: number): void {
    this.#put(at, [{ name: "JQProcessing.Duration", value: durationMs, unit: "Milliseconds" }]);
  }

  /** Records were converted to rows, or failed. Each number is the bytes of one record. */
  noteConverted(
    at: number,
    { succeeded, failed }: { readonly succeeded: readonly number[]; readonly failed: readonly number[] },
  ): void {
    this.#put(at, [
      createCount("SucceedConversion.Records", succeeded.length),
      measureBytes("SucceedConversion.Bytes", sumSizes(succeeded)),
      createCount("FailedConversion.Records", failed.length),
      measureBytes("FailedConversion.Bytes", sumSizes(failed)),
    ]);
  }

  /** The number of partitions that hold data. */
  notePartitions(at: number, active: number): void {
    this.#put(at, [createCount("PartitionCount", active), createCount("PartitionCountExceeded", 0)]);
  }

  /** A record failed because its partition would have been one too many. */
  notePartitionsExceeded(at: number): void {
    this.#put(at, [createCount("PartitionCountExceeded", 1)]);
  }

  /** An object was put. Objects with failed records do not count here: the records did not reach their destination. */
  noteDelivered(at: number, { route, buffer, closedAt }: ClosedBuffer): void {
    if (route.kind === "failed") return;
    const to = route.kind === "backup" ? "BackupToS3" : "DeliveryToS3";
    this.#put(at, [
      createCount(`${to}.Records`, buffer.records),
      measureBytes(`${to}.Bytes`, buffer.bytes),
      createCount(`${to}.Success`, 1),
      measureSeconds(`${to}.DataFreshness`, Math.max(0, at - buffer.oldestAt) / 1000),
      ...(to === "DeliveryToS3" ? [createCount("DeliveryToS3.ObjectCount", 1)] : []),
      ...(route.keys === undefined
        ? []
        : [
            {
              name: "PerPartitionThroughput",
              value: buffer.bytes / Math.max(1, (closedAt - buffer.oldestAt) / 1000),
              unit: "Bytes/Second",
            } as const,
          ]),
    ]);
  }

  /** S3 refused an object; the records wait and grow older. */
  noteRefused(at: number, { route, buffer }: ClosedBuffer): void {
    const to = route.kind === "backup" ? "BackupToS3" : "DeliveryToS3";
    this.#put(at, [
      createCount(`${to}.Success`, 0),
      measureSeconds(`${to}.DataFreshness`, Math.max(0, at - buffer.oldestAt) / 1000),
    ]);
  }

  #put(at: number, figures: readonly Measurement[]): void {
    this.#source.count(at, figures);
  }
}
