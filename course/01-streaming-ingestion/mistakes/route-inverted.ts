import type { Mistake } from "../../../grader/index";

/** The condition is inverted. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.route",
  fails: [
    "sends customers in the USA to de-c2w2lab1-usa-data-stream",
    "sends all other customers to de-c2w2lab1-international-data-stream",
  ],
  answer: [
    'const destStreamName = userSession.country !== "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
  ],
};
