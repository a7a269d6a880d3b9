import { GraderFault } from "../engine/faults";
import { openGrader } from "../engine/open-grader";
import { keptSolution } from "../engine/solution";
import type { Unit } from "../engine/units";
import type { RunEvidence } from "../evidence/evidence";
import { evidenceView } from "../evidence/view";
import type { Evidence } from "../evidence/view";
import { judge } from "../judge/judge";
import { NO_ANSWERS } from "../merge/answers";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import type { Exercise } from "../judge/exercise";
import type { RecordedLab } from "./recorded-lab";
import { readingOf } from "./what-was-read";

/** The solution is ours: a slow or busy machine is no reason to fail. */
const PATIENT = { compileSeconds: 600, cellSeconds: 120, totalSeconds: 600, judgeSeconds: 600 };
/** The seed of a learner's own check. */
const SEED = 1;

/**
 * Records a lab for a class's copy: runs the solution, has its visible claims judged, and keeps of what the run has left only what they
 * have read. What they read of the solution's journal is kept by operation.
 *
 * @param root absolute path of the project
 * @throws GraderFault if the solution does not earn full marks on what is kept
 */
export async function recordLab(root: string, lab: string): Promise<RecordedLab> {
  const grader = await openGrader({ root, lab, seed: SEED, unsafe: true, visibleOnly: true, limits: PATIENT });
  try {
    const { skeleton, units, exercises } = grader.grading.lab;
    const settings = grader.settings();
    // The grader has just run them, or an earlier one has.
    const solutions = await keptSolution(grader.grading.lab, settings);
    const runs: Record<string, RunEvidence> = {};
    for (const unit of units) {
      const solution = solutions[unit.id];
      if (solution === undefined) throw new GraderFault(`The solution of ${unit.id} was not run.`);
      const blank = await unit.run(NO_ANSWERS, new Set(unit.exercises), settings);
      runs[unit.id] = await needed(solution, blank, of(unit, exercises));
    }
    return { seed: SEED, skeleton: withoutSolutions(skeleton), runs };
  } finally {
    await grader.close();
  }
}

function of(unit: Unit, exercises: readonly Exercise[]): Exercise[] {
  return exercises.filter(({ id }) => unit.exercises.includes(id));
}

async function needed(solution: RunEvidence, blank: RunEvidence, exercises: readonly Exercise[]): Promise<RunEvidence> {
  const reading = readingOf(solution);
  const asked = new Set<string>();
  const watched = withJournalNoted(evidenceView(reading.watched), asked);
  // Some of it is read where a claim holds, some where it fails.
  for (const learner of [evidenceView(solution), evidenceView(blank)])
    for (const exercise of exercises) await judge(exercise, { learner, solution: watched }, { visibleOnly: true });
  // Values that no claim has read are left out.
  const kept: RunEvidence = { ...EMPTY, ...(reading.kept() as Partial<RunEvidence>) };
  const journal = kept.journal.filter(({ service, operation }) => asked.has(`${service} ${operation}`));
  const run: RunEvidence = { ...kept, cloud: { ...EMPTY.cloud, ...kept.cloud }, journal };
  await mustStillBeRight(exercises, solution, run);
  return run;
}

/** The answer of a view that no claim has read. */
const EMPTY: RunEvidence = {
  cloud: { account: "", streams: [], buckets: [], firehoses: [] },
  journal: [],
  cells: [],
  scripts: [],
  seen: {},
  answers: {},
  end: "done",
};

/** The journal is searched line by line: what counts is which operations were asked for. */
function withJournalNoted(view: Evidence, asked: Set<string>): Evidence {
  const { journal } = view;
  const note = (service: string, operation: string): void => void asked.add(`${service} ${operation}`);
  return {
    ...view,
    journal: {
      calls: (service, operation, input) => {
        note(service, operation);
        return journal.calls(service, operation, input);
      },
      count: (service, operation, input) => {
        note(service, operation);
        return journal.count(service, operation, input);
      },
    },
  };
}

async function mustStillBeRight(
  exercises: readonly Exercise[],
  solution: RunEvidence,
  kept: RunEvidence,
): Promise<void> {
  const sides = { learner: evidenceView(solution), solution: evidenceView(JSON.parse(JSON.stringify(kept))) };
  for (const exercise of exercises) {
    const { status } = await judge(exercise, sides, { visibleOnly: true });
    if (status !== "right")
      throw new GraderFault(`${exercise.id} is not right any more on what was recorded of the solution's run.`);
  }
}

function withoutSolutions(skeleton: Skeleton): Skeleton {
  const bare = (text: SkeletonText): SkeletonText => ({
    ...text,
    slots: text.slots.map(({ exercise, stub }) => ({ exercise, stub, solution: stub })),
  });
  return { ...skeleton, cells: skeleton.cells.map(bare), scripts: skeleton.scripts.map(bare) };
}
