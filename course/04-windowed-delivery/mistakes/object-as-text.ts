import type { Mistake } from "../../../grader/index";

/** String(aggregate) is "[object Object]", which isn't JSON. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.sink-record",
  fails: ["writes each aggregate as JSON"],
  answer: ["return { PartitionKey: aggregate.componentName, Data: Buffer.from(String(aggregate)) };"],
};
