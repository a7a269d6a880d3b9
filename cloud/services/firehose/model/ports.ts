import type { S3ForServices } from "../../s3/model/ports";
import type { CatalogReader } from "../../glue/model/catalog";
import type { StreamSource } from "../../kinesis/model/source";

/** The part of S3 that Firehose uses. */
export type ObjectSink = Pick<S3ForServices, "putObject">;

/**
 * The part of Kinesis that Firehose uses: finds a data stream by its ARN; undefined while the stream cannot be read.
 */
type SourceOf = (arn: string) => StreamSource | undefined;

/** One value of a metric for CloudWatch. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Seconds" | "Milliseconds" | "Bytes/Second" | "Count/Second" | "None";
}

/** The part of CloudWatch that Firehose uses. */
export interface MetricSink {
  createSource(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** The metrics of one delivery stream. */
export interface MetricSource {
  /** Adds values to the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Measurement[]): void;
}

/** The part of CloudWatch Logs that Firehose uses. */
interface LogSink {
  /** Writes one event; where the group or the stream is missing, nothing is written, as on AWS. */
  write(target: { readonly group: string; readonly stream: string }, at: number, message: string): void;
}

/** The part of IAM that Firehose uses. */
export interface RoleCheck {
  /** Why a service cannot assume a role; undefined if it can. */
  findRefusal(arn: string, service: string): string | undefined;
}

/** How a call of a function ended. */
export type FunctionAnswer =
  | { readonly kind: "returned"; /** JSON text. */ readonly payload: string }
  /** The function threw, timed out, or could not be called. */
  | { readonly kind: "failed" };

/** The part of Lambda that Firehose uses. */
export interface FunctionCaller {
  /** Calls a function and waits for its end. @param payload JSON text */
  invoke(arn: string, payload: string): Promise<FunctionAnswer>;
}

/** All services that Firehose works with. */
export interface FirehosePorts {
  readonly objects: ObjectSink;
  readonly sourceOf: SourceOf;
  readonly roles: RoleCheck;
  readonly metrics: MetricSink;
  readonly logs: LogSink;
  /** The tables of Glue. */
  readonly catalog: CatalogReader;
  readonly functions: FunctionCaller;
}
