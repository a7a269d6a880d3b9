import type { Mistake } from "../../../grader/index";

/** Each person is in the list of records twice. */
export const mistake: Mistake = {
  exercise: "03-data-collection.put-people",
  fails: ["puts everybody into the stream of the option --stream"],
  answer: [
    "const { FailedRecordCount = 0 } = await kinesis.send(",
    "  new PutRecordsCommand({ StreamName: stream, Records: [...people, ...people].map(recordOf) }),",
    ");",
  ],
};
