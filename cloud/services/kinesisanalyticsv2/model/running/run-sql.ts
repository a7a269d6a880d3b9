import { RestFailure, type RestApi } from "../../../../flink/rest";
import { SqlSession } from "../../../../flink/sql-session";
import type { StoredApplication } from "../stored-application";
import { JobFailure, createJobSettings, type StartResult } from "./job";
import { parsePosition, findRootCause } from "../../../../flink/parts";

const WITH = /\bWITH\s*\(/gi;
const OPTION = /'((?:[^']|'')*)'\s*=\s*'((?:[^']|'')*)'/g;

/**
 * Adds this cloud's address to the definition of a table on a Kinesis stream or a Firehose. Flink's connector takes the address only
 * from the table's options, but SQL that also runs on AWS names none: there `aws.region` is enough.
 *
 * @param statement any statement; only a CREATE TABLE with one of these connectors and no `aws.endpoint` is changed
 */
export function addEndpoint(statement: string, endpoint: string): string {
  if (!/^\s*CREATE\b/i.test(statement)) return statement;
  const at = [...statement.matchAll(WITH)].at(-1);
  const end = statement.lastIndexOf(")");
  if (at === undefined || end < at.index) return statement;
  const options = new Map(
    [...statement.slice(at.index, end).matchAll(OPTION)].map(([, name = "", value = ""]) => [name, value]),
  );
  if (!/^(?:kinesis|firehose)/.test(options.get("connector") ?? "") || options.has("aws.endpoint")) return statement;
  return `${statement.slice(0, end).trimEnd()},\n  'aws.endpoint' = '${endpoint}'\n${statement.slice(end)}`;
}

/** One statement of a string. */
interface Statement {
  readonly text: string;
  /** The line where the statement begins, from 1. */
  readonly line: number;
}

/** A comment, string or quoted name, whose semicolons do not count, or one other character. */
const PIECE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|`(?:[^`]|``)*`|"(?:[^"]|"")*"|;|[^;]/gy;

/**
 * Splits an SQL text into its statements. A semicolon in a string, a name or a comment ends no statement; statements
 * between `BEGIN STATEMENT SET` or `EXECUTE STATEMENT SET BEGIN` and `END` are their own statements.
 */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = [];
  let [text, line, begins] = ["", 1, 1];
  const finish = (): void => {
    if (isSomething(text)) statements.push({ text: text.trim(), line: begins });
    text = "";
  };
  for (const [piece] of sql.matchAll(PIECE)) {
    if (piece === ";") finish();
    else {
      if (text.trim() === "") [text, begins] = ["", line];
      text += piece;
    }
    line += piece.split("\n").length - 1;
  }
  finish();
  return statements;
}

const isSomething = (text: string): boolean => removeComments(text).trim() !== "";
const removeComments = (text: string): string => text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");

/** The parts of a job of Flink: statements that run first, in order, and INSERTs that become one job. */
interface Script {
  readonly before: readonly Statement[];
  readonly inserts: readonly Statement[];
  /** Statements that are not run, since nothing would show their results. */
  readonly skipped: readonly Statement[];
}

/** Sorts the statements of a program. All its INSERTs are one job, so that one checkpoint covers all of them. */
export function createScript(statements: readonly Statement[]): Script {
  const [before, inserts, skipped]: [Statement[], Statement[], Statement[]] = [[], [], []];
  for (const statement of statements) {
    const text = removeComments(statement.text).trim();
    const inSet = /^(?:EXECUTE\s+STATEMENT\s+SET\s+BEGIN|BEGIN\s+STATEMENT\s+SET)\b\s*/i.exec(text);
    if (inSet !== null) {
      const rest = text.slice(inSet[0].length);
      if (rest !== "") inserts.push({ text: rest, line: statement.line });
    } else if (/^END$/i.test(text)) continue;
    else if (/^(?:EXECUTE\s+)?INSERT\b/i.test(text))
      inserts.push({ text: text.replace(/^EXECUTE\s+/i, ""), line: statement.line });
    else if (/^(?:SELECT|WITH|SHOW|DESCRIBE|DESC|EXPLAIN|VALUES)\b/i.test(text)) skipped.push(statement);
    else before.push(statement);
  }
  return { before, inserts, skipped };
}

/** One statement that runs all INSERTs as one job. */
export const combineIntoJob = (inserts: readonly Statement[]): string =>
  inserts.length === 1
    ? (inserts[0]?.text ?? "")
    : `EXECUTE STATEMENT SET\nBEGIN\n${inserts.map(({ text }) => `${text};`).join("\n")}\nEND`;

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
