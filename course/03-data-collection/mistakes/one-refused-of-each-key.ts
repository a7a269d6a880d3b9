import type { Mistake } from "../../../grader/index";

/** Of the refused records with the same partition key, only the last one is sent again. */
export const mistake: Mistake = {
  exercise: "03-data-collection.refused-records",
  fails: ["gives the records that were refused, and no others"],
  answer: [
    "[...new Map(sent.filter((_record, at) => answers[at]?.ErrorCode).map((record) => [record.PartitionKey, record])).values()];",
  ],
};
