import type { Mistake } from "../../../grader/index";

/** As many records as people, all of the same person. */
export const mistake: Mistake = {
  exercise: "03-data-collection.put-people",
  fails: ["puts everybody into the stream of the option --stream"],
  answer: [
    "const { FailedRecordCount = 0 } = await kinesis.send(",
    "  new PutRecordsCommand({ StreamName: stream, Records: people.map(() => recordOf(people[0]!)) }),",
    ");",
  ],
};
