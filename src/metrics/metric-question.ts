import { showTable } from "../display/show-table";
import { drawVariant, type Variant } from "../exercises/draw-variant";

const CHOICES = {
  first: ["lowest", "highest"],
  column: ["maxValue", "minValue"],
  metricName: ["ram", "cpu"],
  componentName: ["user-service", "order-service"],
} as const;

/** A question on the table of aggregates: the windows of one metric of one service, sorted by a column. */
export type MetricQuestion = Variant<typeof CHOICES>;

/** The question that a learner answers in lab 04: their name decides which of 16. */
export const drawMetricQuestion = (student: string): MetricQuestion =>
  drawVariant("04-windowed-delivery.question", student, CHOICES);

/** Shows a learner's own question. */
export function showMetricQuestion(student: string): void {
  const { componentName, metricName, column, first } = drawMetricQuestion(student);
  showTable([{ service: componentName, metric: metricName, "which comes first": `the ${first} ${column}` }], {
    title: `The question for ${student}`,
  });
}
