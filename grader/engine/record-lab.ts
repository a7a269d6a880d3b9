import { GraderFault } from "./faults";
import { openGrader } from "./open-grader";
import { loadStoredSolution } from "./solution";
import type { Unit } from "./units";
import type { RunEvidence } from "../evidence/evidence";
import { createEvidenceView, type Evidence } from "../evidence/view";
import { judge } from "../judge/judge";
import { NO_ANSWERS } from "../merge/answers";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import type { Exercise } from "../judge/exercise";
import type { RecordedLab } from "../class-copy/recorded-lab";
import { trackReads } from "../class-copy/track-reads";

/** Long limits, since the solution is trusted: a slow or busy machine must not fail it. */
const PATIENT = { compileSeconds: 600, cellSeconds: 120, totalSeconds: 600, judgeSeconds: 600 };
/** The seed of a learner's own check. */
const SEED = 1;

/**
 * Records a lab for a class's copy: runs the solution, judges its visible claims, and keeps only those parts of the run's evidence that
 * the claims have read. From the journal, the operations that they requested are kept.
 *
 * @param root absolute path of the project
 * @throws GraderFault if the solution does not earn full marks with the recording
 */
export async function recordLab(root: string, lab: string): Promise<RecordedLab> {
  const grader = await openGrader({ root, lab, seed: SEED, unsafe: true, visibleOnly: true, limits: PATIENT });
  try {
    const { skeleton, units, exercises } = grader.grading.lab;
    const settings = grader.getSettings();
    // The solution's evidence is kept: this grader or an earlier one has run the solution.
    const solutions = await loadStoredSolution(grader.grading.lab, settings);
    const runs: Record<string, RunEvidence> = {};
    for (const unit of units) {
      const solution = solutions[unit.id];
      if (solution === undefined) throw new GraderFault(`The solution of ${unit.id} was not run.`);
      const blank = await unit.run({ answers: NO_ANSWERS, take: new Set(unit.exercises) }, settings);
      runs[unit.id] = await reduceToNeeded(solution, blank, selectExercises(unit, exercises));
    }
    return { seed: SEED, skeleton: removeSolutions(skeleton), runs };
  } finally {
    await grader.close();
  }
}

function selectExercises(unit: Unit, exercises: readonly Exercise[]): Exercise[] {
  return exercises.filter(({ id }) => unit.exercises.includes(id));
}

async function reduceToNeeded(
  solution: RunEvidence,
  blank: RunEvidence,
  exercises: readonly Exercise[],
): Promise<RunEvidence> {
  const reading = trackReads(solution);
  const requested = new Set<string>();
  const watched = recordJournalUse(createEvidenceView(reading.watched), requested);
  // Claims read some parts only where they hold, and other parts only where they fail.
  for (const learner of [createEvidenceView(solution), createEvidenceView(blank)])
    for (const exercise of exercises) await judge(exercise, { learner, solution: watched }, { visibleOnly: true });
  // Parts that no claim has read are empty.
  const evidence: RunEvidence = { ...EMPTY, ...(reading.copyRead() as Partial<RunEvidence>) };
  const journal = evidence.journal.filter(({ service, operation }) => requested.has(`${service} ${operation}`));
  const run: RunEvidence = { ...evidence, cloud: { ...EMPTY.cloud, ...evidence.cloud }, journal };
  await assertStillRight(exercises, solution, run);
  return run;
}

/** The evidence that no claim has read any part of. */
const EMPTY: RunEvidence = {
  cloud: { account: "", streams: [], buckets: [], firehoses: [] },
  journal: [],
  cells: [],
  scripts: [],
  seen: {},
  answers: {},
  end: "done",
};

/** Notes the operations that claims ask the journal for: claims search it line by line, so each line counts as read. */
function recordJournalUse(view: Evidence, requested: Set<string>): Evidence {
  const { journal } = view;
  const note = (service: string, operation: string): void => void requested.add(`${service} ${operation}`);
  return {
    ...view,
    journal: {
      findCalls: (service, operation, input) => {
        note(service, operation);
        return journal.findCalls(service, operation, input);
      },
      count: (service, operation, input) => {
        note(service, operation);
        return journal.count(service, operation, input);
      },
      findRefusedCalls: (service, operation, input) => {
        note(service, operation);
        return journal.findRefusedCalls(service, operation, input);
      },
    },
  };
}

async function assertStillRight(
  exercises: readonly Exercise[],
  solution: RunEvidence,
  evidence: RunEvidence,
): Promise<void> {
  const sides = {
    learner: createEvidenceView(solution),
    solution: createEvidenceView(JSON.parse(JSON.stringify(evidence))),
  };
  for (const exercise of exercises) {
    const { status } = await judge(exercise, sides, { visibleOnly: true });
    if (status !== "right")
      throw new GraderFault(`${exercise.id} is no longer right when judged from the recorded run of the solution.`);
  }
}

function removeSolutions(skeleton: Skeleton): Skeleton {
  const removeSolutionText = (text: SkeletonText): SkeletonText => ({
    ...text,
    slots: text.slots.map(({ exercise, stub }) => ({ exercise, stub, solution: stub })),
  });
  return {
    ...skeleton,
    cells: skeleton.cells.map(removeSolutionText),
    scripts: skeleton.scripts.map(removeSolutionText),
  };
}
