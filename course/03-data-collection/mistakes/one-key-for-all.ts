import type { Mistake } from "../../../grader/index";

/** All records have the same partition key, so they go to one shard. */
export const mistake: Mistake = {
  exercise: "03-data-collection.person-record",
  fails: ["takes a key that differs from person to person", "takes the person's uuid"],
  answer: [
    "return {",
    "  // The whole person, as JSON text.",
    "  Data: Buffer.from(JSON.stringify(person)),",
    "  // What decides on the shard: something that differs from person to person.",
    '  PartitionKey: "person",',
    "};",
  ],
};
