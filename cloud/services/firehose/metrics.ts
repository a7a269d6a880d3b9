import type { ClosedBuffer } from "./buffers/closed-buffer";
import type { Measurement, MetricSink, MetricSource } from "./ports";

const count = (name: string, value: number): Measurement => ({ name, value, unit: "Count" });
const bytes = (name: string, value: number): Measurement => ({ name, value, unit: "Bytes" });
const seconds = (name: string, value: number): Measurement => ({ name, value, unit: "Seconds" });
const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/**
 * The metrics of one delivery stream for CloudWatch, under AWS's names.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 */
export class StreamMetrics {
  readonly #source: MetricSource;

  constructor(sink: MetricSink, deliveryStream: string) {
    this.#source = sink.source({ namespace: "AWS/Firehose", dimensions: { DeliveryStreamName: deliveryStream } });
  }

  /** A put of records was accepted, at least in part. `latencyMs` is real time. */
  accepted(
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
      count("IncomingRecords", put.records),
      bytes("IncomingBytes", put.bytes),
      count("IncomingPutRequests", 1),
      bytes(`${operation}.Bytes`, put.bytes),
      { name: `${operation}.Latency`, value: put.latencyMs, unit: "Milliseconds" },
      count(`${operation}.Requests`, 1),
      ...(operation === "PutRecordBatch" ? [count("PutRecordBatch.Records", put.records)] : []),
    ]);
  }

  throttled(at: number, records: number): void {
    this.#put(at, [count("ThrottledRecords", records)]);
  }

  /** The quota as it stands; AWS reports it each minute. */
  limits(at: number, quota: { readonly bytes: number; readonly records: number; readonly requests: number }): void {
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
      count("DataReadFromKinesisStream.Records", read.records),
      bytes("DataReadFromKinesisStream.Bytes", read.bytes),
      { name: "KinesisMillisBehindLatest", value: read.behindMs, unit: "Milliseconds" },
    ]);
  }

  /** Records were unzipped, or could not be. Each number is the bytes of one record: unzipped, or as it came if it failed. */
  decompressed(
    at: number,
    { succeeded, failed }: { readonly succeeded: readonly number[]; readonly failed: readonly number[] },
  ): void {
    this.#put(at, [
      bytes("OutputDecompressedBytes.Success", total(succeeded)),
      count("OutputDecompressedRecords.Success", succeeded.length),
      bytes("OutputDecompressedBytes.Failed", total(failed)),
      count("OutputDecompressedRecords.Failed", failed.length),
    ]);
  }

  /** A function was called, with all its retries. `durationMs` is real time. */
  transformed(
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
      count("ExecuteProcessing.Success", call.isSuccess ? 1 : 0),
      count("SucceedProcessing.Records", call.records),
      bytes("SucceedProcessing.Bytes", call.bytes),
    ]);
  }

  /** A metadata query ran over a batch. `durationMs` is real time. */
  queried(at: number, durationMs: number): void {
    this.#put(at, [{ name: "JQProcessing.Duration", value: durationMs, unit: "Milliseconds" }]);
  }

  /** Records were converted to rows, or failed. Each number is the bytes of one record. */
  converted(
    at: number,
    { succeeded, failed }: { readonly succeeded: readonly number[]; readonly failed: readonly number[] },
  ): void {
    this.#put(at, [
      count("SucceedConversion.Records", succeeded.length),
      bytes("SucceedConversion.Bytes", total(succeeded)),
      count("FailedConversion.Records", failed.length),
      bytes("FailedConversion.Bytes", total(failed)),
    ]);
  }

  /** The number of partitions that hold data. */
  partitions(at: number, active: number): void {
    this.#put(at, [count("PartitionCount", active), count("PartitionCountExceeded", 0)]);
  }

  /** A record failed because its partition would have been one too many. */
  partitionsExceeded(at: number): void {
    this.#put(at, [count("PartitionCountExceeded", 1)]);
  }

  /** An object was put. Objects with failed records do not count here: the records did not reach their destination. */
  delivered(at: number, { route, buffer, closedAt }: ClosedBuffer): void {
    if (route.kind === "failed") return;
    const to = route.kind === "backup" ? "BackupToS3" : "DeliveryToS3";
    this.#put(at, [
      count(`${to}.Records`, buffer.records),
      bytes(`${to}.Bytes`, buffer.bytes),
      count(`${to}.Success`, 1),
      seconds(`${to}.DataFreshness`, Math.max(0, at - buffer.oldestAt) / 1000),
      ...(to === "DeliveryToS3" ? [count("DeliveryToS3.ObjectCount", 1)] : []),
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
  refused(at: number, { route, buffer }: ClosedBuffer): void {
    const to = route.kind === "backup" ? "BackupToS3" : "DeliveryToS3";
    this.#put(at, [
      count(`${to}.Success`, 0),
      seconds(`${to}.DataFreshness`, Math.max(0, at - buffer.oldestAt) / 1000),
    ]);
  }

  #put(at: number, figures: readonly Measurement[]): void {
    this.#source.count(at, figures);
  }
}
