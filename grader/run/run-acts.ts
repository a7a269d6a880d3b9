import { toPlainText } from "../core/plain-text";
import { NO_CLOUD, type JournalLine, type RunEvidence, type ScriptEvidence } from "../evidence/evidence";
import { toJournalLines } from "../evidence/journal-lines";
import type { ProcessEnd } from "../sandbox/process";
import type { ScriptAct } from "./plan";
import type { RunEnvironment } from "./run-environment";
import { getOutcome } from "./script-outcome";
import type { CloudWatch } from "./watch-cloud";

/** A process of a script that has ended. */
export interface EndedProcess {
  readonly startedAt: number;
  readonly ended: ProcessEnd;
  readonly output: string;
  /** For a script with questions, its answers. */
  readonly json: string | undefined;
}

/**
 * Runs the acts of a script, one process after the other in the same cloud, and between them what the plan does there. An act that
 * is ended by a limit is the last one.
 *
 * @param start runs one process with these arguments
 * @returns evidence whose `seen` has the results of all acts, and the errors of those that failed as `errors`, by the act's name
 */
export async function runActs(
  { path, acts }: { readonly path: string; readonly acts: readonly ScriptAct[] },
  { environment, watch }: { readonly environment: RunEnvironment; readonly watch: CloudWatch },
  start: (args: readonly string[]) => Promise<EndedProcess>,
): Promise<RunEvidence> {
  const { stage } = environment;
  if (!stage) throw new Error(`The acts of ${path} need a lab cloud.`);
  const errors: Record<string, string> = {};
  let seen: Readonly<Record<string, unknown>> = {};
  let ran: ScriptEvidence = { path, end: "done", output: "", startedAt: Date.now(), endedAt: 0 };
  for (const { name, isInterrupted, collectAfter } of acts) {
    const { ended, output } = await start([name, String(stage.seed)]);
    const outcome =
      isInterrupted && ended.code !== undefined ? { end: "done" as const } : getOutcome(ended, output, true);
    if (outcome.error !== undefined) errors[name] = outcome.error;
    const error = ran.error ?? outcome.error;
    ran = {
      ...ran,
      end: outcome.end,
      output: `${ran.output} ${toPlainText(output)}`.trim(),
      ...(error === undefined ? {} : { error }),
    };
    if (outcome.end !== "done") break;
    const result = await watch.runWithinLimits(async () => (await collectAfter?.(stage)) ?? {});
    if (isExceeded(result))
      return createCrashed({ ...ran, end: "crashed", error: result.why }, getJournal(environment));
    seen = { ...seen, ...result };
  }
  const journal = getJournal(environment);
  const cloud = await watch.runWithinLimits(() => environment.collect());
  if ("why" in cloud) return createCrashed({ ...ran, end: "crashed", error: cloud.why }, journal);
  const script = { ...ran, endedAt: Date.now() };
  return { cells: [], scripts: [script], answers: {}, seen: { ...seen, errors }, end: ran.end, cloud, journal };
}

const getJournal = (environment: RunEnvironment): JournalLine[] => toJournalLines(environment.getCalls());

const isExceeded = (result: object): result is { readonly why: string } => "why" in result;

/** The evidence of a script whose cloud was filled or kept busy. */
export const createCrashed = (script: ScriptEvidence, journal: readonly JournalLine[]): RunEvidence => ({
  cells: [],
  scripts: [script],
  seen: {},
  answers: {},
  end: "crashed",
  journal,
  cloud: NO_CLOUD,
});
