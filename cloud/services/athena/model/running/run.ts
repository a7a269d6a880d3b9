import * as faults from "../faults";
import { type QueryEngine, type QueryInput, QueryFault, type PropertyValue } from "../../../../../athena-sql/index";
import type { AthenaParts, ResultObjects } from "../ports";
import type { ResultFiles } from "../results/result-files";
import type { DdlContext } from "../statements/ddl-context";
import type { QueryOutcome, StoredExecution } from "../stored-execution";
import { splitBucketAndKey } from "../../../s3/model/bucket";
import { getItemAt } from "../../../../../foundation/item-at";
import { tokenize } from "../ddl/tokens";
import { toFolder } from "../statements/partition-spec";

/** A running query, and the parts of the lab cloud that it uses. */
export interface Run {
  readonly execution: StoredExecution;
  readonly parts: AthenaParts;
  readonly engine: QueryEngine;
  readonly files: ResultFiles;
  readonly ddl: DdlContext;
  /** Fires when the query is canceled, or the cloud stops. */
  readonly signal: AbortSignal;
  /** The values for each `?` of the statement. */
  readonly parameters: readonly string[] | undefined;
}

/** How a statement is run, and how the API names its kind. */
export interface Plan {
  readonly type: StoredExecution["type"];
  readonly subtype?: string | undefined;
  readonly resultFile: StoredExecution["resultFile"];
  /**
   * Whether Hive runs the statement: then its text file holds the error if it fails, and GetQueryResults answers empty
   * results instead of an error.
   */
  readonly byHive: boolean;
  /** @throws HiveFault, QueryFault, QueryCanceled, AwsFault (of S3) */
  readonly run: (run: Run) => Promise<QueryOutcome>;
}

/** The database of table names that name none. */
export const getDatabase = ({ database }: Pick<StoredExecution, "database">): string => requireDatabase(database);

/** The database that QueryExecutionContext names: some clients send it in quotes, as in a statement. */
export const requireDatabase = (database = "default"): string => /^(["`])(.+)\1$/.exec(database)?.[2] ?? database;

/** A query as the engine's input. */
export const queryInput = ({ execution, parts, signal, parameters }: Run, sql: string): QueryInput => ({
  sql,
  database: getDatabase(execution),
  parameters,
  catalog: parts.catalog,
  files: parts.objects,
  now: parts.core.now(),
  bytesCutoff: execution.cutoff,
  signal,
});

/**
 * The engine's own id of a query, which is written into `.metadata` files and into the names of the files that a query
 * writes: the time of the query's start, its number, and five characters.
 */
export function formatEngineQueryId({ id, number, startedAt = 0 }: StoredExecution): string {
  const time = new Date(startedAt).toISOString().replace(/[-:]/g, "").replace("T", "_").slice(0, 15);
  return `${time}_${String(number % 100_000).padStart(5, "0")}_${id.slice(0, 5)}`;
}

/** How long the phases of a query took, in ms of the cloud's clock. */
interface QueryTimes {
  readonly queueMs: number;
  readonly engineMs: number;
  /** The time that the service takes in addition to the engine; 0 here. */
  readonly serviceMs: number;
  readonly totalMs: number;
}

/** The times of a query that is over; a phase that the query did not reach took 0. */
export function getTimes({ submittedAt, startedAt, completedAt = submittedAt }: StoredExecution): QueryTimes {
  const queueMs = (startedAt ?? completedAt) - submittedAt;
  const engineMs = startedAt === undefined ? 0 : completedAt - startedAt;
  return { queueMs, engineMs, serviceMs: 0, totalMs: queueMs + engineMs };
}

/** Names that the engine gives to columns without a name. */
const UNNAMED = /^_col\d+$/;

/**
 * A query can only become a table or a view if each of its columns has a unique name.
 *
 * @throws QueryFault with Trino's message
 */
export function assertColumnNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (name === "" || UNNAMED.test(name))
      throw new QueryFault("MISSING_COLUMN_NAME", `line 1:1: Column name not specified at position ${index + 1}`);
    if (seen.has(name))
      throw new QueryFault("DUPLICATE_COLUMN_NAME", `line 1:1: Column name '${name}' specified more than once`);
    seen.add(name);
  }
}

/**
 * Checks that a location for new data is an empty folder in S3 (ATH-035, ATH-036).
 *
 * @returns `s3://…/`
 * @throws QueryFault
 */
export function requireNewFolder(objects: ResultObjects, location: string): string {
  const root = toFolder(location);
  const { bucket, key } = splitBucketAndKey(root);
  if (bucket === "" || !objects.hasBucket(bucket))
    throw new QueryFault("HIVE_METASTORE_ERROR", `The specified bucket does not exist: ${location}`);
  const held = objects.listFilesUnder(bucket, key);
  held.release();
  if (held.files.length > 0)
    throw new QueryFault(
      "HIVE_PATH_ALREADY_EXISTS",
      `Target directory for table '${root}' already exists: please remove the data first`,
    );
  return root;
}

/** The names in a property such as `partitioned_by = ARRAY['…']`. */
export const listNames = (value: PropertyValue | undefined): string[] =>
  Array.isArray(value) ? value.map((item) => String(item).toLowerCase()) : [];

/**
 * The one statement in a string, without the blanks and semicolons around it: the API answers it in this form, and
 * positions in messages count from its beginning. Comments are not blanks: after a semicolon, a comment is a second
 * statement (measured on AWS by others, 2026-09-26).
 *
 * @throws AwsFault if the text has no statement, or more than one
 */
export function extractStatement(query: string): string {
  const ends = tokenize(query)
    .filter(({ kind, value }) => kind === "sign" && value === ";")
    .map(({ at }) => at);
  const pieces = [...ends, query.length].map((end, index) =>
    query.slice(index === 0 ? 0 : getItemAt(ends, index - 1) + 1, end).trim(),
  );
  const statements = pieces.filter((piece) => piece !== "");
  if (statements.length > 1) throw faults.createManyStatementsFault(query.trimEnd());
  const [statement] = statements;
  if (statement === undefined && ends.length > 0) throw faults.createEmptyStatementFault(query.trimEnd());
  return statement ?? "";
}
