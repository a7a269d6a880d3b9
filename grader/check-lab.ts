import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gradeSubmission } from "./engine/grade-submission";
import { openGrader } from "./engine/open-grader";
import type { SubmissionResult } from "./results";
import type { HandedIn, Submission } from "./submission/submission";

/** A learner's own check. */
export interface Check {
  /** Absolute path of the project, whose notebook and scripts are looked at. */
  readonly root: string;
  readonly lab: HandedIn & { readonly id: string };
  /** One exercise; all, if not given. */
  readonly exercise?: string | undefined;
  readonly seed?: number;
}

/**
 * Looks at the learner's own saved files with the grader's engine: visible claims only, and without confinement, since it is
 * their own code on their own machine.
 *
 * @throws GraderFault; Error if the lab has no such exercise
 */
export async function checkLab({ root, lab, exercise, seed = 1 }: Check): Promise<SubmissionResult> {
  const grader = await openGrader({ root, lab: lab.id, seed, unsafe: true, visibleOnly: true });
  try {
    const only = exercise === undefined ? undefined : [exercise];
    return await gradeSubmission(await ownFiles(root, lab), grader.grading, { settings: grader.settings(0), only });
  } finally {
    await grader.close();
  }
}

async function ownFiles(root: string, lab: HandedIn): Promise<Submission> {
  const notebook = await textOf(join(root, lab.notebook));
  const scripts = new Map<string, string>();
  for (const path of lab.scripts) {
    const text = await textOf(join(root, path));
    if (text !== undefined) scripts.set(path, text);
  }
  const missing = [
    ...(notebook === undefined ? [lab.notebook] : []),
    ...lab.scripts.filter((path) => !scripts.has(path)),
  ];
  const notes = missing.map((path) => `There is no ${path}: its exercises count as open.`);
  return { id: "your files", scripts, notes, ...(notebook === undefined ? {} : { notebook }) };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
