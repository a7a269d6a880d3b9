import type { ItemStatistics, SubmissionResult } from "./results";

/**
 * How hard each exercise was, and whether it separates strong learners from weak ones, in the order of the lab. Submissions without
 * exercises don't count: nothing was handed in, it could not be read, or the grader failed.
 */
export function computeItemStatistics(submissions: readonly SubmissionResult[]): ItemStatistics[] {
  const all = submissions.flatMap(({ exercises }) => exercises);
  const titles = new Map(all.map(({ id, title }) => [id, title]));
  return [...titles].map(([id, title]) => {
    const answers = submissions.flatMap(({ exercises }) => {
      const exercise = exercises.find((exercise) => exercise.id === id);
      if (!exercise) return [];
      const others = exercises.reduce((sum, { score }) => sum + score, 0) - exercise.score;
      return [{ right: exercise.status === "right" ? 1 : 0, earned: exercise.score / exercise.max, others }];
    });
    const right = answers.map((answer) => answer.right);
    const discrimination = computeCorrelation(
      right,
      answers.map(({ others }) => others),
    );
    return {
      id,
      title,
      submissions: answers.length,
      rightShare: roundToHundredths(average(right)),
      pointsShare: roundToHundredths(average(answers.map(({ earned }) => earned))),
      ...(discrimination === undefined ? {} : { discrimination: roundToHundredths(discrimination) }),
    };
  });
}

/** Below this, a sum of squares is only what adding thirds of a point has left of zero. */
const NO_SPREAD = 1e-9;

/**
 * Pearson's correlation; with only 0 and 1 on one side, it is the point-biserial correlation.
 *
 * @returns -1 to 1; undefined if all values of one side are equal
 */
function computeCorrelation(xs: readonly number[], ys: readonly number[]): number | undefined {
  const [meanX, meanY] = [average(xs), average(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[index] ?? meanY) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx < NO_SPREAD || yy < NO_SPREAD ? undefined : xy / Math.sqrt(xx * yy);
}

const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Adds 0, so that nothing reads "-0". */
const roundToHundredths = (number: number): number => Math.round(number * 100) / 100 + 0;
