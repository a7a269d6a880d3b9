import type { QueryEngine, QueryInput } from "../../engine/query-engine";
import type { AthenaParts } from "../ports";
import type { ResultFiles } from "../results/result-files";
import type { DdlContext } from "../statements/ddl-context";
import type { QueryOutcome, StoredExecution } from "../stored-execution";

/** A running query, and the parts of the lab cloud that it uses. */
export interface Run {
  readonly execution: StoredExecution;
  readonly parts: AthenaParts;
  readonly engine: QueryEngine;
  readonly files: ResultFiles;
  readonly ddl: DdlContext;
  /** Fires when the query is cancelled, or the cloud stops. */
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
  /** @throws HiveFault, QueryFault, QueryCancelled, AwsFault (of S3) */
  readonly run: (run: Run) => Promise<QueryOutcome>;
}

/** The database of table names that name none. */
export const getDatabase = ({ database }: Pick<StoredExecution, "database">): string => requireDatabase(database);

/** The database that QueryExecutionContext names: some clients send it in quotes, as in a statement. */
export const requireDatabase = (given = "default"): string => /^(["`])(.+)\1$/.exec(given)?.[2] ?? given;

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
