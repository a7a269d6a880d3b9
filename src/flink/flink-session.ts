import { labCloud } from "../waiting/lab-cloud";
import { FlinkError, parseFlinkError } from "./flink-error";
import { sumLateRows } from "./late-rows";
import { sql, type Sql } from "./sql";
import { SqlGateway, type ChangeKind, type ResultPart } from "./sql-gateway";

/** A row of a result, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;
/** A change of a result: a query over a stream adds rows, and may replace rows. */
export interface Change {
  readonly kind: ChangeKind;
  readonly row: Row;
}

/** A job as `SHOW JOBS` lists it. */
export interface FlinkJob {
  readonly id: string;
  readonly name: string;
  /** The job's status: `RUNNING`, `RESTARTING`, `FAILED`, `FINISHED`, `CANCELED`. */
  readonly status: string;
}

/** Options of a session. */
export interface SessionOptions {
  /** Settings for all statements, such as `{ "parallelism.default": "2" }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The addresses of Flink's APIs. */
export interface FlinkAddresses {
  readonly gateway: string;
  /** The job manager's REST API, which tells why a job failed; undefined where its address is not known. */
  readonly cluster?: string;
  /** The headers that each request needs, such as the lab cloud's token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether this Flink can write Parquet to S3; undefined where this is not known. */
  readonly hasParquet?: boolean;
}

/**
 * A session with Flink's SQL Gateway: the tables that it creates belong to the session, and are gone when it is closed;
 * the jobs that it starts continue.
 */
export class FlinkSession {
  readonly addresses: FlinkAddresses;
  readonly #gateway: SqlGateway;
  readonly #session: string;

  private constructor(target: FlinkAddresses, gateway: SqlGateway, session: string) {
    this.addresses = target;
    this.#gateway = gateway;
    this.#session = session;
  }

  static async open(target: FlinkAddresses, { settings = {} }: SessionOptions = {}): Promise<FlinkSession> {
    const gateway = new SqlGateway(target.gateway, target.headers);
    return new FlinkSession(target, gateway, await gateway.openSession({ ...settings }));
  }

  /**
   * Runs a statement to its end: CREATE TABLE, SHOW, DESCRIBE, or a query over a bounded table.
   *
   * @throws FlinkError with line and column if the statement is wrong
   */
  async run(statement: Sql): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const part of this.#streamParts(statement)) rows.push(...toChanges(part).map(({ row }) => row));
    return rows;
  }

