import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { comparePrediction, predict, readPredictionQuestions, readPredictions } from "./predict";

const ROOT = join(import.meta.dirname, "..", "..");
const NUMBER = "02-fuel-network.too-early";
const CHOICE = "03-data-collection.overload";
const TEXT = "05-resharding.in-words";

describe("predict", () => {
  const output = captureOutput();
  const home = process.cwd();
  const questions = readPredictionQuestions(ROOT);
  let root: string;
  before(() => {
    root = createTemporaryFolder();
    for (const folder of ["src", "data"]) mkdirSync(join(root, folder));
    for (const file of ["package.json", "src/index.ts"]) writeFileSync(join(root, file), "");
    const all = [...questions, { id: TEXT, about: "what happens", why: "A key has one hash." }];
    writeFileSync(join(root, "data", "predictions.json"), JSON.stringify(all));
    process.chdir(root);
  });
  after(() => {
    process.chdir(home);
  });
  afterEach(() => {
    rmSync(join(root, ".labs"), { recursive: true, force: true });
    delete process.env["LABS_GRADING"];
    delete process.env["LABS_LAB"];
  });
  const find = (id: string) => questions.find((question) => question.id === id);

  it("records a number, shows it beside what happened, and explains the difference", async () => {
    await predict(NUMBER, "about 10");
    await comparePrediction(NUMBER, 0);
    expect(output.getText()).to.include("Your prediction is recorded: 10.");
    expect(output.getText()).to.match(/you predicted\s+it was\n.*\nreadings found\s+10\s+0\n/);
    expect(output.getText()).to.include(find(NUMBER)?.above).and.not.include(find(NUMBER)?.below);
    const [prediction] = readPredictions(NUMBER);
    expect(prediction).to.include({ guess: "10", happened: "0", isRight: false });
  });

  it("accepts a choice in capitals, and says that it was right", async () => {
    await predict(CHOICE, "Succeed");
    await comparePrediction(CHOICE, "succeed");
    expect(output.getText()).to.include(`✓ As you predicted. ${find(CHOICE)?.why}`);
    expect(readPredictions(CHOICE)[0]).to.include({ guess: "succeed", isRight: true });
  });

  it("explains the choice that was made, and no other", async () => {
    await predict(CHOICE, "wait");
    await comparePrediction(CHOICE, "succeed");
    expect(output.getText())
      .to.include(find(CHOICE)?.choices?.["wait"])
      .and.not.include(find(CHOICE)?.choices?.["fail"]);
  });

  it("leaves the comparison of a sentence to its author", async () => {
    await predict(TEXT, "They go to one shard.");
    await comparePrediction(TEXT, "all in shard 2");
    expect(output.getText()).to.include("They go to one shard.").and.include("Compare the two yourself.");
    expect(readPredictions(TEXT)[0]).not.to.have.property("isRight");
  });

  it("counts a number that is close enough as right", async () => {
    for (const [guess, isRight] of [
      [500, true],
      [200, false],
      [900, false],
    ] as const) {
      await predict("03-data-collection.follow", guess);
      await comparePrediction("03-data-collection.follow", 440);
      expect(readPredictions("03-data-collection.follow").at(-1), String(guess)).to.include({ isRight });
    }
  });

  it("records nothing for the question mark, an unknown choice, or words instead of a number", async () => {
    await predict(CHOICE, "?");
    await predict(CHOICE, "explode");
    await predict(NUMBER, "none at all");
    expect(output.getText()).to.include('Not predicted yet: write "fail", "wait" or "succeed" instead of the ?');
    expect(output.getText()).to.include('Nothing recorded: write "fail", "wait" or "succeed".');
    expect(output.getText()).to.include("Nothing recorded: write a number.");
    expect([...readPredictions(CHOICE), ...readPredictions(NUMBER)]).to.deep.equal([]);
    await comparePrediction(CHOICE, "succeed");
    expect(output.getText())
      .to.match(/nothing\s+succeed\n/)
      .and.include(find(CHOICE)?.why);
  });

  it("accepts a change of mind before the run, and keeps the first prediction after it", async () => {
    await predict(CHOICE, "wait");
    await predict(CHOICE, "fail");
    expect(readPredictions(CHOICE).map(({ guess }) => guess)).to.deep.equal(["fail"]);
    await comparePrediction(CHOICE, "succeed");
    await predict(CHOICE, "succeed");
    expect(readPredictions(CHOICE).map(({ guess }) => guess)).to.deep.equal(["fail", "succeed"]);
  });

  it("records nothing if no learner runs the cells: in the grader, and for a solution's notebook", async () => {
    for (const name of ["LABS_GRADING", "LABS_LAB"]) {
      process.env[name] = "1";
      await predict(NUMBER, 3);
      await comparePrediction(NUMBER, 0);
      expect(readPredictions(NUMBER), name).to.deep.equal([]);
      Reflect.deleteProperty(process.env, name);
    }
  });

  it("explains how questions are named if the name is unknown", async () => {
    expect(await catchFailure(predict("too-early", 3))).to.include(
      "questions are named like 02-fuel-network.too-early",
    );
  });

  it("explains each wrong choice, and what a number too low or too high overlooks", () => {
    for (const { id, choices, near, below, above } of questions) {
      const explained = Object.values(choices ?? {});
      if (choices !== undefined)
        expect(
          explained.filter((text) => text === ""),
          id,
        ).to.have.length(1);
      else
        expect(
          [near, below, above].every((member) => member !== undefined),
          id,
        ).to.equal(true);
    }
  });
});
