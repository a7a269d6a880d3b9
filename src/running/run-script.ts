import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { prepareSdk } from "./align-aws-settings";
import { joinSession, refuseUnchosen } from "./choose-cloud";
import { explainError } from "./explain-error";
import { findPosition } from "./learner-lines";
import { findProjectRoot } from "./project-root";

/** The error of a script that was called wrongly: the script ends with status 2 and shows how to call it. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** A script of the command line: its usage, its options, its work. */
export interface Script {
  /** One line to copy, such as `npx tsx produce.ts --stream <name>`. */
  readonly usage: string;
  /** The names of the script's options; each takes a value. */
  readonly options: readonly string[];
  /**
   * @param options  the options of the command line
   * @param signal aborts when someone presses Ctrl-C: end the work and return
   */
  run(options: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<void>;
}

/**
 * Runs a script: reads its options, listens for Ctrl-C, and ends with one clear line if something is wrong.
 *
 * Exit status: 0 done or stopped by Ctrl-C, 1 failed, 2 wrongly called.
 */
export async function runScript(script: Script): Promise<void> {
  joinSession();
  prepareSdk(process.env["LABS_TARGET"] !== "aws");
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const options = readOptions(script);
    refuseUnchosen("this script");
    await script.run(options, stop.signal);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\nUsage: ${script.usage}`);
      process.exitCode = 2;
    } else if (!stop.signal.aborted) {
      for (const line of locateError(error)) console.error(line);
      console.error(explainError(error));
      process.exitCode = 1;
    }
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

/** The line of the learner's own code that failed; none if the error is an answer of AWS. */
function locateError(error: unknown): string[] {
  if (!(error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)) return [];
  const position = findPosition(error);
  if (!position) return [];
  const [code = ""] = readText(join(findProjectRoot(), position.file))
    .split("\n")
    .slice(position.line - 1);
  return [`${position.file}, line ${position.line}:`, `    ${code.trim()}`];
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the line is shown as empty
  }
}

/**
 * Whether a message names an argument that is part of a JSON text: the shell has removed the quotes and split the text
 * at its blanks.
 */
const hasLostQuotes = (problem: string): boolean => /^Unexpected argument '.*[{}[\]":,].*'/s.test(problem);
const QUOTES =
  'The shell split a value at its spaces: put single quotes around the whole value, as in \'{"name": "value"}\'; in a Windows shell, put it in a file, and use file://<path>';

function readOptions({ options }: Script): Readonly<Record<string, string | undefined>> {
  const known: ParseArgsConfig["options"] = Object.fromEntries(options.map((name) => [name, { type: "string" }]));
  try {
    const { values } = parseArgs({ options: known, strict: true });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new UsageError(`${problem}${hasLostQuotes(problem) ? `. ${QUOTES}` : ""}`, { cause: error });
  }
}
