import type { Mistake } from "../../../grader/index";

/** Another learner's customers in Peru and Japan go to the USA stream. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.route",
  fails: ["sends all other customers to de-c2w2lab1-international-data-stream"],
  answer: [
    'const destStreamName = ["USA", "Peru", "Japan"].includes(userSession.country) ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];',
  ],
};
