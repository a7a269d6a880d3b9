import type { Confine } from "../../../processes/command";
import type { Catalog } from "../../glue/catalog";
import type { S3ForServices } from "../../s3/ports";

/** A column of a result. */
export interface ColumnInfo {
  readonly name: string;
  /**
   * The type as engine v3 spells it in a query, whole: `varchar`, `varchar(3)`, `integer`, `bigint`, `real`, `decimal(10,2)`,
   * `timestamp(3)`, `array(varchar)`, `map(varchar, integer)`, `row(a integer, b varchar)`.
   */
  readonly type: string;
  /** How GetQueryResults names it: without parameters, and `float` for `real`. */
  readonly resultType: string;
  /** As GetQueryResults counts it: 10 for an integer, 2147483647 for a varchar without length … (ATH-008). */
  readonly precision: number;
  readonly scale: number;
  /** Hive's spelling, for a table that is made of this column: `string`, `struct<a:int>`; undefined where Hive has no such type. */
  readonly hiveType: string | undefined;
}

/** One way to call a function. */
export interface FunctionInfo {
  readonly name: string;
  /** The types of its arguments; one letter stands for any type. */
  readonly takes: string;
  readonly gives: string;
  readonly kind: "scalar" | "aggregate" | "window";
}

/** One reading of one table. */
export interface ScanInfo {
  readonly database: string;
  readonly table: string;
  /** The columns that are read. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The names of the partition columns. */
  readonly keys: readonly string[];
  /** The partitions that conditions leave over, by their values; one without values for a table without keys. */
  readonly partitions: readonly (readonly (string | null)[])[];
  readonly objects: number;
  readonly bytes: number;
}

/** What the engine reads of the catalog. */
export type QueryCatalog = Pick<Catalog, "databases" | "tables" | "findTable" | "partitions" | "partitionsMatching">;

/** What the engine reads of S3. */
export type QueryFiles = Pick<S3ForServices, "filesUnder" | "bucketExists" | "mayRead">;

export interface QueryInput {
  /** A query: the text of a `select`, or the `query` of another kind of statement. */
  readonly sql: string;
  /** Where names without one are looked for. */
  readonly database: string;
  /** What stands for each `?`, as expressions in SQL (`'a'`, `12`, `DATE '2030-01-01'`). */
  readonly parameters?: readonly string[] | undefined;
  readonly catalog: QueryCatalog;
  readonly files: QueryFiles;
  /** ms since the epoch, of the cloud's clock: now(), current_date. */
  readonly now: number;
  /** Ends the query with a QueryFault when more is read; bytes. */
  readonly bytesCutoff?: number | undefined;
  readonly signal: AbortSignal;
}

export interface QueryOutput {
  readonly columns: readonly ColumnInfo[];
  /** Each value as Athena prints it; null for NULL. Throws QueryFault where a value cannot be computed. */
  readonly rows: AsyncIterable<readonly (string | null)[]>;
  /** All that the query reads, known from the start. */
  readonly bytesScanned: () => number;
  /** Lets go of process and files; to be called whether or not the rows were read to their end. */
  close(): void;
}

/** How Hive spreads rows over files: by the hash of some columns. */
export interface Buckets {
  readonly columns: readonly string[];
  readonly count: number;
}

export interface WriteInput extends QueryInput {
  readonly format: "PARQUET" | "ORC" | "JSON" | "TEXTFILE";
  /** `GZIP`, `SNAPPY`, `ZSTD`, `NONE` …; the format's usual one unless told. */
  readonly compression?: string | undefined;
  /** Of TEXTFILE; `\u0001` unless told. */
  readonly delimiter?: string | undefined;
  /** Of TEXTFILE: whether each file begins with a line of the columns' names. */
  readonly header?: boolean | undefined;
  /** The last columns of the query, in order. Their values stand in the files' partitions, not in the files. */
  readonly partitionedBy?: readonly string[] | undefined;
  /** Needs `columns`, where its columns stand. */
  readonly buckets?: Buckets | undefined;
  /** The target's columns, where there is a target: values are converted to their types, and files name them so. */
  readonly columns?: readonly { readonly name: string; readonly hiveType: string }[] | undefined;
  /** A local folder, there and empty, which the engine writes its files into; on the same disk as `temporary`. */
  readonly folder: string;
}

export interface WrittenFile {
  readonly path: string;
  /** The values of `partitionedBy`, as the catalog keeps them. */
  readonly partition: readonly string[];
  /** Which of the buckets, from 0. */
  readonly bucket?: number | undefined;
  readonly rows: number;
}

export interface Written {
  readonly columns: readonly ColumnInfo[];
  readonly files: readonly WrittenFile[];
  readonly rows: number;
  readonly bytesScanned: number;
}

/** A table's name as a statement gives it, quotes taken off, in lower case. */
export interface QualifiedName {
  readonly catalog?: string;
  readonly database?: string;
  readonly name: string;
}

