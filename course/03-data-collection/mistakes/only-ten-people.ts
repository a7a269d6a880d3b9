import type { Mistake } from "../../../grader/index";

/** Only the first ten people of a round are put. */
export const mistake: Mistake = {
  exercise: "03-data-collection.put-people",
  fails: ["puts everybody into the stream of the option --stream"],
  answer: [
    "const { FailedRecordCount = 0 } = await kinesis.send(",
    "  new PutRecordsCommand({ StreamName: stream, Records: people.slice(0, 10).map(recordOf) }),",
    ");",
  ],
};
