import { total, type ExerciseResult, type SubmissionResult } from "../results";
import { effectOf, type ManualMark } from "./manual-marks";

/** An exercise with its manual mark. A mark above the exercise's points is a problem, which `tooHigh` collects. */
export function withManualMark(
  exercise: ExerciseResult,
  mark: ManualMark | undefined,
  tooHigh: Set<string>,
): ExerciseResult {
  if (!mark) return exercise;
  const { points, comment } = mark;
  const earned = points === undefined ? exercise.score : pointsAfter(exercise.score, [mark]);
  if (points !== undefined && earned > exercise.max && effectOf(mark) !== "bonus")
    tooHigh.add(aboveFullMarks([mark], `${mark.id} has ${earned} of ${exercise.max} in ${exercise.id}`));
  return {
    ...exercise,
    ...(points === undefined ? {} : { score: earned, graded: exercise.score }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** The points of a whole submission with its manual marks. Marks above full marks are a problem, which `tooHigh` collects. */
export function withWholeMarks(
  { id, max, exercises }: Pick<SubmissionResult, "id" | "max" | "exercises">,
  whole: readonly ManualMark[],
  tooHigh: Set<string>,
): number {
  const marks = whole.filter(({ points }) => points !== undefined);
  const byExercise = total(exercises.map(({ score }) => score));
  const withoutBonus = pointsAfter(
    byExercise,
    marks.filter((mark) => effectOf(mark) !== "bonus"),
  );
  const isRaised = marks.some((mark) => effectOf(mark) !== "bonus" && mark.points !== 0);
  // Bonus points of single exercises may be above full marks, too.
  const full = Math.max(max, byExercise);
  if (isRaised && withoutBonus > full) tooHigh.add(aboveFullMarks(marks, `${id} has ${withoutBonus} of ${max} in all`));
  return pointsAfter(byExercise, marks);
}

function pointsAfter(graded: number, marks: readonly ManualMark[]): number {
  const set = marks.find((mark) => effectOf(mark) === "set")?.points;
  const added = marks.filter((mark) => effectOf(mark) !== "set").map(({ points = 0 }) => points);
  return Math.max(0, total([set ?? graded, ...added]));
}

function aboveFullMarks(marks: readonly ManualMark[], outcome: string): string {
  const where = marks.map((mark) => mark.where ?? "manual marks").join(" and ");
  return `${where}: above full marks: ${outcome}. Write "set to" and the points that you mean, or "bonus" before points that may go above.`;
}
