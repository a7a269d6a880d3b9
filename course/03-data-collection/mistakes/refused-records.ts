import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** All records are sent again, so the stream would hold the accepted ones twice. */
  "all-once-more": {
    fails: [
      "gives the records that were refused, and no others",
      "gives none when all were taken, and all when none was",
    ],
    answer: ["sent;"],
  },
  /** The entries of the response are returned, in place of the records that they belong to. */
  "entries-instead-of-records": {
    fails: [
      "gives the records that were refused, and no others",
      "gives none when all were taken, and all when none was",
    ],
    answer: ["answers.filter(({ ErrorCode }) => ErrorCode !== undefined) as PutRecordsRequestEntry[];"],
  },
  /** Only the first hundred records are looked at, of up to 500 in a call. */
  "first-hundred-refused": {
    fails: ["gives the records that were refused, and no others"],
    isAlwaysJudged: true,
    answer: ["sent.slice(0, 100).filter((_record, at) => answers[at]?.ErrorCode !== undefined);"],
  },
  /** Only the first ten records are looked at. */
  "first-ten-refused": {
    fails: ["gives the records that were refused, and no others"],
    answer: ["sent.slice(0, 10).filter((_record, at) => answers[at]?.ErrorCode !== undefined);"],
  },
  /** Only one error code counts as a refusal; InternalFailure is left out. */
  "one-code-only": {
    fails: ["gives the records that were refused, and no others"],
    isAlwaysJudged: true,
    answer: ['sent.filter((_record, at) => answers[at]?.ErrorCode === "ProvisionedThroughputExceededException");'],
  },
  /** Of the refused records with the same partition key, only the last one is sent again. */
  "one-refused-of-each-key": {
    fails: ["gives the records that were refused, and no others"],
    answer: [
      "[...new Map(sent.filter((_record, at) => answers[at]?.ErrorCode).map((record) => [record.PartitionKey, record])).values()];",
    ],
  },
};
