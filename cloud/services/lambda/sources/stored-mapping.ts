import { serviceOfArn } from "../../../core/arn-parts";

/** A state that passes: creating, changing and deleting a mapping takes a while. */
export interface Transition {
  readonly state: "Creating" | "Enabling" | "Disabling" | "Updating" | "Deleting";
  /** ms since the epoch. */
  readonly until: number;
}

/** An event source mapping as it is kept: from a data stream or a queue to a function. */
export interface StoredMapping {
  readonly uuid: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly qualifier?: string;
  readonly isEnabled: boolean;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly transition?: Transition;
  readonly tags: Readonly<Record<string, string>>;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Event patterns, as JSON; a record that fits one of them passes. */
  readonly filters: readonly string[];
  /** Whether the function says which records of a batch it failed at. */
  readonly reportsItems: boolean;
  /** Only of a stream. */
  readonly stream?: StreamSettings;
  /** How many batches of a queue are worked on at once. */
  readonly mostConcurrent?: number;
}

/** How a stream is read. */
export interface StreamSettings {
  readonly start: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  /** ms since the epoch. */
  readonly startAt?: number;
  /** Batches of a shard that are worked on at once; records of one partition key stay in order. */
  readonly parallel: number;
  /** -1: until the records age out. */
  readonly retries: number;
  /** -1: no limit. */
  readonly ageSeconds: number;
  readonly bisects: boolean;
  readonly onFailure?: string;
}

export const isStreamArn = (arn: string): boolean => serviceOfArn(arn) === "kinesis";
