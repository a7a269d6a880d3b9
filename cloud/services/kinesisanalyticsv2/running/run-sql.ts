import { placeIn, rootCause } from "../../../flink/flink-words";
import { RestFailure, type RestApi } from "../../../flink/rest";
import { SqlSession } from "../../../flink/sql-session";
import type { StoredApplication } from "../stored-application";
import { JobFailure } from "./job-failure";
import { jobSettings } from "./job-settings";
import { withEndpoint } from "./kinesis-endpoint";
import type { Started } from "./started";
import { asOneJob, scriptOf, statementsIn, type Statement } from "./sql-statements";

/** The SQL to run, and where. */
interface SqlProgram {
  readonly sql: string;
  readonly gateway: RestApi;
  /** This cloud's address, for tables that name no endpoint. */
  readonly endpoint: string;
}

/**
 * Runs an application's SQL: first the statements that define tables, then its INSERTs as one job.
 *
 * @throws JobFailure with line and column of the wrong statement
 */
export async function runSql(app: StoredApplication, { sql, gateway, endpoint }: SqlProgram): Promise<Started> {
  const { before, inserts, skipped } = scriptOf(statementsIn(sql));
  const session = await SqlSession.open(gateway, jobSettings(app));
  try {
    for (const statement of before)
      await inItsPlace(statement, () => session.run(withEndpoint(statement.text, endpoint)));
    const [first] = inserts;
    if (first !== undefined) await inItsPlace(first, () => session.run(asOneJob(inserts)));
    return { hasJob: first !== undefined, notes: skipped.map(notRun) };
  } finally {
    await session.close().catch(() => undefined);
  }
}

const notRun = ({ line }: Statement): string =>
  `The statement on line ${line} only shows something: nobody looks here, so it was left out.`;

/**
 * Runs the separate statements of a translated application.
 *
 * @throws JobFailure with the statement that Flink refuses
 */
export async function runStatements(
  app: StoredApplication,
  { statements, gateway, endpoint }: Omit<SqlProgram, "sql"> & { readonly statements: readonly string[] },
): Promise<Started> {
  const { before, inserts } = scriptOf(statements.map((text) => ({ text, line: 1 })));
  if (inserts.length === 0)
    throw new JobFailure(
      "Nothing is connected to a stream of the application: add an output with AddApplicationOutput.",
    );
  const session = await SqlSession.open(gateway, jobSettings(app));
  try {
    for (const { text } of before) await inFlink(text, () => session.run(withEndpoint(text, endpoint)));
    const job = asOneJob(inserts);
    await inFlink(job, () => session.run(job));
    return { hasJob: true, notes: [] };
  } finally {
    await session.close().catch(() => undefined);
  }
}

async function inFlink(statement: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    throw new JobFailure(`${rootCause(error.message)}\nin the Flink SQL\n${statement}`, { cause: error });
  }
}

async function inItsPlace(statement: Statement, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    const place = placeIn(error.message);
    const where =
      place === undefined
        ? `The statement on line ${statement.line}`
        : `Line ${statement.line + place.line - 1}, column ${place.column}`;
    throw new JobFailure(`${where}: ${rootCause(error.message)}`, { cause: error });
  }
}
