import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CheckOutcome } from "../../../grader/index";
import { listHintCounts } from "../../../src/exercises/hint";
import type { CommandIo } from "../command";
import { getReportName, replaceJson, type ExerciseState, type ProgressReport } from "./report";

/** Where a learner shares their progress, and what their checks have found since. Only `labs share` creates it. */
interface ShareSettings {
  /** The absolute path of a folder, or an address that begins with `http://` or `https://`. */
  readonly to: string;
  readonly learner: string;
  readonly key: string;
  /** The exercises by the lab's id. */
  readonly labs: Readonly<Record<string, LabProgress>>;
}
/** The states of a lab's exercises, by their ids. */
type LabProgress = Readonly<Record<string, { readonly state: ExerciseState; readonly since: string }>>;

/** A check never waits longer for the class's address. */
const MAX_WAIT_MS = 3_000;

export const isAddress = (to: string): boolean => /^https?:\/\//.test(to);

const getFile = (root: string): string => join(root, ".labs", "share.json");

/** The data that the learner has agreed to share; undefined if none. */
export function readSharing(root: string): ShareSettings | undefined {
  try {
    return JSON.parse(readFileSync(getFile(root), "utf8")) as ShareSettings;
  } catch {
    return undefined; // without the file, or with a damaged one, nobody has agreed
  }
}

export function writeSharing(root: string, sharing: ShareSettings): void {
  mkdirSync(join(root, ".labs"), { recursive: true });
  replaceJson(getFile(root), sharing, 0o600);
}

/** Ends the sharing, and removes the reports from a folder. An address keeps what was sent. */
export function stopSharing(root: string): void {
  const sharing = readSharing(root);
  rmSync(getFile(root), { force: true });
  if (sharing === undefined || isAddress(sharing.to)) return;
  for (const lab of Object.keys(sharing.labs))
    rmSync(join(sharing.to, getReportName({ key: sharing.key, lab })), { force: true });
}

/**
 * Shares what a check has found, if the learner has agreed to it. A failure is printed, and changes nothing else about
 * the check.
 */
export async function shareProgress(
  { root, printError }: Pick<CommandIo, "root" | "printError">,
  lab: string,
  exercises: CheckOutcome["exercises"],
): Promise<void> {
  const sharing = readSharing(root);
  if (sharing === undefined) return;
  const at = new Date().toISOString();
  const now = updateProgress(sharing, { lab, exercises, at });
  try {
    writeSharing(root, now);
    await send(now.to, createReport(root, now, { lab, at }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    printError(`Your progress could not be shared with your class; your check is not affected. (${why})`);
  }
}

/** A state that stays the same keeps its start time. */
function updateProgress(
  sharing: ShareSettings,
  { lab, exercises, at }: Pick<ProgressReport, "lab" | "at"> & Pick<CheckOutcome, "exercises">,
): ShareSettings {
  const before = sharing.labs[lab] ?? {};
  const found = exercises.map(({ id, status }) => {
    const state: ExerciseState = status === "right" || status === "open" ? status : "tried";
    return [id, before[id]?.state === state ? before[id] : { state, since: at }] as const;
  });
  return { ...sharing, labs: { ...sharing.labs, [lab]: { ...before, ...Object.fromEntries(found) } } };
}

/** The report of a lab: all that is ever sent. */
function createReport(
  root: string,
  { key, learner, labs }: ShareSettings,
  { lab, at }: Pick<ProgressReport, "lab" | "at">,
): ProgressReport {
  const hints = listHintCounts(root, lab);
  const exercises = Object.entries(labs[lab] ?? {}).map(([id, found]) => ({ id, ...found, hints: hints[id] ?? 0 }));
  return { version: 1, key, learner, lab, at, exercises };
}

async function send(to: string, report: ProgressReport): Promise<void> {
  if (!isAddress(to)) {
    // The instructor is another user; only who may list the folder finds the file, whose name is random.
    replaceJson(join(to, getReportName(report)), report, 0o644);
    return;
  }
  const response = await fetch(to, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(report),
    redirect: "error",
    signal: AbortSignal.timeout(MAX_WAIT_MS),
  });
  if (!response.ok) throw new Error(`${new URL(to).host} answered ${response.status}: ${await response.text()}`);
}
