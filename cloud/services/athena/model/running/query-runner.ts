import { getDuration, type Duration } from "../../../../core/lag";
import { QueryCanceledError, QueryFault, SyntaxFault } from "../../../../../athena-sql/index";
import type { Executions } from "../executions";
import { createCatalogRefused, HiveFault } from "../hive-fault";
import type { AthenaParts, MetricSink } from "../ports";
import type { PreparedStatements } from "../prepared-statements";
import { PLANNED, ResultFiles } from "../results/result-files";
import { isFinal, type Failure, type QueryOutcome, type StoredExecution } from "../stored-execution";
import { planStatement, type PlannedStatement } from "./plan";
import { getDatabase, type Run, getTimes } from "./run";
import { WRITING } from "./written-files";
import { AwsFault, isDiskFull } from "../../../../core/faults";

/** Athena's error types for the engine's errors, as far as they were measured (ATH-003). */
const TYPES: Readonly<Record<string, number>> = {
  TABLE_NOT_FOUND: 1301,
  SCHEMA_NOT_FOUND: 1301,
  FUNCTION_NOT_FOUND: 1303,
  COLUMN_NOT_FOUND: 1006,
  CATALOG_NOT_FOUND: 1006,
  TYPE_MISMATCH: 1002,
  DIVISION_BY_ZERO: 1001,
  INVALID_CAST_ARGUMENT: 1100,
  INVALID_FUNCTION_ARGUMENT: 1106,
  TABLE_ALREADY_EXISTS: 1110,
  MISSING_COLUMN_NAME: 1100,
  NOT_SUPPORTED: 1200,
  NOT_FOUND: 1300,
};
const OTHER_USER_ERROR = 1000;
const ENGINE_ERROR = 200;
const S3_ERROR = 401;

/** The failure of a query; undefined if the error is none that queries can have, and so a bug of the lab cloud's. */
export function toFailure(error: unknown): Failure | undefined {
  if (error instanceof HiveFault) return error.failure;
  if (error instanceof QueryFault) {
    const isInternal = error.code === "GENERIC_INTERNAL_ERROR";
    return {
      reason: error.message,
      category: isInternal ? 1 : 2,
      type: isInternal ? ENGINE_ERROR : (TYPES[error.code] ?? OTHER_USER_ERROR),
      retryable: false,
    };
  }
  // The statement itself was parsed before, so the error is in the value of a parameter `?`.
  if (error instanceof SyntaxFault)
    return { reason: `SYNTAX_ERROR: ${error.message}`, category: 2, type: OTHER_USER_ERROR, retryable: false };
  if (isDiskFull(error)) return { ...INTERRUPTED, reason: "GENERIC_INTERNAL_ERROR: The lab cloud's disk is full" };
  // A prepared statement that was changed, after the query was started, to one that cannot be parsed.
  if (error instanceof AwsFault && error.code === "InvalidRequestException")
    return { reason: error.message, category: 2, type: OTHER_USER_ERROR, retryable: false };
  // Only S3 throws other faults here: a bucket was deleted while the query ran, or its policy forbids the access.
  if (error instanceof AwsFault)
    return {
      reason: `${error.message} (Service: Amazon S3; Error Code: ${error.code})`,
      category: 2,
      type: S3_ERROR,
      retryable: false,
    };
  return undefined;
}

/** The failure of a query that was running when the cloud was stopped or killed. */
const INTERRUPTED: Failure = {
  reason: "GENERIC_INTERNAL_ERROR: The lab cloud was stopped while the query was running",
  category: 1,
  type: ENGINE_ERROR,
  retryable: true,
};

/**
 * Publishes the metrics of a query that is over to CloudWatch, if its work group says so.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
 */
function publishMetrics(metrics: MetricSink, execution: StoredExecution): void {
  const { publishes, state, type, workGroup, completedAt, outcome } = execution;
  if (!publishes || !isFinal(state) || completedAt === undefined) return;
  const { queueMs, engineMs, serviceMs, totalMs } = getTimes(execution);
  const createMilliseconds = (name: string, value: number) => ({ name, value, unit: "Milliseconds" }) as const;
  const figures = [
    createMilliseconds("TotalExecutionTime", totalMs),
    createMilliseconds("QueryQueueTime", queueMs),
    createMilliseconds("EngineExecutionTime", engineMs),
    createMilliseconds("ServiceProcessingTime", serviceMs),
    { name: "ProcessedBytes", value: outcome?.bytesScanned ?? 0, unit: "Bytes" } as const,
  ];
  const everywhere: readonly Readonly<Record<string, string>>[] = [
    { WorkGroup: workGroup, QueryState: state, QueryType: type },
    { WorkGroup: workGroup },
  ];
  for (const dimensions of everywhere) {
    metrics.put({ namespace: "AWS/Athena", dimensions, at: completedAt }, figures);
  }
}

/** ms of the cloud's clock for which a query is QUEUED, and RUNNING before the engine starts: long enough for a client to see the states. The longer times, for a cloud with a lag, are estimates. */
const QUEUED: Duration = { usual: 150, lagging: 1_000 };
const RUNNING: Duration = { usual: 350, lagging: 1_000 };
/** The engine's error code for a query that reads more bytes than its work group allows. */
const BYTES_LIMIT = "EXCEEDED_BYTES_SCANNED_CUTOFF";

