import type { Mistake } from "../../../grader/index";

/** Each person is put in its own call. */
export const mistake: Mistake = {
  exercise: "03-data-collection.put-people",
  fails: ["puts a round in one call"],
  answer: [
    "// All people of this round, in one call.",
    "let FailedRecordCount = 0;",
    "for (const person of people) {",
    "  const reply = await kinesis.send(new PutRecordsCommand({ StreamName: stream, Records: [recordOf(person)] }));",
    "  FailedRecordCount += reply.FailedRecordCount ?? 0;",
    "}",
  ],
};
