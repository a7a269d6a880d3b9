import { showTable } from "../display/show-table";
import {
  describeLearner,
  drawVariant,
  drawVariantSeed,
  hasSolutionValues,
  type Variant,
} from "../exercises/draw-variant";

const CHOICES = {
  leastGrams: [100, 250, 400, 550, 700, 850, 1000, 1200],
  firstAnswerMinutes: [5, 6, 7, 8],
  alarmMinutes: [10, 12, 14],
  monthlyCost: [36, 38, 42, 45],
} as const;

/** What the carrier asks of a learner in lab 06. */
export interface CarrierBrief {
  /** A scan with a weight that isn't above this is a bad line. */
  readonly leastGrams: number;
  readonly firstAnswerMinutes: number;
  readonly alarmMinutes: number;
  /** In USD. */
  readonly monthlyCost: number;
}

/** The brief of learners without a name. */
const SOLUTION_BRIEF: CarrierBrief = { leastGrams: 0, firstAnswerMinutes: 5, alarmMinutes: 15, monthlyCost: 40 };

/** All weights and times in the briefs. The acceptance test measures for each of them, since it does not know the learner's name. */
export const LEAST_GRAMS: readonly number[] = [SOLUTION_BRIEF.leastGrams, ...CHOICES.leastGrams];
export const FIRST_ANSWER_MINUTES: readonly number[] = CHOICES.firstAnswerMinutes;

/** The brief of a learner: their name decides which of 384. */
export const drawBrief = (student: unknown): CarrierBrief =>
  hasSolutionValues(student)
    ? SOLUTION_BRIEF
    : (drawVariant("06-capstone.brief", String(student), CHOICES) satisfies Variant<typeof CHOICES>);

/** The seed of the feed in a learner's own cloud. */
export const drawFeedSeed = (student: unknown): number =>
  hasSolutionValues(student) ? 1 : drawVariantSeed("06-capstone.feed", String(student));

/** Shows the four numbers of a learner's brief. */
export function showBrief(student: unknown): CarrierBrief {
  const brief = drawBrief(student);
  const { leastGrams, firstAnswerMinutes, alarmMinutes, monthlyCost } = brief;
  const rows = [
    { number: "least weight", value: `${leastGrams} g` },
    { number: "first answer", value: `${firstAnswerMinutes} minutes` },
    { number: "alarm", value: `${alarmMinutes} minutes` },
    { number: "monthly cost", value: `${monthlyCost} USD` },
  ];
  showTable(rows, { title: `The brief for ${describeLearner(student)}` });
  return brief;
}
