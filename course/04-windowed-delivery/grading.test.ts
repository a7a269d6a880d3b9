import { testRightAnswers } from "../testing/right-answers";
import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { rightAnswers } from "./right-answers";
import { flinkAnswers } from "./right-answers-of-flink";
import { incidentAnswers } from "./right-answers-of-incident";
import { parquetAnswers } from "./right-answers-of-parquet";
import { testAnswers } from "./right-answers-of-tests";

const LAB = "04-windowed-delivery";

describe("grading lab 04", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);

  testSolutionAndBlank(rehearsal, [
    'output-stream data stream ada-lovelace-aggregates {"shards":["1"]}',
    "processors Firehose ada-lovelace-delivery",
    "prefixes Firehose ada-lovelace-delivery",
    "prefixes Firehose ada-lovelace-delivery",
    "delivery-stream Firehose ada-lovelace-delivery",
    "delivery-stream Firehose ada-lovelace-delivery",
    "to-parquet Firehose ada-lovelace-delivery",
  ]);

  testRightAnswers(
    LAB,
    rehearsal,
    rightAnswers.map(([says, exercise, answer]) => ({ says, exercise, answer })),
  );
  // Without another name: these have the windows of the solution's.
  testRightAnswers(
    LAB,
    rehearsal,
    [...flinkAnswers, ...incidentAnswers, ...parquetAnswers, ...testAnswers].map(([says, exercise, answer]) => ({
      says,
      exercise,
      answer,
    })),
  );
});
