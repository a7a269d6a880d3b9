import type { Evidence } from "../../../grader/index";
import { drawLearnerNumbers, isLearnerName, type LearnerNumbers } from "../../../src/collection/learner-numbers";

/** Where the page shows the numbers, for the advice to a learner who has a name; nothing without a name. */
export const lookAtNumbers = ({ chosenNames }: Evidence, cell: string): readonly string[] =>
  isLearnerName(chosenNames["STUDENT"])
    ? [`the table below the cell ${cell}, which has the numbers for your name`]
    : [];

/** The numbers that the learner's name decides; those of the solution without a name. */
export const findLearnerNumbers = ({ chosenNames }: Evidence): LearnerNumbers =>
  drawLearnerNumbers(chosenNames["STUDENT"]);
