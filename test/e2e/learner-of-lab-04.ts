import { expect } from "chai";
import { keptFiles } from "./as-handed-out";
import { fetchSolution } from "./learner-session";
import type { LearnerPage, LearnerSession } from "./learner-session";
import { mistaken } from "./mistaken";
import { workingThrough } from "./work-through";
import type { WorkThrough } from "./work-through";

const LAB = "04-windowed-delivery";

/** Tests, inside a `describe`, of a learner who begins lab 04 from the blank notebook: their name, with a mistake, and tests of an application that is not there yet. */
export function learnerOfLab04(begun: () => LearnerSession): void {
  let lab: LearnerPage;
  let workThrough: WorkThrough;
  let restore: (() => void) | undefined;
  before(async () => {
    const { root } = begun();
    restore = keptFiles(root, [`notebooks/${LAB}.ipynb`]);
    fetchSolution(root, LAB);
    lab = await begun().open(LAB);
    workThrough = workingThrough(lab);
  });
  after(async () => {
    await lab.notebook.page.close();
    restore?.();
  });

  it("writes a name with capitals, is told what a bucket allows, and takes another", async () => {
    await workThrough("setup");
    await lab.fill("student-name", mistaken(lab.solutionOf("student-name"), ["ada-lovelace", "Ada Lovelace"]));
    await lab.run("student-name");
    await lab.notebook.save();
    expect(await lab.run("student-name-check")).to.match(/✗ /);
    await workThrough("student-name-check");
    expect(await lab.output("names")).to.contain("ada-lovelace-metrics");
  });

  it("runs tests before the application is written, and is told in which file", async () => {
    await lab.run("tests");
    expect(await lab.run("tests-run")).to.match(
      /The exercise in src\/metrics\/app\/operation-graph\.ts, lines \d+, \d+, is still open/,
    );
  });
}
