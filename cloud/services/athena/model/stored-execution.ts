import type { ResultConfigurationInput, ResultReuseInput } from "./fields";

/** The states of a query; the last three are final (ATH-001). */
type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A column of a result, as ColumnInfo and the `.metadata` file describe it. */
export interface ResultColumn {
  readonly name: string;
  /** The type without parameters: `varchar`, `decimal`, `array`. */
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
}

/** Why a query failed. */
export interface Failure {
  /** The API's StateChangeReason. */
  readonly reason: string;
  /** The API's ErrorCategory: 1 system, 2 user, 3 other. */
  readonly category: 1 | 2 | 3;
  readonly type: number;
  readonly retryable: boolean;
  /** The API's ErrorMessage, where it differs from the reason. */
  readonly message?: string;
}

/** The result file of a statement in S3 (ATH-013). */
export type ResultFile =
  /** `<id>.csv`, with a header line. */
  | "csv"
  /** `<id>.txt`, lines of text without quotes. */
  | "text"
  /** `tables/<id>`: there is no result file, but the names of the files beside it begin so. */
  | "table"
  /** `<id>`: there is no result file, but the names of the files beside it begin so. */
  | "none";

/** A query as it is stored. Times are ms since the epoch. */
export interface StoredExecution {
  readonly id: string;
  /** The query's number: 1, 2, 3, … in the order of the starts. */
  readonly number: number;
  readonly query: string;
  readonly type: "DDL" | "DML" | "UTILITY";
  readonly subtype?: string | undefined;
  readonly workGroup: string;
  /** The database and the catalog as the request named them. */
  readonly database?: string | undefined;
  readonly catalog?: string | undefined;
  /** Whether an earlier result may be reused; here each query runs again. */
  readonly reuse?: ResultReuseInput | undefined;
  readonly parameters?: readonly string[] | undefined;
  /** The path of the result file, `s3://…`; the paths of the files beside it begin with it. */
  readonly output: string;
  readonly resultFile: ResultFile;
  /** Whether Hive runs the statement: if it then fails, its results are empty instead of an error. */
  readonly byHive: boolean;
  /** The other members of ResultConfiguration, as they were given. */
  readonly resultOptions: Omit<ResultConfigurationInput, "OutputLocation">;
  /** How many bytes the query may read, if the work group limits them. */
  readonly cutoff?: number | undefined;
  readonly publishes: boolean;
  readonly caller: string;
  /** The ClientRequestToken, with the parameters that must be equal in a second request with it. */
  readonly token?: { readonly text: string; readonly parameters: string } | undefined;
  readonly state: QueryState;
  readonly submittedAt: number;
  /** For how long the cloud had been running; the age in the history is measured by it. */
  readonly submittedUpMs: number;
  readonly startedAt?: number | undefined;
  readonly completedAt?: number | undefined;
  /** Why the query was canceled; a failed query has `failure` instead. */
  readonly reason?: string | undefined;
  readonly failure?: Failure | undefined;
  /** The limit of bytes at which the query was canceled. */
  readonly cutAt?: number | undefined;
  readonly outcome?: QueryOutcome | undefined;
}

/** The outcome of a query that succeeded. */
export interface QueryOutcome {
  readonly columns: readonly ResultColumn[];
  /** The number of rows in the result, without its header, or of rows written. */
  readonly rows: number;
  readonly updateCount?: number | undefined;
  readonly bytesScanned: number;
  /** The size of the result file in bytes. */
  readonly bytesReturned: number;
  /** The address, `s3://…`, of the manifest, which lists the written files. */
  readonly manifest?: string | undefined;
  /**
   * Whether the first page of results begins with a row of the columns' names, which the result file lacks (ATH-007).
   */
  readonly namesFirst?: boolean | undefined;
  /** The SubstatementType, where it shows only when the statement runs, as for DESCRIBE of a view. */
  readonly subtype?: string | undefined;
}

export const isFinal = (state: QueryState): boolean => state !== "QUEUED" && state !== "RUNNING";
