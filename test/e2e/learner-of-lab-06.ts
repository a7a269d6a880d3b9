import { expect } from "chai";
import { keepFiles } from "./original-files";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";

const LAB = "06-capstone";
const SCRIPT = "src/parcels/pipeline.ts";

/** Tests, inside a `describe`, that a learner can do lab 06: read the brief, write the script, try it out, and clean up. */
export function walkLab06(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  let restore: (() => void) | undefined;
  before(async () => {
    const { root } = getSession();
    restore = keepFiles(root, [`notebooks/${LAB}.ipynb`, SCRIPT]);
    fetchSolution(root, LAB);
    lab = await getSession().open(LAB);
  });
  after(async () => {
    await lab.notebook.page.close();
    restore?.();
  });

  it("runs the cells with the script as handed out, and reads what it has to export", async () => {
    await lab.run("setup");
    await lab.answer("student-name");
    expect(await lab.run("brief-numbers")).to.match(/monthly cost\s*40 USD/);
    expect(await lab.run("data")).to.contain("Five scans");
    expect(await lab.run("deploy")).to.contain(`${SCRIPT} exports no function deploy yet.`);
    expect(await lab.check("pipeline-check")).to.contain("open");
    expect(await lab.runNew('await hint("06-capstone.pipeline")')).to.match(/\?/);
  });

  it("writes the script, kills its producer, and passes the acceptance test", async () => {
    await lab.solve(SCRIPT);
    expect(await lab.run("deploy")).to.contain("deploy is done.");
    expect(await lab.run("produce")).to.match(/Killed at line 1130\.[^]*produce is done\./);
    await lab.run("jump");
    expect(await lab.check("pipeline-check")).to.match(/✓ .*: right/);
  });

  it("cleans up, and sees that nothing is left", async () => {
    await lab.fill("clean-up", lab.getSolution("clean-up").replace("CLEAN_UP = false", "CLEAN_UP = true"));
    expect(await lab.run("clean-up")).to.contain("cleanUp is done.");
    expect(await lab.run("clean-up-proof")).to.contain("(no rows)");
  });
}
