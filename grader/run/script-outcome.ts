import type { ScriptEvidence } from "../evidence/evidence";
import { toPlainText } from "../core/plain-text";
import type { ProcessEnd } from "../sandbox/process";

/**
 * A script fails by ending with an error status: its work is judged all the same, and the end of its output names the
 * error.
 */
export function getOutcome(
  { end, why, code = 0 }: ProcessEnd,
  output: string,
  isDone: boolean,
): Pick<ScriptEvidence, "end" | "error"> {
  if (end === "done" || (end === "crashed" && code === 0 && isDone)) return { end: "done" };
  if (end === "crashed" && code > 0 && code < 128)
    return { end: "done", error: toPlainText(findErrorMessage(output) ?? why) };
  return { end, error: why };
}

/** The message of the error that ended a script, without the stack that Node prints around it. */
function findErrorMessage(output: string): string | undefined {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^\s+at |^Node\.js v/.test(line));
  return lines.findLast((line) => /^(Uncaught )?\w*Error\b/.test(line)) ?? lines.at(-1);
}
