import { expect } from "chai";
import { FROZEN_RUN } from "../testing/frozen-run";
import { nameForCanvas } from "./canvas-feedback";
import { nameForGradescope } from "./gradescope-autograder";
import { describeHandBack } from "./hand-back";
import { nameForMoodle } from "./moodle-feedback";

describe("the files for a learning platform", () => {
  it("have names by which Canvas finds the learner and the submitted file", () => {
    for (const [exported, name] of [
      ["doejane_1234_501_01-lab.ipynb", "doejane_1234_501_feedback.html"],
      ["o_brien_LATE_77_503_app-1.ts", "o_brien_LATE_77_503_feedback.html"],
      ["anon_aB3dE_501_01-lab.ipynb", "anon_aB3dE_501_feedback.html"],
      ["LATE_anon_aB3dE_501_01-lab.ipynb", "LATE_anon_aB3dE_501_feedback.html"],
      // Canvas accepts no file for typed text.
      ["typer_10_text.html", undefined],
      ["anna.ipynb", undefined],
    ] as const)
      expect(nameForCanvas(exported), exported).to.equal(name);
  });

  it("have folders by which Moodle finds the learner, even if the export had none", () => {
    const page = "Jane Doe_123_assignsubmission_file_/feedback.html";
    for (const [exported, name] of [
      ["Jane Doe_123_assignsubmission_file_", page],
      ["Jane Doe_123_assignsubmission_file", page],
      ["Jane Doe_123_assignsubmission_file_01-lab.ipynb", page],
      ["Jane Doe_123_assignsubmission_onlinetext_", page],
      // Moodle reads the number after the first underscore.
      ["Jane_Doe_123_assignsubmission_file_", page],
      ["anna", undefined],
    ] as const)
      expect(nameForMoodle(exported), exported).to.equal(name);
  });

  it("are described for each platform whose export was graded", () => {
    expect(nameForGradescope("submission_123")).to.equal("results/123.json");
    expect(describeHandBack(FROZEN_RUN).map((line) => line.slice(0, line.indexOf(":")))).to.deep.equal([
      "Canvas",
      "Moodle",
      "Gradescope",
    ]);
    expect(describeHandBack({ submissions: FROZEN_RUN.submissions.filter(({ id }) => id === "emil") })).to.deep.equal(
      [],
    );
  });
});
