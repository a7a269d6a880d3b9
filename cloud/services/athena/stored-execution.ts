import type { GivenResultConfiguration, GivenResultReuse } from "./fields";

/** The states of a query; the last three are final (ATH-001). */
export type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A column of a result, as ColumnInfo and the `.metadata` file tell of it. */
export interface ResultColumn {
  readonly name: string;
  /** Without parameters: `varchar`, `decimal`, `array`. */
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
}

/** Why a query failed. */
export interface Failure {
  /** StateChangeReason. */
  readonly reason: string;
  /** 1 system, 2 user, 3 other. */
  readonly category: 1 | 2 | 3;
  readonly type: number;
  readonly retryable: boolean;
  /** Where it differs from the reason. */
  readonly message?: string;
}

/** What a statement leaves in S3 (ATH-013). */
export type ResultFile =
  /** `<id>.csv`, with a header line. */
  | "csv"
  /** `<id>.txt`: lines as they are. */
  | "text"
  /** `tables/<id>`: no file of that name, only its companions. */
  | "table"
  /** `<id>`: likewise. */
  | "none";

/** One query as it is kept. Times are ms since the epoch. */
export interface StoredExecution {
  readonly id: string;
  /** 1, 2, 3, … in the order of their start. */
  readonly number: number;
  readonly query: string;
  readonly type: "DDL" | "DML" | "UTILITY";
  readonly subtype?: string | undefined;
  readonly workGroup: string;
  /** As they were given. */
  readonly database?: string | undefined;
  readonly catalog?: string | undefined;
  /** Whether an earlier result would do: here each query runs anew. */
  readonly reuse?: GivenResultReuse | undefined;
  readonly parameters?: readonly string[] | undefined;
  /** The path of the result file, `s3://…`; companions begin with it. */
  readonly output: string;
  readonly resultFile: ResultFile;
  /** Whether Hive runs it: then its results are empty if it fails, and not refused. */
  readonly byHive: boolean;
  /** What else was said of the result, as it was said. */
  readonly resultOptions: Omit<GivenResultConfiguration, "OutputLocation">;
  /** Bytes that may be read, where the work group says so. */
  readonly cutoff?: number | undefined;
  readonly publishes: boolean;
  readonly caller: string;
  /** ClientRequestToken, with what must be the same when it is used again. */
  readonly token?: { readonly text: string; readonly parameters: string } | undefined;
  readonly state: QueryState;
  readonly submittedAt: number;
  /** The time for which the cloud had been up; the history counts that. */
  readonly submittedUpMs: number;
  readonly startedAt?: number | undefined;
  readonly completedAt?: number | undefined;
  /** Of a cancelled query; a failed one has its failure. */
  readonly reason?: string | undefined;
  readonly failure?: Failure | undefined;
  /** Bytes at which it was cut off. */
  readonly cutAt?: number | undefined;
  readonly outcome?: QueryOutcome | undefined;
}

/** What came of a query. */
export interface QueryOutcome {
  readonly columns: readonly ResultColumn[];
  /** Rows of the result, without its header; or rows written. */
  readonly rows: number;
  readonly updateCount?: number | undefined;
  readonly bytesScanned: number;
  /** Bytes of the result file. */
  readonly bytesReturned: number;
  /** `s3://…` of the list of files that were written. */
  readonly manifest?: string | undefined;
  /** Whether a page of text begins with the columns' names, which its file has not (ATH-007). */
  readonly namesFirst?: boolean | undefined;
  /** A statement that turned out to be another, as DESCRIBE of a view. */
  readonly subtype?: string | undefined;
}

export const isFinal = (state: QueryState): boolean => state !== "QUEUED" && state !== "RUNNING";
