import { createLabEnvironment } from "./lab-environment";
import { findProjectRoot } from "./project-root";
import { runProcess } from "./run-process";

/**
 * Runs a command line, as in a terminal, in the folder of the course, and prints its output.
 *
 *     await sh`aws s3 ls s3://${USA_BUCKET} --recursive`
 *
 * A value in `${…}` reaches the program as one word, whatever characters it has. The AWS CLI and Python are those of
 * the course.
 *
 * @throws Error if the command ends with a status other than 0
 */
export async function sh(parts: TemplateStringsArray, ...values: readonly unknown[]): Promise<void> {
  const command = parts.reduce((line, part, at) => line + quoteForShell(String(values[at - 1])) + part);
  const status = await runProcess(command, [], { shell: true, cwd: findProjectRoot(), env: createLabEnvironment() });
  if (status === 0) return;
  const failed = new Error(
    status === NOT_FOUND
      ? `\`${command}\` can't run: the program isn't installed on this computer.${adviseOnMissing(command)}`
      : `\`${command}\` ended with status ${status}. Its output above says why.${adviseOn(command)}`,
  );
  // The stack begins at the caller: a line of this file would say nothing to a learner.
  Error.captureStackTrace(failed, sh);
  throw failed;
}

/** A POSIX shell's status if it finds no program of that name. */
const NOT_FOUND = 127;

/** Advice on a program that is missing. A grader without the AWS CLI is no fault of the learner's. */
function adviseOnMissing(command: string): string {
  if (!command.startsWith("aws ")) return "";
  return " `npm start` installs the AWS CLI. If you see this in a grade report, tell your instructor.";
}

/**
 * Advice on a failed command: in the labs, most commands of the AWS CLI fail because of a name that AWS does not know.
 */
function adviseOn(command: string): string {
  if (!command.startsWith("aws ")) return "";
  return " If AWS can't find a name, compare it with the cell that creates it, and run that cell first.";
}

/** Quotes one word for the shell of this system: `sh`, or `cmd.exe` on Windows. */
export function quoteForShell(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word) && !(platform === "win32" && word.includes("%"))) return word;
  if (platform !== "win32") return `'${word.replaceAll("'", `'\\''`)}'`;
  // Programs on Windows read \" as a quote, and backslashes before a quote as pairs.
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1")}"`;
}
