import { drawLearnerVariant, showLearnerVariant, type Variant } from "../exercises/draw-variant";

/** Stations 1 and 9 are left out: the check has filled the folder of one, and part 6 measures a query of the other. */
const CHOICES = {
  retrySeconds: [60, 90, 120, 150, 180, 240, 360, 600],
  faultyStation: ["3", "4", "5", "6", "7", "8", "10", "2"],
} as const;

/** What lab 02 asks of a learner: the retry duration of the Firehose in 1.5, and the station whose sensor is faulty in 5.1. */
export type NetworkNumbers = Variant<typeof CHOICES>;

/** The numbers that a learner has in lab 02: their name decides which of 64. Without a name, they are those of the solution. */
export const drawNetworkNumbers = (student: unknown): NetworkNumbers =>
  drawLearnerVariant("02-fuel-network.numbers", student, CHOICES);

/** Shows how long a learner's Firehose tries to write to a partition. */
export function showRetryDuration(student: unknown): void {
  showLearnerVariant("The retry duration", student, { seconds: drawNetworkNumbers(student).retrySeconds });
}

/** Shows the station of a learner's network whose sensor is faulty. */
export function showFaultyStation(student: unknown): void {
  showLearnerVariant("The faulty sensor", student, { station: drawNetworkNumbers(student).faultyStation });
}
