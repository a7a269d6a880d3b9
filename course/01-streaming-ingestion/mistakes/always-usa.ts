import type { Mistake } from "../../../grader/index";

/** Both branches of the condition give the USA stream. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.route",
  fails: ["sends all other customers to de-c2w2lab1-international-data-stream"],
  answer: [
    'const destStreamName = userSession.country === "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["USA"];',
  ],
};
