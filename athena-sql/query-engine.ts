import type { Confine } from "../foundation/processes/command";
import type { QueryCatalog, QueryFiles } from "./catalog";

/** A column of a result. */
export interface ColumnInfo {
  readonly name: string;
  /**
   * The type as engine v3 spells it in a query, with its parameters: `varchar`, `varchar(3)`, `integer`, `bigint`,
   * `real`, `decimal(10,2)`, `timestamp(3)`, `array(varchar)`, `map(varchar, integer)`, `row(a integer, b varchar)`.
   */
  readonly type: string;
  /** The type as GetQueryResults names it: without parameters, and `float` for `real`. */
  readonly resultType: string;
  /**
   * The precision as GetQueryResults gives it: 10 for an integer, 2147483647 for a varchar without length … (ATH-008).
   */
  readonly precision: number;
  readonly scale: number;
  /** The type in Hive's spelling, for a table with this column: `string`, `struct<a:int>`; undefined where Hive has no such type. */
  readonly hiveType: string | undefined;
}

/** One overload of a function. */
export interface FunctionInfo {
  readonly name: string;
  /** The types of its arguments; a single letter stands for any type. */
  readonly takes: string;
  readonly gives: string;
  readonly kind: "scalar" | "aggregate" | "window";
}

/** One reading of one table. */
export interface ScanInfo {
  readonly database: string;
  readonly table: string;
  /** The columns that the query needs. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The names of the partition columns. */
  readonly keys: readonly string[];
  /** The partitions that the query reads, each by its keys' values; one without values for a table without keys. */
  readonly partitions: readonly (readonly (string | null)[])[];
  readonly objects: number;
  readonly bytes: number;
}

export interface QueryInput {
  /** A query: the text of a `select`, or the `query` of another kind of statement. */
  readonly sql: string;
  /** The database of table names that name none. */
  readonly database: string;
  /** The values for each `?`, as expressions in SQL (`'a'`, `12`, `DATE '2030-01-01'`). */
  readonly parameters?: readonly string[] | undefined;
  readonly catalog: QueryCatalog;
  readonly files: QueryFiles;
  /** The cloud's time in ms since the epoch, for now() and current_date. */
  readonly now: number;
  /** Fails the query with a QueryFault when it reads more bytes. */
  readonly bytesCutoff?: number | undefined;
  readonly signal: AbortSignal;
}

export interface QueryOutput {
  readonly columns: readonly ColumnInfo[];
  /**
   * The rows; each value is a string as Athena prints it, null for NULL. The iteration throws QueryFault where a value
   * cannot be computed.
   */
  readonly rows: AsyncIterable<readonly (string | null)[]>;
  /** The bytes that the whole query reads, known when it starts. */
  readonly getBytesScanned: () => number;
  /** Releases the process and the files; must be called even if the rows were not read to their end. */
  close(): void;
}

/** How Hive distributes rows over files: by the hash of some columns. */
export interface Buckets {
  readonly columns: readonly string[];
  readonly count: number;
}

export interface WriteInput extends QueryInput {
  readonly format: "PARQUET" | "ORC" | "JSON" | "TEXTFILE";
  /** `GZIP`, `SNAPPY`, `ZSTD`, `NONE` …; the format's default unless given. */
  readonly compression?: string | undefined;
  /** The delimiter of TEXTFILE; `\u0001` unless given. */
  readonly delimiter?: string | undefined;
  /** For TEXTFILE: whether each file begins with a line of the columns' names. */
  readonly header?: boolean | undefined;
  /**
   * The partition keys: the last columns of the query, in order. Their values are not written into the files, but
   * determine the files' partitions.
   */
  readonly partitionedBy?: readonly string[] | undefined;
  /** The bucketing; `columns` must then be given, as it holds the bucket columns. */
  readonly buckets?: Buckets | undefined;
  /**
   * The columns of the target table, if there is one: values are converted to their types, and the files name the
   * columns so.
   */
  readonly columns?: readonly { readonly name: string; readonly hiveType: string }[] | undefined;
  /** An existing, empty local folder, which the engine writes its files into; on the same disk as `temporary`. */
  readonly folder: string;
}

export interface WrittenFile {
  readonly path: string;
  /** The values of `partitionedBy`, as the catalog stores them. */
  readonly partition: readonly string[];
  /** The number of the bucket, from 0. */
  readonly bucket?: number | undefined;
  readonly rows: number;
}

