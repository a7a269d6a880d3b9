import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";

describe("the marks of lab 04", function () {
  this.timeout(900_000);
  testSolutionAndBlank(useRehearsal("04-windowed-delivery"));
});