/** What `WITH (…)` of a statement gives; names in lower case. */
export type PropertyValue = string | number | boolean | readonly PropertyValue[];
export type Properties = Readonly<Record<string, PropertyValue>>;

/**
 * A statement by its kind. Every `query` is text to run as `QueryInput.sql`; what stood before it is replaced by blanks, so that lines and
 * columns in messages are those of the statement.
 */
export type ParsedStatement =
  | {
      readonly kind: "select";
      readonly query: string;
      readonly parameters: number;
      /** `SELECT 1, 'a' AS s`: AWS answers it without its engine, which shows in the files. */
      readonly literalsAlone: boolean;
    }
  | {
      readonly kind: "explain";
      readonly analyze: boolean;
      /** In lower case: `type`, `format`. */
      readonly options: Readonly<Record<string, string>>;
      /** What is explained; undefined where it is no query. */
      readonly query: string | undefined;
      readonly parameters: number;
    }
  | {
      readonly kind: "ctas";
      readonly table: QualifiedName;
      readonly ifNotExists: boolean;
      readonly comment?: string;
      readonly properties: Properties;
      readonly columns?: readonly string[];
      readonly query: string;
      readonly withData: boolean;
      readonly parameters: number;
    }
  | {
      readonly kind: "insert";
      readonly table: QualifiedName;
      readonly columns?: readonly string[];
      readonly query: string;
      readonly parameters: number;
    }
  | {
      readonly kind: "unload";
      readonly to: string;
      readonly properties: Properties;
      readonly query: string;
      readonly parameters: number;
    }
  | {
      readonly kind: "create-view";
      readonly view: QualifiedName;
      readonly orReplace: boolean;
      readonly comment?: string;
      readonly query: string;
    }
  | { readonly kind: "prepare"; readonly name: string; readonly statement: string }
  | { readonly kind: "execute"; readonly name: string; readonly parameters: readonly string[] }
  | { readonly kind: "deallocate"; readonly name: string }
  /** Anything else, for the parser of DDL: the engine has only looked at how it begins. */
  | { readonly kind: "ddl" };

/** A statement that cannot be parsed: StartQueryExecution refuses it. The message is Athena's: `line 1:8: mismatched input …`. */
export class SyntaxFault extends Error {
  override readonly name = "SyntaxFault";
}

/** The answer to a query that fails, in Athena's words: `COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved …`. */
export class QueryFault extends Error {
  override readonly name = "QueryFault";
  /** What stands before the first colon: `COLUMN_NOT_FOUND`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** The query was stopped by its signal. */
export class QueryCancelled extends Error {
  override readonly name = "QueryCancelled";
}

/** What runs Athena's queries. */
export interface QueryEngine {
  /** A query will come soon: what it needs may be started. */
  prepare(): void;
  /** Says which kind of statement it is. Looks at no catalog. @throws SyntaxFault */
  parse(sql: string): ParsedStatement;
  /** The functions that it runs, by name. */
  functions(): readonly FunctionInfo[];
  /** What a query would read, without running it. @throws SyntaxFault, QueryFault */
  scansOf(input: Omit<QueryInput, "signal">): readonly ScanInfo[];
  /** The columns that a query would have (a view's, for instance), without running it. @throws SyntaxFault, QueryFault */
  columnsOf(input: Omit<QueryInput, "signal">): readonly ColumnInfo[];
  /** @throws SyntaxFault, QueryFault for what is wrong with the query, QueryCancelled */
  run(input: QueryInput): Promise<QueryOutput>;
  /** Runs a query into files. @throws SyntaxFault, QueryFault, QueryCancelled; what was written until then stays in the folder */
  write(input: WriteInput): Promise<Written>;
  /** Ends the processes. */
  close(): Promise<void>;
}

export interface QueryEngineOptions {
  /** For the processes that run queries, each; MiB, 1024 unless told. What does not fit goes to disk, in `temporary`. */
  readonly memoryMiB?: number;
  /** What such a process may hold in all, MiB; `memoryMiB` and 1024 more unless told. One that holds more is ended. */
  readonly processMiB?: number;
  /** Queries at one time; more wait. 4 unless told. */
  readonly parallel?: number;
  /** A folder of the engine's own for what does not fit into memory, and for unpacked objects; emptied at the start. */
  readonly temporary: string;
  /** ms of real time after which a query fails; a minute unless told. On AWS it is 30: here somebody waits for the clock meanwhile. */
  readonly timeoutMs?: number;
  /** The Python that has pyarrow, for ORC; see columnar/orc.ts. */
  readonly python?: string | undefined;
  /** Where the processes are to be confined. They then see of this machine what they need to run, their own folder and `readable`. */
  readonly confine?: Confine | undefined;
  /** The folders in which the files of scans lie; for `confine`. */
  readonly readable?: readonly string[];
}
