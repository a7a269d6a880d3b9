import type { QueryEngine, QueryInput } from "../engine/query-engine";
import type { AthenaParts } from "../ports";
import type { ResultFiles } from "../results/result-files";
import type { DdlContext } from "../statements/ddl-context";
import type { QueryOutcome, StoredExecution } from "../stored-execution";

/** A query that is being run, and what it may work with. */
export interface Run {
  readonly execution: StoredExecution;
  readonly parts: AthenaParts;
  readonly engine: QueryEngine;
  readonly files: ResultFiles;
  readonly ddl: DdlContext;
  /** Fires when the query is cancelled, or the cloud stops. */
  readonly signal: AbortSignal;
  /** What stands for the statement's `?`. */
  readonly parameters: readonly string[] | undefined;
}

/** A statement that was understood: what the API calls it, and how it is run. */
export interface Plan {
  readonly type: StoredExecution["type"];
  readonly subtype?: string | undefined;
  readonly resultFile: StoredExecution["resultFile"];
  /** Whether Hive runs it: then its failure stands in its text file, and its results are empty instead of refused. */
  readonly byHive: boolean;
  /** @throws HiveFault, QueryFault, QueryCancelled, AwsFault (of S3) */
  readonly run: (run: Run) => Promise<QueryOutcome>;
}

/** The database in which names without one are looked for. */
export const databaseOf = ({ database }: Pick<StoredExecution, "database">): string => databaseNamed(database);

/** What a query's context names: clients quote it at times, as a statement would. */
export const databaseNamed = (given = "default"): string => /^(["`])(.+)\1$/.exec(given)?.[2] ?? given;

/** A query as the engine takes it. */
export const queryInput = ({ execution, parts, signal, parameters }: Run, sql: string): QueryInput => ({
  sql,
  database: databaseOf(execution),
  parameters,
  catalog: parts.catalog,
  files: parts.objects,
  now: parts.core.now(),
  bytesCutoff: execution.cutoff,
  signal,
});

/**
 * The id that the engine has for a query, which stands in `.metadata` files and in the names of files that a query writes:
 * the time of its start, its number, and five characters.
 */
export function engineQueryId({ id, number, startedAt = 0 }: StoredExecution): string {
  const time = new Date(startedAt).toISOString().replace(/[-:]/g, "").replace("T", "_").slice(0, 15);
  return `${time}_${String(number % 100_000).padStart(5, "0")}_${id.slice(0, 5)}`;
}
