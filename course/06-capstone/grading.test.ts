import { testRightAnswers } from "../testing/right-answers";
import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { DIRECT_PUT } from "./right-answers";

describe("grading lab 06", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("06-capstone");
  testSolutionAndBlank(rehearsal);

  testRightAnswers("06-capstone", rehearsal, [
    {
      says: "two Firehoses that the producer puts into, without a stream or a function, and a key that is scheduled for deletion",
      exercise: "pipeline",
      answer: DIRECT_PUT,
    },
  ]);
});
