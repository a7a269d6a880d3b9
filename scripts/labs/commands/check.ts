import type { Verdict } from "../../../grader/index";
import { createTranslate, translateLine, type Translate } from "../../../grader/core/translate";
import { storeAttempts } from "../../../src/exercises/attempt";
import { readTranslatedTexts } from "../../../src/exercises/learner-texts";
import { askChecker } from "../checker/ask-checker";
import { showDoing } from "../checker/show-doing";
import { declareCommand, Failure, UsageError, type CommandIo } from "../command";
import { completeExerciseId, listExerciseIds } from "../exercise-ids";
import { openGraderBundle } from "../grader-bundle";
import { readLearnerCloudAhead, reportLearnerCloud } from "../learner-cloud";
import { findLab } from "../find-lab";
import { shareProgress } from "../progress/share-progress";

type ReachedVerdict = Exclude<Verdict, { readonly unable: string }>;
type Question = Parameters<typeof askChecker>[1];

export const check = declareCommand({
  usage: "labs check <lab> [--exercise ID]",
  does: "Check your saved notebook and scripts: what is right, wrong or unfinished.",
  args: ["<lab>"],
  options: {
    exercise: { type: "string", value: "ID", help: "one exercise, such as create-buckets" },
  },
  async run({ exercise: typed }, untranslated, [named = ""]) {
    const { id, notebook, scripts } = findLab(named);
    const exercise = typed === undefined ? undefined : completeExerciseId(id, typed);
    const { io, translate } = translateOutput(untranslated, id);
    const doing = showDoing(io);
    let isAtWork = false;
    const report = (subject: string): void => {
      doing.report(translate(subject));
      // Only where code runs are there resources to compare.
      if (!isAtWork) readLearnerCloudAhead(io);
      isAtWork = true;
    };
    try {
      const verdict = await askWarmChecker({ lab: { id, notebook, scripts }, exercise }, io, report);
      doing.end();
      const status = await reportVerdict(verdict, io);
      if (!("failed" in verdict)) {
        storeAttempts(io.root, verdict.exercises);
        await shareProgress(io, id, verdict.exercises);
      }
      return status;
    } finally {
      doing.end();
    }
  },
});

/**
 * Judges the work by the checker that `npm start` keeps warm, if there is one; otherwise by the grader, which takes
 * some seconds longer.
 */
async function askWarmChecker(
  question: Question,
  io: CommandIo,
  report: (doing: string) => void,
): Promise<ReachedVerdict> {
  const { verdict, why } = await askChecker(io.root, question, { report });
  if (verdict) return verdict;
  if (why !== undefined)
    io.printError(`The quick checker that \`npm start\` runs doesn't answer, so this check takes longer. (${why})`);
  if (question.exercise !== undefined) await assertExists(io.root, question.lab.id, question.exercise);
  const { checkLab, toVerdict, GraderFault, UnknownExercise } = await openGraderBundle(io.root);
  try {
    return toVerdict(await checkLab({ root: io.root, ...question, report }));
  } catch (error) {
    if (error instanceof UnknownExercise || error instanceof GraderFault)
      return { failed: error.name, says: error.message };
    throw error;
  }
}

/** Checks the ids before the grader is opened, which takes some seconds. */
async function assertExists(root: string, lab: string, exercise: string): Promise<void> {
  const ids = await listExerciseIds(root, lab);
  if (!ids.includes(exercise))
    throw new UsageError(`Lab ${lab} has no exercise "${exercise}". They are: ${ids.join(", ")}.`);
}

/** Says what the check says in the language of the learner's notebook. */
function translateOutput(io: CommandIo, lab: string): { readonly io: CommandIo; readonly translate: Translate } {
  const translate = createTranslate(readTranslatedTexts(io.root, lab));
  return { translate, io: { ...io, printResult: (line) => io.printResult(translateLine(line, translate)) } };
}

async function reportVerdict(verdict: ReachedVerdict, io: CommandIo): Promise<number> {
  if ("failed" in verdict) {
    if (verdict.failed === "UnknownExercise") throw new UsageError(verdict.says);
    throw new Failure(
      `The check itself could not start. Your work is not the cause. If this computer is busy, wait until it isn't, and check again. What went wrong:\n${verdict.says}`,
    );
  }
  verdict.feedback.forEach((line) => {
    io.printResult(line);
  });
  await reportLearnerCloud(verdict.made, io);
  return verdict.isRight ? 0 : 1;
}
