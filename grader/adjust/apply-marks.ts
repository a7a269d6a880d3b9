import { sumMarks, type ExerciseResult, type SubmissionResult } from "../reports/results";
import { describeEffect, type ManualMark } from "./manual-marks";

/** An exercise with its manual mark. A mark above the exercise's points is a problem, which `tooHigh` collects. */
export function applyManualMark(
  exercise: ExerciseResult,
  mark: ManualMark | undefined,
  tooHigh: Set<string>,
): ExerciseResult {
  if (!mark) return exercise;
  const { points, comment } = mark;
  const earned = points === undefined ? exercise.score : computePoints(exercise.score, [mark]);
  if (points !== undefined && earned > exercise.max && describeEffect(mark) !== "bonus")
    tooHigh.add(warnAboveFullMarks([mark], `${mark.id} has ${earned} of ${exercise.max} in ${exercise.id}`));
  return {
    ...exercise,
    ...(points === undefined ? {} : { score: earned, graded: exercise.score }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** The points of a whole submission with its manual marks. Marks above full marks are a problem, which `tooHigh` collects. */
export function applyWholeMarks(
  { id, max, exercises }: Pick<SubmissionResult, "id" | "max" | "exercises">,
  whole: readonly ManualMark[],
  tooHigh: Set<string>,
): number {
  const marks = whole.filter(({ points }) => points !== undefined);
  const byExercise = sumMarks(exercises.map(({ score }) => score));
  const withoutBonus = computePoints(
    byExercise,
    marks.filter((mark) => describeEffect(mark) !== "bonus"),
  );
  const isRaised = marks.some((mark) => describeEffect(mark) !== "bonus" && mark.points !== 0);
  // Bonus points of single exercises may be above full marks, too.
  const full = Math.max(max, byExercise);
  if (isRaised && withoutBonus > full)
    tooHigh.add(warnAboveFullMarks(marks, `${id} has ${withoutBonus} of ${max} in all`));
  return computePoints(byExercise, marks);
}

function computePoints(graded: number, marks: readonly ManualMark[]): number {
  const set = marks.find((mark) => describeEffect(mark) === "set")?.points;
  const added = marks.filter((mark) => describeEffect(mark) !== "set").map(({ points = 0 }) => points);
  return Math.max(0, sumMarks([set ?? graded, ...added]));
}

function warnAboveFullMarks(marks: readonly ManualMark[], outcome: string): string {
  const where = marks.map((mark) => mark.where ?? "manual marks").join(" and ");
  return `${where}: above full marks: ${outcome}. Write "set to" before the points you mean, or "bonus" before points that may exceed the maximum.`;
}
