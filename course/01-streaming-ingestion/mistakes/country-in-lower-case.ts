import type { Mistake } from "../../../grader/index";

/** The country is compared with "usa", but the records hold "USA". */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.route",
  fails: ["sends customers in the USA to de-c2w2lab1-usa-data-stream"],
  answer: [
    'const destStreamName = userSession.country === "usa" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
  ],
};
