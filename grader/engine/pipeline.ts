import { randomUUID } from "node:crypto";
import type { Grading } from "./grading";
import { readAnswers } from "./read-answers";
import { judgeUnit, type UnitVerdict } from "./judge-unit";
import { planRuns } from "./plan-runs";
import { watchUnit, type RunWatch } from "./stuck-runs";
import { createFailedResult, createResult, type JudgedSubmission } from "./submission-result";
import type { Unit } from "./units";
import type { Answers } from "../merge/answers";
import type { SubmissionResult } from "../reports/results";
import type { RunSettings } from "../run/run-cells";
import { readOtherLabs } from "../merge/other-labs";
import { findLanguage } from "../submission/read-notebook";
import type { Submission } from "../submission/submission";

/** How a submission is graded. */
interface SubmissionOptions {
  readonly settings: RunSettings;
  /** Judges these exercises alone; all exercises, if not given. */
  readonly only?: readonly string[] | undefined;
  /** Called with the answers when all of the submission has been read, before any of it runs. */
  readonly onRead?: (answers: Answers) => void;
  readonly watch?: RunWatch | undefined;
}

/**
 * What happens to a submission, from its files to its marks. Each stage takes what the one before it returned:
 *
 * 1. **Read** (`submission/`) the code of its cells and scripts.
 * 2. **Merge** (`merge/`): find the answers in that code, each for its place in the lab's skeleton.
 *
 * Then for the notebook and for each script, side by side:
 *
 * 3. **Plan** (`engine/plan-runs.ts`): which answers run together, alone, and without any text of the solution.
 * 4. **Compile** (`compile/`), **run** (`sandbox/`, `run/`) and **collect** (`evidence/`) what a run has left: `Unit.run`, once for each
 *    planned run that the judge requests.
 * 5. **Judge** (`judge/`) the exercises, on this evidence and on the solution's.
 *
 * 6. **Report**: one result. Names, manual marks and lateness come later, for the whole class (`adjust/`, `reports/`).
 *
 * Problems of the submission or the grader are in the result's status; nothing is thrown.
 */
export async function gradeSubmission(
  submission: Submission,
  grading: Grading,
  options: SubmissionOptions,
): Promise<SubmissionResult> {
  const start = performance.now();
  const judged = await judgeSubmission(submission, grading, options).catch((error: unknown) =>
    addLanguage(createFailedResult(error, grading), submission.notebook),
  );
  const seconds = Math.round((performance.now() - start) / 10) / 100;
  const { status, score, max, ...rest } = judged;
  return { id: submission.id, status, score, max, seconds, ...rest };
}

async function judgeSubmission(
  submission: Submission,
  grading: Grading,
  { settings: usual, only, onRead, watch }: SubmissionOptions,
): Promise<JudgedSubmission> {
  const { lab } = grading;
  const settings = { ...usual, compiler: usual.compiler.createForSubmission(randomUUID()) };
  const { skeleton } = lab;
  const labs = readOtherLabs(usual.root, skeleton);
  // TypeScript reads the code: the compiler's process has it in memory already.
  const read = await readAnswers(submission, { skeleton, labs, compiler: settings.compiler });
  const { answers } = read;
  onRead?.(answers);
  const planAndJudge = (planned: Unit): Promise<UnitVerdict> => {
    const unit = watch ? watchUnit(planned, watch) : planned;
    const selected = unit.exercises.filter((id) => !only || only.includes(id));
    const plan = planRuns(unit, { answers, requested: selected, grading });
    return judgeUnit({ unit, answers, plan, grading, settings });
  };
  const verdicts = await judgeEach(lab.units, planAndJudge, watch?.oneByOne ?? false);
  const { notes, hints } = submission;
  const allNotes = [...notes, ...read.notes, ...answers.notes];
  return addLanguage(createResult(verdicts, { notes: allNotes, ...(hints ? { hints } : {}), grading }), read.notebook);
}

/** Adds the language of a notebook's texts, in which the learner reads the result. */
function addLanguage(judged: JudgedSubmission, notebook = ""): JudgedSubmission {
  const language = findLanguage(notebook);
  return language === undefined ? judged : { ...judged, language };
}

/** In parallel, unless it must be certain which unit is running: a script runs while the cells are compiled. */
async function judgeEach(
  units: readonly Unit[],
  judge: (unit: Unit) => Promise<UnitVerdict>,
  oneByOne: boolean,
): Promise<UnitVerdict[]> {
  if (!oneByOne) return Promise.all(units.map(judge));
  const verdicts: UnitVerdict[] = [];
  for (const unit of units) verdicts.push(await judge(unit));
  return verdicts;
}
