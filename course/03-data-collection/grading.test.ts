import { testRightAnswers } from "../testing/right-answers";
import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { rightAnswers } from "./right-answers";
import { flinkAnswers } from "./right-answers-of-flink";
import { incidentAnswers } from "./right-answers-of-incident";
import { producerAnswers } from "./right-answers-of-producer";

const LAB = "03-data-collection";

describe("grading lab 03", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);

  testSolutionAndBlank(rehearsal, [
    "application analytics application people-analytics",
    "input-columns analytics application people-analytics",
    "destination analytics application people-analytics",
    'create-stream data stream people-stream {"shards":["1"]}',
    "deploy-add-newline Lambda function add-newline-function",
    "delivery-stream Firehose people-delivery",
    "delivery-stream S3 bucket people-user-data-000000000000",
    "parquet Firehose people-delivery-converted",
  ]);

  testRightAnswers(
    LAB,
    rehearsal,
    [...rightAnswers, ...producerAnswers, ...flinkAnswers, ...incidentAnswers].map(([says, exercise, answer]) => ({
      says,
      exercise,
      answer,
    })),
  );
});