/** Runs queries, and changes their states (ATH-001). */
export class QueryRunner {
  readonly #parts: AthenaParts;
  readonly #executions: Executions;
  readonly #prepared: PreparedStatements;
  readonly #files: ResultFiles;
  readonly #running = new Map<string, AbortController>();

  constructor(
    parts: AthenaParts,
    { executions, prepared }: { readonly executions: Executions; readonly prepared: PreparedStatements },
  ) {
    this.#parts = parts;
    this.#executions = executions;
    this.#prepared = prepared;
    this.#files = new ResultFiles(parts.core, parts.objects);
    // Removes files that were being written when the cloud was killed.
    parts.core.storage.remove(WRITING);
    for (const execution of executions.open()) {
      if (execution.state === "QUEUED") this.enqueue(execution);
      else this.#change(execution, { state: "FAILED", completedAt: parts.core.now(), failure: INTERRUPTED });
    }
  }

  /** Schedules a query's states, and runs it when they have come. */
  enqueue({ id, submittedAt }: StoredExecution): void {
    const { core } = this.#parts;
    const { clock } = core;
    clock.schedule(submittedAt + getDuration(core, QUEUED), (at) => {
      if (this.#executions.find(id)?.state !== "QUEUED") return;
      this.#executions.change(id, { state: "RUNNING", startedAt: at });
      clock.schedule(at + getDuration(core, RUNNING), () => this.#run(id));
    });
  }

  /** Cancels a query that is not over. Objects that it has written stay. */
  cancel(execution: StoredExecution): void {
    if (isFinal(execution.state)) return;
    this.#change(execution, {
      state: "CANCELLED",
      completedAt: this.#parts.core.now(),
      reason: "Query cancelled by user",
    });
    this.#running.get(execution.id)?.abort();
  }

  async #run(id: string): Promise<void> {
    const execution = this.#executions.find(id);
    if (execution?.state !== "RUNNING") return;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { closing } = this.#parts.core;
    const signal = AbortSignal.any([controller.signal, closing.signal]);
    try {
      const statement = planStatement(execution.query, {
        engine: await this.#parts.openEngine(),
        prepared: this.#prepared,
        workGroup: execution.workGroup,
      });
      const outcome = await this.#runToOutcome(execution, statement, signal);
      this.#end(execution, { state: "SUCCEEDED", outcome });
    } catch (error) {
      await this.#fail(execution, error, signal);
    } finally {
      this.#running.delete(id);
    }
  }

  async #runToOutcome(
    execution: StoredExecution,
    { plan, parameters }: PlannedStatement,
    signal: AbortSignal,
  ): Promise<QueryOutcome> {
    const { core, catalog, createCatalogChanges, objects } = this.#parts;
    const run: Run = {
      execution,
      parts: this.#parts,
      files: this.#files.encryptResults(execution.resultOptions.EncryptionConfiguration),
      signal,
      engine: await this.#parts.openEngine(),
      parameters: parameters ?? execution.parameters,
      ddl: {
        core,
        catalog,
        objects,
        calls: createCatalogChanges({
          caller: "athena.amazonaws.com",
          owner: execution.caller,
          createRefusal: ({ code, message }) => createCatalogRefused(code, message),
        }),
        database: getDatabase(execution),
      },
    };
    return plan.run(run);
  }

  async #fail(execution: StoredExecution, error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof QueryCanceledError || signal.aborted) {
      // A query that its user canceled is over already; otherwise the cloud is stopping.
      this.#end(execution, { state: "FAILED", failure: INTERRUPTED });
      return;
    }
    if (error instanceof QueryFault && error.code === BYTES_LIMIT) {
      this.#end(execution, { state: "CANCELLED", reason: "Bytes scanned limit was exceeded", cutAt: execution.cutoff });
      return;
    }
    const failure = toFailure(error);
    if (execution.resultFile === "text" && failure?.reason.startsWith("FAILED: "))
      await this.#leaveReason(execution, failure);
    this.#end(execution, {
      state: "FAILED",
      failure: failure ?? {
        ...INTERRUPTED,
        reason: "GENERIC_INTERNAL_ERROR: The lab cloud failed; its log holds the cause",
      },
    });
    // A bug of the lab cloud's: thrown on, so that the clock writes it into the log.
    if (failure === undefined) throw error;
  }

  /** A statement that fails in Hive has its error message as its result file. */
  async #leaveReason({ output }: StoredExecution, { reason }: Failure): Promise<void> {
    try {
      await this.#files.putLines(output, [reason], PLANNED);
    } catch (error) {
      // If the bucket is gone too, the message is still in the query's status.
      if (toFailure(error) === undefined) throw error;
    }
  }

  /** Ends a query, unless it is over already. */
  #end(execution: StoredExecution, change: Partial<StoredExecution>): void {
    const now = this.#executions.find(execution.id);
    if (now !== undefined && !isFinal(now.state)) this.#change(now, { completedAt: this.#parts.core.now(), ...change });
  }

  #change(execution: StoredExecution, change: Partial<StoredExecution>): void {
    publishMetrics(this.#parts.metrics, this.#executions.change(execution.id, change));
  }
}
