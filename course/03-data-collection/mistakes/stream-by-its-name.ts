import type { Mistake } from "../../../grader/index";

/** The stream's name is a constant instead of the option, so the program works for one stream only. */
export const mistake: Mistake = {
  exercise: "03-data-collection.put-people",
  fails: ["puts everybody into the stream of the option --stream", "puts a round in one call"],
  answer: [
    "// All people of this round, in one call.",
    "const { FailedRecordCount = 0 } = await kinesis.send(",
    '  new PutRecordsCommand({ StreamName: "people-stream", Records: people.map(recordOf) }),',
    ");",
  ],
};
