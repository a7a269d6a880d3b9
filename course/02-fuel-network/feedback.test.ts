import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { loadMistakes } from "../testing/load-mistakes";
import { useRehearsal } from "../testing/rehearsal";

const LAB = "02-fuel-network";

describe("feedback on two wrong answers of lab 02", function () {
  this.timeout(900_000);
  before(function () {
    skipIf(this, LEFT_TO_CI);
  });
  const rehearsal = useRehearsal(LAB);

  it("tells each what is wrong with it, also where the other one's error stops the learner's code", async () => {
    const mistakes = (await loadMistakes(LAB)).filter(({ name }) =>
      ["member-misspelled", "reads-a-data-stream"].includes(name),
    );
    const answers = Object.fromEntries(mistakes.map(({ exercise, answer }) => [exercise, answer]));
    const { exercises } = await rehearsal().grade(answers, { others: "solution" });
    const [keys = "", firehose = ""] = ["partition-keys", "create-firehose"].map((name) => {
      const result = exercises.find(({ id }) => id === `${LAB}.${name}`);
      return result ? renderExerciseText(result).join("\n") : "";
    });
    expect(firehose)
      .to.include("KinesisSourceStreamConfig is mandatory")
      .and.to.include("The error is in line")
      .and.not.to.include("Another exercise");
    expect(keys)
      .to.include("Another exercise stops your code before this one: AWS refuses: InvalidArgumentException:")
      .and.to.include("Look at: the expression of station_id: a dot and the name of the property.")
      .and.not.to.include("Found:");
  });

  it("names the letter of a wrong part of the time, also where another exercise stops the delivery", async () => {
    const mistakes = (await loadMistakes(LAB)).filter(({ name }) =>
      ["month-as-minute", "reads-a-data-stream"].includes(name),
    );
    const answers = Object.fromEntries(mistakes.map(({ exercise, answer }) => [exercise, answer]));
    const { exercises } = await rehearsal().grade(answers, { others: "solution" });
    const result = exercises.find(({ id }) => id === `${LAB}.partition-keys`);
    expect(result && renderExerciseText(result).join("\n"))
      .to.include("Another exercise stops your code before this one: AWS refuses: InvalidArgumentException:")
      .and.to.include("Look at: month: the letter after the % in its expression. %m is the month, %M the minute.");
  });
});
