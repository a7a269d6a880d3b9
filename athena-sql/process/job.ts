import type { HiveType } from "../../foundation/columnar/hive-type";
import type { SqlType } from "../types/type";

/** How the files of a table are read, as its SerDe says. */
export type Format =
  /** `byPlace`: columns are found by their positions in the file, not by their names. */
  | { readonly is: "parquet" | "orc"; readonly byPlace: boolean }
  | {
      /** JSON as OpenX's SerDe reads it. */
      readonly is: "openx";
      readonly ignoreMalformed: boolean;
      readonly anyCase: boolean;
      readonly dotsInKeys: boolean;
      /** For a column, the name of the JSON key that is read for it. */
      readonly mapping: Readonly<Record<string, string>>;
    }
  | {
      /** JSON as Hive's own SerDe reads it. */
      readonly is: "hive-json";
      /** How timestamps may be written, beside Hive's own format: patterns of Joda-Time, or `millis`. */
      readonly patterns: readonly string[];
      /** The current year: years of two digits are taken near it. */
      readonly thisYear: number;
    }
  | {
      readonly is: "csv";
      readonly separator: string;
      readonly quote: string;
      readonly escape: string;
      readonly skipLines: number;
    }
  | {
      readonly is: "delimited";
      readonly field: string;
      readonly items: readonly string[];
      readonly escape: string | undefined;
      readonly nullText: string;
      readonly skipLines: number;
    };

export interface JobFile {
  /** The path of the file on this machine. */
  readonly path: string;
  readonly size: number;
  /** The bytes that reading it counts as, where that is not the size at `path`: an ORC file's own size. */
  readonly counted?: number;
  /** The object's address, `s3://bucket/key`. */
  readonly uri: string;
  /** When the object was stored, in ms since the epoch. */
  readonly modifiedAt: number;
  /** The index of its partition among the scan's partitions. */
  readonly partition: number;
}

export interface JobColumn {
  readonly name: string;
  readonly hive: HiveType;
  readonly type: SqlType;
  readonly comesFrom: "data" | "partition" | "object";
  /** Its index among the table's columns in the files; -1 for partition keys and hidden columns. */
  readonly position: number;
  readonly needed: boolean;
}

export interface JobScan {
  readonly id: string;
  readonly format: Format;
  readonly columns: readonly JobColumn[];
  /** The values of each partition's keys, in the keys' order; null where the catalog holds Hive's mark for NULL. */
  readonly partitions: readonly (readonly (string | null)[])[];
  readonly files: readonly JobFile[];
}

/** A folder to write a query's rows into. */
export interface JobOutput {
  /** The process makes the folder, or empties it. */
  readonly folder: string;
  readonly format: "PARQUET" | "ORC" | "JSON" | "TEXTFILE";
  readonly compression: string;
  readonly delimiter: string;
  /** Whether a text file begins with a line of the columns' names. */
  readonly header: boolean;
  /** How many columns at the end are partition keys. */
  readonly keys: number;
  readonly names: readonly string[];
  /** The type that each column is written as. */
  readonly types: readonly SqlType[];
}

/** Everything that a process needs to run a query. */
export interface Job {
  readonly sql: string;
  readonly types: readonly SqlType[];
  /** `JobScan[]` as JSON: with many files a string is faster to send between processes, and to compare. */
  readonly scans: string;
  readonly memoryMiB: number;
  readonly threads: number;
  /** A folder in which DuckDB puts data that does not fit into memory. */
  readonly temporary: string;
  readonly bytesCutoff: number | undefined;
  readonly output: JobOutput | undefined;
}

/** The messages from the cloud to a process: the process answers each question with one `Answer`. `close`, which closes a query, and `end`, which ends the process, get no answer. */
export type Ask = Question | { readonly ask: "close" } | { readonly ask: "end" };

/** A message that the process answers. */
export type Question = { readonly ask: "run"; readonly job: Job } | { readonly ask: "rows" };

export interface WrittenFile {
  /** The name of the file in the output folder. */
  readonly name: string;
  readonly partition: readonly string[];
  readonly rows: number;
}

/** Some rows of a result, as Athena prints them. */
export interface Page {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly isLast: boolean;
}

export type Answer =
  /**
   * The query has started. The first rows come with this answer: most queries have no more, and each question costs a
   * switch between processes.
   */
  | { readonly answer: "running"; readonly bytesScanned: number; readonly page: Page }
  | { readonly answer: "rows"; readonly page: Page }
  | { readonly answer: "written"; readonly files: readonly WrittenFile[]; readonly bytesScanned: number }
  /** The query failed: the error's code and Athena's message. */
  | { readonly answer: "fault"; readonly code: string; readonly message: string }
  /** A bug of the lab cloud's. */
  | { readonly answer: "broken"; readonly error: string };

/** Trino's message for a statement that nests deeper than the stack of its analyzer (StatementAnalyzer). */
export const TOO_LARGE_TO_ANALYZE = "statement is too large (stack overflow during analysis)";

/** Athena's message for a query that needs more memory than there is. */
export const EXHAUSTED = "Query exhausted resources at this scale factor";

/** Thrown where a query fails, with Athena's message. */
export class JobFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
