import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { loadRecordedLab, type RecordedLab } from "../class-copy/recorded-lab";
import type { RunEvidence } from "../evidence/evidence";
import { createEvidenceView, type Evidence } from "../evidence/view";
import { judge } from "../judge/judge";
import { NO_ANSWERS } from "../merge/answers";
import type { RunSettings } from "../run/run-cells";
import { GraderFault } from "./faults";
import type { GradedLab } from "./lab";
import { digestSources } from "./source-digest";
import { readStoredJson, storeJson } from "./stored-json";

/** Evidence of runs, by unit. */
type Runs = Record<string, RunEvidence>;

/**
 * Runs the solution as a submission would run, once for a seed and a state of the sources: later graders read the evidence that
 * the first one kept in `.labs/grader/`.
 *
 * @returns the evidence by unit
 * @throws GraderFault if the solution does not earn full marks: then no submission can be judged fairly
 */
export async function runSolution(
  lab: GradedLab,
  settings: RunSettings,
  labRoot: string = settings.root,
): Promise<ReadonlyMap<string, Evidence>> {
  const recorded = await loadRecordedLab(labRoot, lab.id);
  if (recorded) {
    // Files of unconfined runs are in `.labs`, which does not exist before the course's first start.
    await mkdir(join(settings.root, ".labs"), { recursive: true });
    return toEvidence(recorded, settings.seed);
  }
  const file = getStoredPath(lab, settings, labRoot);
  const known = await readStoredJson<Runs>(file);
  const runs = known ?? (await runUnits(lab, settings));
  const evidence = new Map(Object.entries(runs).map(([unit, run]) => [unit, createEvidenceView(run)]));
  await assertRight(lab, evidence);
  if (!known) await storeJson(file, runs);
  return evidence;
}

/**
 * The evidence of the solution's run by unit, as {@link runSolution} has kept it when a grader was opened with
 * these settings.
 *
 * @throws GraderFault if the evidence is no longer there
 */
export async function loadStoredSolution(lab: GradedLab, settings: RunSettings): Promise<Runs> {
  const runs = await readStoredJson<Runs>(getStoredPath(lab, settings, settings.root));
  if (runs === undefined)
    throw new GraderFault(
      `What the solution of ${lab.id} left was removed from .labs/grader/ in the meantime. Try it again.`,
    );
  return runs;
}

/** The file that keeps the evidence of the solution's run; its name changes with everything that the run depends on. */
export function getStoredPath(lab: GradedLab, settings: RunSettings, labRoot: string): string {
  const scripts = lab.skeleton.scripts.map(({ id }) => id);
  const hash = digestSources({ root: settings.root, labRoot, lab: lab.id, scripts }, JSON.stringify(lab.skeleton));
  const name = `${lab.id}-${settings.seed}-${settings.sandbox.isConfined ? "" : "unsafe-"}${hash}.json`;
  return join(settings.root, ".labs", "grader", name);
}

/** The evidence in a class's copy, which has no solution to run: it was judged when the copy was made. */
function toEvidence({ seed, runs }: RecordedLab, requested: number): ReadonlyMap<string, Evidence> {
  if (seed !== requested)
    throw new GraderFault(`This copy of the course checks with seed ${seed} alone, not ${requested}.`);
  return new Map(Object.entries(runs).map(([unit, run]) => [unit, createEvidenceView(run)]));
}

async function runUnits(lab: GradedLab, settings: RunSettings): Promise<Runs> {
  const runs = await Promise.all(
    lab.units.map(
      async (unit) => [unit.id, await unit.run({ answers: NO_ANSWERS, take: new Set() }, settings)] as const,
    ),
  );
  for (const [unit, { end, cells, scripts }] of runs) {
    const why = [...cells, ...scripts].find(({ error }) => error !== undefined)?.error;
    if (end !== "done" || why !== undefined)
      throw new GraderFault(`The solution of ${unit} does not run: ${why ?? end}`);
  }
  return Object.fromEntries(runs);
}

async function assertRight(lab: GradedLab, evidence: ReadonlyMap<string, Evidence>): Promise<void> {
  for (const exercise of lab.exercises) {
    const solution = evidence.get(lab.units.find(({ exercises }) => exercises.includes(exercise.id))?.id ?? "");
    if (!solution) throw new GraderFault(`The solution of ${exercise.id} was not run.`);
    const { status, claims } = await judge(exercise, { learner: solution, solution }).catch((cause: unknown) => {
      throw new GraderFault(`The solution of ${exercise.id} cannot be judged: ${String(cause)}`, { cause });
    });
    if (status === "right") continue;
    const failed = claims.filter(({ holds }) => !holds).map(({ says, hint = "" }) => `${says}: ${hint}`);
    throw new GraderFault(
      `The solution of ${exercise.id} does not earn full marks, so nothing is graded.\n${failed.join("\n")}`,
    );
  }
}
