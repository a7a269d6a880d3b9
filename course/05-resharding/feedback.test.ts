import { expect } from "chai";
import { renderExerciseText } from "../../grader/index";
import { changeSolution } from "../testing/change-solution";
import { useRehearsal } from "../testing/rehearsal";

const EXERCISE = "05-resharding.split";

describe("feedback on an answer of lab 05 that the learner's own run doesn't reach", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("05-resharding");

  it("says that an error stops it in the run that counts, and doesn't blame what that error prevents", async () => {
    const answer = await changeSolution(EXERCISE, ["StreamName: stream, ", ""]);
    const { exercises } = await rehearsal().grade({ [EXERCISE]: answer }, { others: "open" });
    const result = exercises.find(({ id }) => id === EXERCISE);
    const text = result ? renderExerciseText(result).join("\n") : "";
    expect(text)
      .to.include("Your own run doesn't get this far, because of another exercise.")
      .and.to.include("There, an error of its own stops it.")
      .and.not.to.include("no shard was split");
  });
});
