import type { Mistake } from "../../../grader/index";

/** The partition key is the metric instead of the component. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.sink-record",
  fails: ["takes the component as partition key"],
  answer: ["return { PartitionKey: aggregate.metricName, Data: Buffer.from(JSON.stringify(aggregate)) };"],
};
