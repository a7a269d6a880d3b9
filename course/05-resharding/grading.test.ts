import { testRightAnswers } from "../testing/right-answers";
import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { rightAnswers } from "./right-answers";

describe("grading lab 05", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("05-resharding");
  testSolutionAndBlank(rehearsal, [
    'split data stream resharding-sales {"split at":["75 % of all hash keys"]}',
    'merge data stream resharding-sales {"merged range":["50 to 100 % of all hash keys"]}',
  ]);

  testRightAnswers(
    "05-resharding",
    rehearsal,
    rightAnswers.map(([says, exercise, answer]) => ({ says, exercise, answer })),
  );
});
