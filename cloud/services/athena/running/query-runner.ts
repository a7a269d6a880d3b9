import { lasting, type Duration } from "../../../core/lag";
import { QueryCancelled, QueryFault } from "../engine/query-engine";
import type { Executions } from "../executions";
import { catalogRefused } from "../hive-fault";
import type { AthenaParts } from "../ports";
import type { PreparedStatements } from "../prepared-statements";
import { PLANNED, ResultFiles } from "../results/result-files";
import { isFinal, type Failure, type QueryOutcome, type StoredExecution } from "../stored-execution";
import { failureOf, INTERRUPTED } from "./failure";
import { publishMetrics } from "./metrics";
import { planned, type PlannedStatement } from "./plan";
import { databaseOf, type Run } from "./run";
import { WRITING } from "./written-files";

/** How long a query waits, and how long it is RUNNING before its work is done: long enough to be seen. The longer times are estimates. */
const QUEUED: Duration = { usual: 150, lagging: 1_000 };
const RUNNING: Duration = { usual: 350, lagging: 1_000 };
/** The engine's code for a query that reads more than it may. */
const BYTES_LIMIT = "EXCEEDED_BYTES_SCANNED_CUTOFF";

/** Takes queries through their states (ATH-001). */
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
    // What a kill left of files that were being written.
    parts.core.storage.remove(WRITING);
    for (const execution of executions.open()) {
      if (execution.state === "QUEUED") this.queue(execution);
      else this.#change(execution, { state: "FAILED", completedAt: parts.core.now(), failure: INTERRUPTED });
    }
  }

  /** Lets a query run when its time has come. */
  queue({ id, submittedAt }: StoredExecution): void {
    const { core } = this.#parts;
    const { clock } = core;
    clock.schedule(submittedAt + lasting(core, QUEUED), (at) => {
      if (this.#executions.find(id)?.state !== "QUEUED") return;
      this.#executions.change(id, { state: "RUNNING", startedAt: at });
      clock.schedule(at + lasting(core, RUNNING), () => this.#run(id));
    });
  }

  /** Stops a query that is not over. What it wrote into places of its own stays. */
  cancel(execution: StoredExecution, reason = "Query cancelled by user"): void {
    if (isFinal(execution.state)) return;
    this.#change(execution, { state: "CANCELLED", completedAt: this.#parts.core.now(), reason });
    this.#running.get(execution.id)?.abort();
  }

  async #run(id: string): Promise<void> {
    const execution = this.#executions.find(id);
    if (execution?.state !== "RUNNING") return;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { closing } = this.#parts.core;
    const signal = AbortSignal.any([controller.signal, closing.begun]);
    try {
      const statement = planned(execution.query, {
        engine: await this.#parts.engine(),
        prepared: this.#prepared,
        workGroup: execution.workGroup,
      });
      const outcome = await this.#outcome(execution, statement, signal);
      this.#end(execution, { state: "SUCCEEDED", outcome });
    } catch (error) {
      await this.#fail(execution, error, signal);
    } finally {
      this.#running.delete(id);
    }
  }

  async #outcome(
    execution: StoredExecution,
    { plan, parameters }: PlannedStatement,
    signal: AbortSignal,
  ): Promise<QueryOutcome> {
    const { core, catalog, catalogChanges, objects } = this.#parts;
    const run: Run = {
      execution,
      parts: this.#parts,
      files: this.#files.encrypted(execution.resultOptions.EncryptionConfiguration),
      signal,
      engine: await this.#parts.engine(),
      parameters: parameters ?? execution.parameters,
      ddl: {
        core,
        catalog,
        objects,
        calls: catalogChanges({
          caller: "athena.amazonaws.com",
          owner: execution.caller,
          refusal: ({ code, message }) => catalogRefused(code, message),
        }),
        database: databaseOf(execution),
      },
    };
    return plan.run(run);
  }

  async #fail(execution: StoredExecution, error: unknown, signal: AbortSignal): Promise<void> {
    if (error instanceof QueryCancelled || signal.aborted) {
      // Cancelled by its user it is over already; else the cloud stops.
      this.#end(execution, { state: "FAILED", failure: INTERRUPTED });
      return;
    }
    if (error instanceof QueryFault && error.code === BYTES_LIMIT) {
      this.#end(execution, { state: "CANCELLED", reason: "Bytes scanned limit was exceeded", cutAt: execution.cutoff });
      return;
    }
    const failure = failureOf(error);
    if (execution.resultFile === "text" && failure?.reason.startsWith("FAILED: "))
      await this.#leaveReason(execution, failure);
    this.#end(execution, {
      state: "FAILED",
      failure: failure ?? {
        ...INTERRUPTED,
        reason: "GENERIC_INTERNAL_ERROR: The lab cloud failed; its log holds the cause",
      },
    });
    // Not a fault that AWS would have: the clock writes it into the log.
    if (failure === undefined) throw error;
  }

  /** A statement that fails in Hive leaves its reason where its result would have been. */
  async #leaveReason({ output }: StoredExecution, { reason }: Failure): Promise<void> {
    try {
      await this.#files.putLines(output, [reason], PLANNED);
    } catch (error) {
      // The bucket is gone, too: the reason still stands in the query's status.
      if (failureOf(error) === undefined) throw error;
    }
  }

  /** Ends a query, unless somebody ended it before. */
  #end(execution: StoredExecution, change: Partial<StoredExecution>): void {
    const now = this.#executions.find(execution.id);
    if (now !== undefined && !isFinal(now.state)) this.#change(now, { completedAt: this.#parts.core.now(), ...change });
  }

  #change(execution: StoredExecution, change: Partial<StoredExecution>): void {
    publishMetrics(this.#parts.metrics, this.#executions.change(execution.id, change));
  }
}
