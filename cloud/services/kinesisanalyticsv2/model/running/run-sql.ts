import { parsePosition, findRootCause } from "../../../../flink/flink-words";
import { RestFailure, type RestApi } from "../../../../flink/rest";
import { SqlSession } from "../../../../flink/sql-session";
import type { StoredApplication } from "../stored-application";
import { JobFailure } from "./job-failure";
import { createJobSettings } from "./job-settings";
import { addEndpoint } from "./kinesis-endpoint";
import type { StartResult } from "./started";
import { combineIntoJob, createScript, splitStatements, type Statement } from "./sql-statements";

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
export async function runSql(app: StoredApplication, { sql, gateway, endpoint }: SqlProgram): Promise<StartResult> {
  const { before, inserts, skipped } = createScript(splitStatements(sql));
  const session = await SqlSession.open(gateway, createJobSettings(app));
  try {
    for (const statement of before)
      await runAtPosition(statement, () => session.run(addEndpoint(statement.text, endpoint)));
    const [first] = inserts;
    if (first !== undefined) await runAtPosition(first, () => session.run(combineIntoJob(inserts)));
    return { hasJob: first !== undefined, notes: skipped.map(describeNotRun) };
  } finally {
    await session.close().catch(() => undefined);
  }
}

const describeNotRun = ({ line }: Statement): string =>
  `The statement on line ${line} only shows something: nobody looks here, so it was left out.`;

/**
 * Runs the separate statements of a translated application.
 *
 * @throws JobFailure with the statement that Flink refuses
 */
export async function runStatements(
  app: StoredApplication,
  { statements, gateway, endpoint }: Omit<SqlProgram, "sql"> & { readonly statements: readonly string[] },
): Promise<StartResult> {
  const { before, inserts } = createScript(statements.map((text) => ({ text, line: 1 })));
  if (inserts.length === 0)
    throw new JobFailure(
      "Nothing is connected to a stream of the application: add an output with AddApplicationOutput.",
    );
  const session = await SqlSession.open(gateway, createJobSettings(app));
  try {
    for (const { text } of before) await runInFlink(text, () => session.run(addEndpoint(text, endpoint)));
    const job = combineIntoJob(inserts);
    await runInFlink(job, () => session.run(job));
    return { hasJob: true, notes: [] };
  } finally {
    await session.close().catch(() => undefined);
  }
}

async function runInFlink(statement: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    throw new JobFailure(`${findRootCause(error.message)}\nin the Flink SQL\n${statement}`, { cause: error });
  }
}

async function runAtPosition(statement: Statement, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RestFailure)) throw error;
    const position = parsePosition(error.message);
    const where =
      position === undefined
        ? `The statement on line ${statement.line}`
        : `Line ${statement.line + position.line - 1}, column ${position.column}`;
    throw new JobFailure(`${where}: ${findRootCause(error.message)}`, { cause: error });
  }
}
