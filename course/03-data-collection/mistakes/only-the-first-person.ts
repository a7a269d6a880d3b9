import type { Mistake } from "../../../grader/index";

/** The call puts only the first person. */
export const mistake: Mistake = {
  exercise: "03-data-collection.put-people",
  fails: ["puts everybody into the stream of the option --stream"],
  answer: [
    "// All people of this round, in one call.",
    "const { FailedRecordCount = 0 } = await kinesis.send(",
    "  new PutRecordsCommand({ StreamName: stream, Records: people.slice(0, 1).map(recordOf) }),",
    ");",
  ],
};
