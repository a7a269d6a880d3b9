import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";

describe("grading lab 05", function () {
  this.timeout(900_000);
  testSolutionAndBlank(useRehearsal("05-resharding"), [
    'split data stream resharding-sales {"split at":["75 % of all hash keys"]}',
    'merge data stream resharding-sales {"merged range":["50 to 100 % of all hash keys"]}',
  ]);
});
