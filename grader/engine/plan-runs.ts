import { NO_ANSWERS, type Answers } from "../merge/answers";
import type { Grading } from "./grading";
import type { CodeToRun, Unit } from "./units";

interface PlannedRun extends CodeToRun {
  /** Whether all messages of the run may reach the learner, since no text of the solution is in its process. */
  readonly isOwn: boolean;
}

/** The runs that a unit's exercises are judged by. `together` is the first; the others take place only if they are needed. */
export interface RunPlan {
  /** The exercises to judge that have an answer. */
  readonly answered: readonly string[];
  /** The exercises to judge without an answer that could run. */
  readonly open: readonly string[];
  /** All answers at once. */
  readonly together: PlannedRun;
  /**
   * Some answers, with the solution in all other exercises: for exercises that are not right in an earlier run, so that no other
   * exercise's mistake costs them a mark. Undefined if such a run could not differ, or there is no solution.
   */
  planSeparateRun(exercises: readonly string[]): PlannedRun | undefined;
  /**
   * The learner's own words: the answers without any text of the solution, for the messages on exercises that were judged in a run
   * with such text.
   *
   * @param judged the exercises that need messages
   * @param aside  exercises whose code ended an earlier such run: they are as they were handed out
   */
  planLearnerOnly(judged: readonly string[], aside: ReadonlySet<string>): PlannedRun;
  /** Some lines of an answer by themselves. */
  planLines(exercise: string, lines: readonly string[]): CodeToRun;
  /** Code that does nothing, and the code as it was handed out: claims that hold for these earn nothing by themselves. */
  planNothing(exercise: string): readonly CodeToRun[];
}

/** An answer that does nothing. */
const NOTHING: readonly string[] = ["void 0;"];

/**
 * Plans the runs of a unit.
 *
 * If the solution's text is in the same process as the learner's code, that code can read it and write it into errors, names or
 * records. Of such a run the learner sees only which claims hold, and which were reached.
 *
 * @param wanted the exercises to judge
 */
export function planRuns(
  unit: Unit,
  { answers, requested, grading }: { answers: Answers; requested: readonly string[]; grading: Grading },
): RunPlan {
  const { hasSolutions = true, revealsAllOutput = false } = grading;
  const isAnswered = (exercise: string): boolean => hasAnswer(exercise, answers, grading);
  const answered = requested.filter(isAnswered);
  // Without a solution for the other exercises, all that the learner has answered runs.
  const runnable = hasSolutions ? answered : unit.exercises.filter(isAnswered);
  const all = new Set(unit.exercises);
  return {
    answered,
    open: requested.filter((exercise) => !answered.includes(exercise)),
    together: {
      answers,
      take: new Set(runnable),
      judged: answered,
      isOwn: revealsAllOutput || unit.exercises.every((exercise) => answered.includes(exercise)),
    },
    planSeparateRun: (exercises) =>
      hasSolutions && answered.length > 1
        ? { answers, take: new Set(exercises), judged: exercises, isOwn: revealsAllOutput }
        : undefined,
    planLearnerOnly: (judged, aside) => ({
      answers: aside.size === 0 ? answers : unit.removeAnswers(answers, aside),
      take: all,
      judged,
      isOwn: true,
    }),
    planLines: (exercise, lines) => ({
      answers: unit.replaceAnswer(answers, exercise, lines),
      take: new Set(hasSolutions ? [exercise] : runnable),
      judged: [exercise],
    }),
    planNothing: (exercise) => {
      const others = hasSolutions ? NO_ANSWERS : answers;
      const take = new Set(hasSolutions ? [exercise] : [...runnable, exercise]);
      return [unit.replaceAnswer(others, exercise, NOTHING), unit.removeAnswers(others, new Set([exercise]))].map(
        (nothing) => ({ answers: nothing, take }),
      );
    },
  };
}

/** Whether the learner has answered an exercise, with code that can run. */
function hasAnswer(exercise: string, { bodies, broken }: Answers, { lab }: Grading): boolean {
  const { cells, scripts } = lab.skeleton;
  if (broken.has(exercise)) return false;
  return [...cells, ...scripts].some((text) =>
    text.slots.some((slot, n) => slot.exercise === exercise && bodies.get(text.id)?.[n] !== undefined),
  );
}
