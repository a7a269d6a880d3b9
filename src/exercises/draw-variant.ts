import { createHash } from "node:crypto";
import { showTable } from "../display/show-table";

/** The values that a task may ask for, by member. */
export type VariantChoices = Readonly<Record<string, readonly (string | number)[]>>;

/** One value of each member. */
export type Variant<Choices extends VariantChoices> = { readonly [Member in keyof Choices]: Choices[Member][number] };

/**
 * Draws a learner's own values for a task from their name: the same name always gets the same values.
 *
 * @param task    such as `04-windowed-delivery.question`: another task draws other values
 * @param name    the learner's name, in upper or lower case, with or without blanks around it
 * @param choices the values to choose from; every combination is about equally likely
 */
export function drawVariant<const Choices extends VariantChoices>(
  task: string,
  name: string,
  choices: Choices,
): Variant<Choices> {
  let left = drawVariantSeed(task, name);
  const drawn: Record<string, unknown> = {};
  for (const [member, values] of Object.entries(choices)) {
    drawn[member] = values[left % values.length];
    left = Math.floor(left / values.length);
  }
  return drawn as Variant<Choices>;
}

/** The name in the solutions of the labs that draw by `drawLearnerVariant`. */
const SOLUTION_NAME = "ada-lovelace";

/** Whether a value is a name that the grader can read in a learner's code. */
export const isLearnerName = (value: unknown): value is string =>
  typeof value === "string" && /^[\w .-]*\w[\w .-]*$/.test(value);

/**
 * As `drawVariant`, also for learners without a name: they have the values of the solution.
 *
 * @param student the learner's name; any other value counts as none
 */
export const drawLearnerVariant = <const Choices extends VariantChoices>(
  task: string,
  student: unknown,
  choices: Choices,
): Variant<Choices> => drawVariant(task, chooseName(student), choices);

const chooseName = (student: unknown): string => (isLearnerName(student) ? student : SOLUTION_NAME);

/** As `drawVariantSeed`, also for learners without a name: they have the seed of the solution. */
export const drawLearnerSeed = (task: string, student: unknown): number => drawVariantSeed(task, chooseName(student));

/** Whether a learner has the values of the solution: those without a name, and those with the solution's. */
export const hasSolutionValues = (student: unknown): boolean => normalizeName(chooseName(student)) === SOLUTION_NAME;

/** Whose values a title announces. */
export const describeLearner = (student: unknown): string =>
  isLearnerName(student) ? student : "learners without a name";

/** Shows the values that a learner's name decides, and whose they are: `The workload for grace-hopper`. */
export function showLearnerVariant(
  title: string,
  student: unknown,
  values: Readonly<Record<string, string | number>>,
): void {
  showTable([values], { title: `${title} for ${describeLearner(student)}` });
}

/** Draws a learner's own seed for the data of a task, from 0 to 2^32 − 1. */
export function drawVariantSeed(task: string, name: string): number {
  return createHash("sha256")
    .update(`${normalizeName(name)}\n${task}`)
    .digest()
    .readUInt32BE();
}

const normalizeName = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();
