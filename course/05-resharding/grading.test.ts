import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";

describe("the marks of lab 05", function () {
  this.timeout(900_000);
  testSolutionAndBlank(useRehearsal("05-resharding"));
});
