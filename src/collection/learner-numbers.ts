import { drawLearnerVariant, showLearnerVariant, type Variant } from "../exercises/draw-variant";

/** The bytes of a person from the API, which are the same for everyone. */
export const RECORD_BYTES = 1300;

/** With 1,300 bytes a person, each workload needs one shard or two. */
const CHOICES = {
  peoplePerSecond: [300, 350, 400, 450, 500, 40, 200, 250],
  consumers: [2, 3, 4],
  minimumAge: [16, 18, 19, 20, 21, 23, 25, 30],
} as const;

/** What lab 03 asks of a learner: the workload of the stream in 1.2, and the age of the youngest people in 4.5. */
export type LearnerNumbers = Variant<typeof CHOICES>;

/** The numbers that a learner has in lab 03: their name decides which of 192. Without a name, they are those of the solution. */
export const drawLearnerNumbers = (student: unknown): LearnerNumbers =>
  drawLearnerVariant("03-data-collection.numbers", student, CHOICES);

/** The shards that a learner's workload needs, by the formula of 1.1. */
export function countShards({ peoplePerSecond, consumers }: LearnerNumbers): number {
  const incoming = Math.ceil(RECORD_BYTES / 1024) * peoplePerSecond;
  return Math.ceil(Math.max(incoming / 1024, (incoming * consumers) / 2048, peoplePerSecond / 1000));
}

/** Shows a learner's workload for the stream of people. */
export function showWorkload(student: unknown): void {
  const { peoplePerSecond, consumers } = drawLearnerNumbers(student);
  showLearnerVariant("The workload", student, {
    "bytes of a person": RECORD_BYTES,
    "people a second": peoplePerSecond,
    consumers,
  });
}

/**
 * Shows the age of the youngest people that a learner's query lets through.
 *
 * @returns that age in years
 */
export function showMinimumAge(student: unknown): number {
  const { minimumAge } = drawLearnerNumbers(student);
  showLearnerVariant("The minimum age", student, { "minimum age": minimumAge });
  return minimumAge;
}
