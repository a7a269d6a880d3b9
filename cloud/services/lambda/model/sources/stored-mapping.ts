import { getServiceOfArn } from "../../../../core/arn-parts";
import { filterPattern } from "./filter-pattern";

/** A temporary state: creating, changing and deleting a mapping takes a while. */
export interface Transition {
  readonly state: "Creating" | "Enabling" | "Disabling" | "Updating" | "Deleting";
  /** ms since the epoch. */
  readonly until: number;
}

/** An event source mapping as it is stored: from a data stream or a queue to a function. */
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
  /** Event patterns, as JSON; a record that matches one of them passes. */
  readonly filters: readonly string[];
  /** Whether the function reports which records of a batch failed (ReportBatchItemFailures). */
  readonly reportsItems: boolean;
  /** Set if the source is a stream. */
  readonly stream?: StreamSettings;
  /** How many batches of a queue are processed at the same time. */
  readonly maxConcurrent?: number;
}

/** How a stream is read. */
export interface StreamSettings {
  readonly start: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  /** ms since the epoch. */
  readonly startAt?: number;
  /** How many batches of a shard are processed at the same time; records of one partition key stay in order. */
  readonly parallel: number;
  /** -1: retry until the records expire. */
  readonly retries: number;
  /** -1: no limit. */
  readonly ageSeconds: number;
  readonly bisects: boolean;
  readonly onFailure?: string;
}

export const isStreamArn = (arn: string): boolean => getServiceOfArn(arn) === "kinesis";

/**
 * Which records of a source pass a mapping's filters.
 *
 * @param patterns JSON; without patterns every record passes
 * @param name the name of a record's content in patterns: `data` of a stream, `body` of a queue
 */
export function compileRecordFilter(
  patterns: readonly string[],
  name: "data" | "body",
): (content: string, record: object) => boolean {
  const tests = patterns.map(filterPattern);
  if (tests.length === 0) return () => true;
  return (content, record) => {
    // Patterns see the members of JSON content; other content is a single string.
    const seen = { ...record, [name]: parseContent(content) };
    return tests.some((test) => test(seen));
  };
}

function parseContent(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
