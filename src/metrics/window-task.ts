import { drawLearnerVariant, showLearnerVariant, type Variant } from "../exercises/draw-variant";

const CHOICES = { minutes: [2, 3, 4, 5, 6, 10], metricName: ["cpu", "ram"] } as const;

/** The windows that a learner asks Flink for: their size, and the metric that they count. */
export type WindowTask = Variant<typeof CHOICES>;

/** The task of a learner in lab 04: their name decides which of 12. */
export const drawWindowTask = (student: unknown): WindowTask =>
  drawLearnerVariant("04-windowed-delivery.flink-windows", student, CHOICES);

/** Shows a learner's own task. */
export function showWindowTask(student: string): void {
  const { minutes, metricName } = drawWindowTask(student);
  showLearnerVariant("The windows", student, { "minutes in a window": minutes, metric: metricName });
}
