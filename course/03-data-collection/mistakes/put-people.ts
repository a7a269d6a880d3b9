import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Each person is put in its own call. */
  "a-call-for-each": {
    fails: ["puts a round in one call"],
    answer: [
      "// All people of this round, in one call.",
      "let FailedRecordCount = 0;",
      "for (const person of people) {",
      "  const reply = await kinesis.send(new PutRecordsCommand({ StreamName: stream, Records: [recordOf(person)] }));",
      "  FailedRecordCount += reply.FailedRecordCount ?? 0;",
      "}",
    ],
  },
  /** Each person is in the list of records twice. */
  "everybody-twice": {
    fails: ["puts everybody into the stream of the option --stream"],
    changes: [["people.map", "[...people, ...people].map"]],
  },
  /** As many records as people, all of the same person. */
  "first-person-for-all": {
    fails: ["puts everybody into the stream of the option --stream"],
    changes: [["people.map(recordOf)", "people.map(() => recordOf(people[0]!))"]],
  },
  /** Only the first ten people of a round are put. */
  "only-ten-people": {
    fails: ["puts everybody into the stream of the option --stream"],
    isAlwaysJudged: true,
    changes: [["people.map", "people.slice(0, 10).map"]],
  },
  /** Only the first fifty people of a round are put, more than the page sends. */
  "only-fifty-people": {
    fails: ["puts everybody into the stream of the option --stream"],
    isAlwaysJudged: true,
    changes: [["people.map", "people.slice(0, 50).map"]],
  },
  /** The call puts only the first person. */
  "only-the-first-person": {
    fails: ["puts everybody into the stream of the option --stream"],
    changes: [["people.map", "people.slice(0, 1).map"]],
  },
  /** The stream's name is a constant instead of the option, so the program works for one stream only. */
  "stream-by-its-name": {
    fails: ["puts everybody into the stream of the option --stream"],
    changes: [["StreamName: stream", 'StreamName: "people-stream"']],
    isAlwaysJudged: true,
  },
  /** The stream's name is a constant, and each person is put in a call of their own. */
  "stream-by-its-name-one-by-one": {
    fails: ["puts everybody into the stream of the option --stream", "puts a round in one call"],
    answer: [
      "// All people of this round, in one call.",
      "let FailedRecordCount = 0;",
      "for (const person of people) {",
      '  const reply = await kinesis.send(new PutRecordsCommand({ StreamName: "people-stream", Records: [recordOf(person)] }));',
      "  FailedRecordCount += reply.FailedRecordCount ?? 0;",
      "}",
    ],
  },
};