export interface QueryResultFiles {
  readonly columns: readonly ColumnInfo[];
  readonly files: readonly WrittenFile[];
  readonly rows: number;
  readonly bytesScanned: number;
}

/** A table's name as a statement gives it, without quotes, in lower case. */
export interface QualifiedName {
  readonly catalog?: string;
  readonly database?: string;
  readonly name: string;
}

/** A property of a statement's `WITH (…)`; names are in lower case. */
export type PropertyValue = string | number | boolean | readonly PropertyValue[];
export type Properties = Readonly<Record<string, PropertyValue>>;

/**
 * A statement by its kind. Every `query` is text to run as `QueryInput.sql`; the statement's text before the query is
 * replaced by blanks, so that messages give lines and columns of the statement.
 */
export type ParsedStatement =
  | {
      readonly kind: "select";
      readonly query: string;
      readonly parameters: number;
      /**
       * Whether the query only selects literals, such as `SELECT 1, 'a' AS s`: AWS answers it without its engine, and
       * the result files differ.
       */
      readonly literalsAlone: boolean;
    }
  | {
      readonly kind: "explain";
      readonly analyze: boolean;
      /** The options of EXPLAIN, in lower case: `type`, `format`. */
      readonly options: Readonly<Record<string, string>>;
      /** The query that is explained; undefined where the statement is not a query. */
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
  /** Any other statement, for the parser of DDL: the engine has only read its first words. */
  | { readonly kind: "ddl" };

/** A statement that cannot be parsed: StartQueryExecution refuses it. The message is Athena's: `line 1:8: mismatched input …`. */
export class SyntaxFault extends Error {
  override readonly name = "SyntaxFault";
}

/** A query that fails, with Athena's message: `COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved …`. */
export class QueryFault extends Error {
  override readonly name = "QueryFault";
  /** The error's code, the text before the first colon of the message: `COLUMN_NOT_FOUND`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** The query was canceled by its abort signal. */
export class QueryCanceledError extends Error {
  override readonly name = "QueryCanceled";
}

/** The engine that runs Athena's queries. */
export interface QueryEngine {
  /** Says that a query will come soon, so that the engine can start a process for it. */
  prepare(): void;
  /** The kind of a statement, by its text alone: the catalog is not read. @throws SyntaxFault */
  parse(sql: string): ParsedStatement;
  /** The functions that the engine runs, by name. */
  listFunctions(): readonly FunctionInfo[];
  /** The scans of a query, without running it. @throws SyntaxFault, QueryFault */
  listScans(input: Omit<QueryInput, "signal">): readonly ScanInfo[];
  /** The columns of a query's result (a view's, for instance), without running it. @throws SyntaxFault, QueryFault */
  listColumns(input: Omit<QueryInput, "signal">): readonly ColumnInfo[];
  /** Runs a query. @throws SyntaxFault, QueryFault for a mistake in the query, QueryCanceled */
  run(input: QueryInput): Promise<QueryOutput>;
  /** Runs a query and writes its rows into files. @throws SyntaxFault, QueryFault, QueryCanceled; files that were written before stay in the folder */
  write(input: WriteInput): Promise<QueryResultFiles>;
  /** Ends the engine's processes. */
  close(): Promise<void>;
}

export interface QueryEngineOptions {
  /** DuckDB's memory limit in each process, in MiB; 1024 unless given. Data that does not fit goes to disk, into `temporary`. */
  readonly memoryMiB?: number;
  /**
   * The most memory of a whole process, in MiB; `memoryMiB` plus 1024 unless given. A process that uses more is killed.
   */
  readonly processMiB?: number;
  /** How many queries run at one time; more wait. 4 unless given. */
  readonly parallel?: number;
  /**
   * A folder of the engine's own for data that does not fit into memory, and for unpacked objects; emptied at the
   * start.
   */
  readonly temporary: string;
  /** ms of real time after which a query fails; one minute unless given. On AWS it is 30 minutes; here a person waits for the answer. */
  readonly timeoutMs?: number;
  /** The Python interpreter with pyarrow, for ORC files; see foundation/columnar/orc.ts. */
  readonly python?: string | undefined;
  /** Runs the processes confined: of this machine they can then only use the programs that they need, their own folder and `readable`. */
  readonly confine?: Confine | undefined;
  /** The folders with the files of the scans, which confined processes may read. */
  readonly readable?: readonly string[];
  /**
   * A bundle of `process/query-process.ts`, which starts in half the time. It is used if it is newer than all sources.
   */
  readonly builtProcess?: string | undefined;
}
