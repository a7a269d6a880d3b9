import type { Mistake } from "../../../grader/index";

/** An object is no text. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.sink-record",
  fails: ["writes each aggregate as JSON"],
  answer: ["return { PartitionKey: aggregate.componentName, Data: Buffer.from(String(aggregate)) };"],
};