  /** The changes of a query's result as they arrive. When you leave the loop, the query's job ends. */
  async *query(statement: Sql, signal?: AbortSignal): AsyncGenerator<Change, void> {
    // A loop instead of `yield*`, which the kernel's TypeScript does not accept here.
    for await (const part of this.#streamParts(statement, signal)) for (const change of toChanges(part)) yield change;
  }

  /**
   * Starts a job that runs on by itself: an INSERT, or several in an `EXECUTE STATEMENT SET`.
   *
   * @param from a savepoint for the job to continue from: it holds the windows of the same statement, and the job's
   * position in the stream
   * @returns the job's id
   */
  async insert(
    statement: Sql,
    { from, name }: { readonly from?: string; readonly name?: string } = {},
  ): Promise<string> {
    const config = {
      ...(from === undefined ? {} : { "execution.state-recovery.path": from }),
      ...(name === undefined ? {} : { "pipeline.name": name }),
    };
    let job: string | undefined;
    for await (const { jobId } of this.#streamParts(statement, undefined, config)) job ??= jobId;
    if (job === undefined)
      throw new FlinkError("This statement didn't start a job: `insert` is for INSERT and EXECUTE STATEMENT SET.");
    return job;
  }

  /** All jobs of this Flink, also those that have ended. */
  async listJobs(): Promise<FlinkJob[]> {
    const rows = await this.run(sql`SHOW JOBS`);
    return rows.map((row) => ({
      id: String(row["job id"]),
      name: String(row["job name"]),
      status: String(row["status"]),
    }));
  }

  /**
   * Stops a job after it has written its state into a savepoint.
   *
   * @returns the savepoint's path, for `insert(…, { from })`
   */
  async stopWithSavepoint(job: string): Promise<string> {
    const [row] = await this.run(sql`STOP JOB ${job} WITH SAVEPOINT`);
    return String(row?.["savepoint path"] ?? row?.["savepoint_path"] ?? Object.values(row ?? {})[0]);
  }

  /** Stops a job at once. The job's state is lost. */
  async stop(job: string): Promise<void> {
    await this.run(sql`STOP JOB ${job}`);
  }

  /** The root cause of a job's last failure; undefined if it did not fail, or if Flink's REST API is not known. */
  async findFailure(job: string): Promise<FlinkError | undefined> {
    const { cluster, headers = {} } = this.addresses;
    if (cluster === undefined) return undefined;
    const reply = await fetch(`${cluster}/jobs/${job}/exceptions`, { headers });
    const { "root-exception": message } = (await reply.json()) as { readonly "root-exception"?: string | null };
    return message === undefined || message === null ? undefined : parseFlinkError(message);
  }

  /**
   * How many rows of a running job came too late for their window, and were left out; undefined if Flink's REST API is
   * not known. After a restart Flink counts from 0 again; the count is some seconds old.
   */
  async countLateRows(job: string): Promise<number | undefined> {
    const { cluster, headers = {} } = this.addresses;
    return cluster === undefined ? undefined : sumLateRows({ cluster, headers }, job);
  }

  /** Closes the session. Its jobs continue. */
  async close(): Promise<void> {
    await this.#gateway.closeSession(this.#session);
  }

  async *#streamParts(
    statement: Sql,
    signal?: AbortSignal,
    config?: Readonly<Record<string, string>>,
  ): AsyncGenerator<ResultPart, void> {
    const { text } = statement;
    const operation = await this.#gateway.submit(this.#session, text, config);
    let isOver = false;
    try {
      for await (const part of this.#gateway.streamResults(
        { session: this.#session, operation, statement: text },
        signal,
      )) {
        isOver = part.isLast;
        yield part;
      }
    } catch (error) {
      isOver = true;
      throw error;
    } finally {
      if (!isOver) await this.#gateway.end(this.#session, operation);
    }
  }
}

const toChanges = ({ columns, changes }: ResultPart): Change[] =>
  changes.map(({ kind, fields }) => ({
    kind,
    row: Object.fromEntries(columns.map(({ name }, index) => [name, fields[index]])),
  }));

/**
 * Opens a session with Flink. The lab cloud starts Flink for it, which takes some seconds the first time.
 *
 * Another Flink is used if `FLINK_SQL_GATEWAY` holds the address of its SQL Gateway.
 *
 * @throws Error naming the missing step, such as `npx labs flink`
 */
export async function openFlink(options: SessionOptions = {}): Promise<FlinkSession> {
  return FlinkSession.open(await findFlink(), options);
}

async function findFlink(): Promise<FlinkAddresses> {
  const gateway = process.env["FLINK_SQL_GATEWAY"];
  if (gateway) return { gateway };
  const cloud = await labCloud();
  if (cloud === undefined)
    throw new Error(
      "No address of a Flink SQL Gateway is known. AWS doesn't offer one to programs: run this with the lab cloud, or set FLINK_SQL_GATEWAY to the address of your own.",
    );
  const token = process.env["LABS_CLOUD_TOKEN"];
  const headers: Readonly<Record<string, string>> = token ? { "x-lab-token": token } : {};
  const reply = await fetch(`${cloud.endpoint}/_lab/flink`, { method: "POST", headers });
  const answer = (await reply.json()) as Partial<FlinkAddresses> & { readonly message?: string };
  if (!reply.ok || answer.gateway === undefined)
    throw new Error(answer.message ?? `The lab cloud answers ${reply.status}.`);
  const { cluster, hasParquet } = answer;
  return {
    gateway: answer.gateway,
    headers,
    ...(cluster === undefined ? {} : { cluster }),
    ...(hasParquet === undefined ? {} : { hasParquet }),
  };
}
