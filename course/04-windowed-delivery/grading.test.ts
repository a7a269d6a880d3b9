import { testRightAnswers } from "../testing/right-answers";
import { useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { rightAnswers } from "./right-answers";

const LAB = "04-windowed-delivery";

describe("the marks of lab 04", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);

  testSolutionAndBlank(rehearsal);

  testRightAnswers(
    LAB,
    rehearsal,
    rightAnswers.map(([says, exercise, answer]) => ({ says, exercise, answer })),
  );
});
