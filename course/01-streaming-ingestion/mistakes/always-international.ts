import type { Mistake } from "../../../grader/index";

/** The city is compared instead of the country, so no customer counts as one in the USA. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.route",
  fails: ["sends customers in the USA to de-c2w2lab1-usa-data-stream"],
  answer: [
    'const destStreamName = userSession.city === "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
  ],
};
