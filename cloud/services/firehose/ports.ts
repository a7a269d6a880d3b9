import type { S3ForServices } from "../s3/ports";
import type { CatalogReader } from "../glue/catalog";
import type { StreamSource } from "../kinesis/source";

/** What Firehose needs of S3. */
export type ObjectSink = Pick<S3ForServices, "putObject">;

/** What Firehose needs of Kinesis: a data stream by its ARN, or undefined while there is none that can be read. */
export type SourceOf = (arn: string) => StreamSource | undefined;

/** One figure for CloudWatch. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Seconds" | "Milliseconds" | "Bytes/Second" | "Count/Second" | "None";
}

/** What Firehose needs of CloudWatch. */
export interface MetricSink {
  source(of: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>> }): MetricSource;
}

/** Whose figures are counted. */
export interface MetricSource {
  /** Counts figures in for the minute in which `at` (ms since the epoch) lies. */
  count(at: number, figures: readonly Measurement[]): void;
}

/** What Firehose needs of CloudWatch Logs. */
export interface LogSink {
  /** Writes one event; where the group or the stream is missing, nothing is written, as on AWS. */
  write(target: { readonly group: string; readonly stream: string }, at: number, message: string): void;
}

/** What Firehose needs of IAM. */
export interface RoleCheck {
  /** Why a service cannot assume a role; undefined if it can. */
  refusal(arn: string, service: string): string | undefined;
}

/** How a call of a function ended. */
export type FunctionAnswer =
  | { readonly kind: "returned"; /** JSON text. */ readonly payload: string }
  /** It threw, ran out of time, or could not be called. */
  | { readonly kind: "failed" };

/** What Firehose needs of Lambda. */
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
