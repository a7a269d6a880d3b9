import { expect } from "chai";
import { keptFiles } from "./as-handed-out";
import { fetchSolution } from "./learner-session";
import type { LearnerPage, LearnerSession } from "./learner-session";
import { mistaken } from "./mistaken";
import { workingThrough } from "./work-through";
import type { WorkThrough } from "./work-through";

const LAB = "03-data-collection";

/** Tests, inside a `describe`, of a learner who begins lab 03 from the blank notebook: the calculator, and the first exercise with a mistake. */
export function learnerOfLab03(begun: () => LearnerSession): void {
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

  /** The chart of the calculator, as the browser has drawn it. */
  const drawn = async (): Promise<string> => {
    const chart = lab.cell("calculator").locator(".jp-RenderedVegaCommon5 canvas").last();
    await chart.scrollIntoViewIfNeeded();
    return (await chart.screenshot()).toString("base64");
  };

  it("changes the calculator's numbers, and sees another limit decide", async () => {
    await workThrough("calculator");
    const before = await drawn();
    const fields = lab.cell("calculator").locator("input[type=number]");
    expect(await fields.count()).to.equal(3);
    for (const [at, value] of ["1", "5000", "1"].entries()) {
      await fields.nth(at).click();
      await lab.notebook.page.keyboard.press("ControlOrMeta+a");
      await lab.notebook.page.keyboard.type(value);
      expect(await fields.nth(at).inputValue()).to.equal(value);
    }
    expect(await drawn()).to.not.equal(before);
  });

  it("forgets to round the size up, is told with numbers, and mends it", async () => {
    const answer = mistaken(lab.solutionOf("shards-needed"), ["Math.ceil(recordBytes / 1024)", "recordBytes / 1024"]);
    await lab.fill("shards-needed", answer);
    await lab.run("shards-needed");
    await lab.notebook.save();
    expect(await lab.run("shards-needed-check")).to.match(/✗ .*\n?[^]*Found: /);
    await workThrough("shards-needed-check");
  });
}
