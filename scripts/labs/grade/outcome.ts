import { join, relative } from "node:path";
import type { Attention, BatchResult, GradeResults } from "../../../grader/index";
import { formatCount } from "../../../src/aws/format-count";
import { Failure, UsageError, type CommandIo } from "../command";
import type { GraderBundle } from "../grader-bundle";

/** Exit status when the grader failed on a submission or on the solution, which isn't a learner's fault. */
const GRADER_FAULT = 3;

interface OutcomeContext {
  readonly grader: GraderBundle;
  readonly io: CommandIo;
}

/** @returns the exit status for a fault of the grader; throws all other errors, with messages for the command line */
export function reportFault(error: unknown, { grader, io }: OutcomeContext): number {
  if (error instanceof grader.MissingSubmission || error instanceof grader.UsedFolderError)
    throw new UsageError(error.message, { cause: error });
  if (error instanceof grader.TableProblem)
    throw new UsageError(`No marks were written. First fix this:\n${error.message}`, { cause: error });
  if (error instanceof grader.NotConfinedError || error instanceof grader.ShardProblem)
    throw new Failure(error.message, { cause: error });
  if (!(error instanceof grader.GraderFault)) throw error;
  io.printError(error.message);
  return GRADER_FAULT;
}

/** The last lines of a run that has written reports. */
export function finish(
  { results, edited }: BatchResult,
  { folder, anonymous }: { readonly folder: string; readonly anonymous: boolean },
  { grader, io }: OutcomeContext,
): number {
  io.printResult(
    `${formatCount(results.submissions.length, "submission")} graded. The reports are in ${relative(io.cwd, folder) || "."}: open report.html.`,
  );
  for (const line of formatSummary(results, grader.findAttention(results))) io.printResult(line);
  for (const line of grader.describeHandBack(results)) io.printResult(line);
  if (anonymous) {
    const [exported, pseudonyms] = ["anonymous", join("tables", "pseudonyms.json")].map((path) =>
      relative(io.cwd, join(folder, path)),
    );
    io.printResult(
      `The anonymous export is in ${exported}. ${pseudonyms} maps pseudonyms to learners: don't share it.`,
    );
  }
  for (const path of edited)
    io.printResult(`You had edited a report. Your version is kept as ${relative(io.cwd, path)}.`);
  return countFaults(results, io);
}

/** The last lines of a run over one shard. */
export function finishShard({ results }: BatchResult, shard: string, { io }: Pick<OutcomeContext, "io">): number {
  io.printResult(
    `${formatCount(results.submissions.length, "submission")} of shard ${shard} graded. When all shards are: npx labs merge-reports DIR… --out GRADES`,
  );
  return countFaults(results, io);
}

function countFaults({ submissions }: BatchResult["results"], io: CommandIo): number {
  const faults = submissions.filter(({ status }) => status === "grader-fault");
  if (faults.length === 0) return 0;
  io.printError(
    `The grader failed on ${faults.map(({ id }) => id).join(", ")}, so no mark was given. See the notes in results.json.`,
  );
  return GRADER_FAULT;
}

/** The maximum number of names in a line; the report has all of them. */
const MAX_NAMES = 4;

/** The end of a run's output: what the instructor should do next, the most urgent first. */
function formatSummary({ submissions }: GradeResults, attention: readonly Attention[]): string[] {
  if (attention.length === 0) return [];
  const width = String(submissions.length).length;
  const lines = attention.map(({ says, ids }) => {
    const names = ids.slice(0, MAX_NAMES).join(", ");
    const more = ids.length > MAX_NAMES ? ` and ${ids.length - MAX_NAMES} more` : "";
    return `  ${String(ids.length).padStart(width)} ${says}: ${names}${more}`;
  });
  return ["Look first at:", ...lines];
}
