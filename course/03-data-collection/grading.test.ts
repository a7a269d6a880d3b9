import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";

describe("the marks of lab 03", function () {
  this.timeout(900_000);
  testSolutionAndBlank(useRehearsal("03-data-collection"));
});
