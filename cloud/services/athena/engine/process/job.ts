import type { HiveType } from "../../../glue/hive-type";
import type { SqlType } from "../types/type";

/** What a table's files are, told by its SerDe. */
export type Format =
  /** `byPlace`: columns are found by their places, not by their names. */
  | { readonly is: "parquet" | "orc"; readonly byPlace: boolean }
  | {
      /** JSON as OpenX's SerDe reads it. */
      readonly is: "openx";
      readonly ignoreMalformed: boolean;
      readonly anyCase: boolean;
      readonly dotsInKeys: boolean;
      /** From a column to the key that it is read from. */
      readonly mapping: Readonly<Record<string, string>>;
    }
  | {
      /** JSON as Hive's own SerDe reads it. */
      readonly is: "hive-json";
      /** How times may be written, beside Hive's own way: patterns of Joda-Time, or `millis`. */
      readonly patterns: readonly string[];
      /** Years of two digits are near it. */
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
  /** Where the bytes are on this machine. */
  readonly path: string;
  readonly size: number;
  /** What reading it counts, where that is not what is read: an ORC file's own size. */
  readonly counted?: number;
  /** `s3://bucket/key` */
  readonly uri: string;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  /** Which of the scan's partitions it belongs to. */
  readonly partition: number;
}

export interface JobColumn {
  readonly name: string;
  readonly hive: HiveType;
  readonly type: SqlType;
  readonly comesFrom: "data" | "partition" | "object";
  /** Its place among the table's own columns; -1 for others. */
  readonly position: number;
  readonly needed: boolean;
}

export interface JobScan {
  readonly id: string;
  readonly format: Format;
  readonly columns: readonly JobColumn[];
  /** The values of each partition's keys, in their order; null where the catalog holds Hive's mark of NULL. */
  readonly partitions: readonly (readonly (string | null)[])[];
  readonly files: readonly JobFile[];
}

/** A folder to write a query's rows into. */
export interface JobOutput {
  /** The process makes it, and empties it first. */
  readonly folder: string;
  readonly format: "PARQUET" | "ORC" | "JSON" | "TEXTFILE";
  readonly compression: string;
  readonly delimiter: string;
  /** Whether text begins with a line of names. */
  readonly header: boolean;
  /** How many of the last columns are the partitions' keys. */
  readonly keys: number;
  readonly names: readonly string[];
  /** The type that each column is written as. */
  readonly types: readonly SqlType[];
}

/** All that a process needs to run a query. */
export interface Job {
  readonly sql: string;
  readonly types: readonly SqlType[];
  /** `JobScan[]` as JSON: of many files a text goes faster between processes, and is compared at once. */
  readonly scans: string;
  readonly memoryMiB: number;
  readonly threads: number;
  /** Where DuckDB puts what does not fit into memory. */
  readonly temporary: string;
  readonly bytesCutoff: number | undefined;
  readonly output: JobOutput | undefined;
}

/** How the cloud and a process speak: the process answers each question with one `Answer`, and the others, which close a query and end the process, with none. */
export type Ask = Question | { readonly ask: "close" } | { readonly ask: "end" };

/** What is answered. */
export type Question = { readonly ask: "run"; readonly job: Job } | { readonly ask: "rows" };

export interface JobWritten {
  /** Of a file in the folder that it was to write into. */
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
  /** With the first rows: most queries have no others, and each question costs a turn of the machine. */
  | { readonly answer: "running"; readonly bytesScanned: number; readonly page: Page }
  | { readonly answer: "rows"; readonly page: Page }
  | { readonly answer: "written"; readonly files: readonly JobWritten[]; readonly bytesScanned: number }
  /** A fault of the query's: its code and what Athena says. */
  | { readonly answer: "fault"; readonly code: string; readonly message: string }
  /** A bug of ours. */
  | { readonly answer: "broken"; readonly error: string };

/** Thrown where a query cannot go on: what Athena says of it. */
export class JobFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
