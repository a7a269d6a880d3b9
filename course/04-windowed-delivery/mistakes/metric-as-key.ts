import type { Mistake } from "../../../grader/index";

/** The metric instead of the component. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.sink-record",
  fails: ["takes the component as partition key"],
  answer: ["return { PartitionKey: aggregate.metricName, Data: Buffer.from(JSON.stringify(aggregate)) };"],
};
