import type { Mistake } from "../../../grader/index";

/** The Firehose of part 2 adds a new line to each record, so an object would have empty lines. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.sink-record",
  fails: ["writes each aggregate as JSON"],
  answer: ['return { PartitionKey: aggregate.componentName, Data: Buffer.from(JSON.stringify(aggregate) + "\\n") };'],
};
