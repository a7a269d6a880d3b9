import { expect } from "chai";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findAxeFaults } from "../../grader/testing/axe-faults";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";
import { runInTerminal } from "./terminal";

const LAB = "01-streaming-ingestion";
const SCRIPT = "src/etl/consumer.ts";
/** The lessons and outputs. The rest is JupyterLab's, such as the nameless menu with which it saves a plot. */
const RENDERED = { include: ".jp-RenderedMarkdown, .jp-OutputArea-output", exclude: ".vega-embed summary" };
/** The file for the README's picture, if one is wanted: `PICTURE=docs/screenshot.png npm test -- test/e2e/learner`. */
const PICTURE = process.env["PICTURE"];

/** Tests, inside a `describe`, that a learner can do lab 01. */
export function walkLab01(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  let takeAway = () => {};
  const foreign: string[] = [];
  const faults: string[] = [];

  before(async () => {
    lab = await getSession().open(LAB, (page) => {
      page.on("request", (request) => {
        if (!/^(http:\/\/127\.0\.0\.1:|ws:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url()))
          foreign.push(request.url());
      });
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
    });
  });
  after(async () => {
    await lab.notebook.page.close();
    takeAway();
  });

  /** The last cell that calls a function of the helper library. */
  const createCall = (name: string): string =>
    lab.cells.findLast(({ cell_type, source }) => cell_type === "code" && source.join("").includes(`${name}(`))?.id ??
    name;
  /**
   * A cell that puts records into the source stream, as if the shop had been open for a while, so that the test
   * doesn't wait for random records.
   */
  const createShop = (count: number): string =>
    runInTerminal(
      getSession(),
      ...(["npx", "tsx", "src/generators/produce-browsing-sessions.ts", "--seed", "7", "--rate", "60000"] as const),
      ...["--stream", "de-c2w2lab1-kinesis-data-stream", "--count", String(count)],
    );

  it("opens the notebook without changing it, and without an error in the page", async () => {
    expect(
      await lab.notebook.page.locator(".lm-TabBar-tab.jp-mod-dirty").count(),
      "the notebook counts as unsaved",
    ).to.equal(0);
    expect(faults).to.deep.equal([]);
  });

  it("runs the original notebook up to the first open exercise, which says that it is open", async () => {
    await lab.notebook.runAll();
    expect(await lab.readOutput("setup")).to.include("You are in the AWS account 000000000000.");
    expect(await lab.readOutput("create-cli-stream")).to.include(`${LAB}.create-cli-stream is still open`);
    expect(await lab.readOutput("create-cli-stream-look")).to.equal("");
  });

  it("sees every exercise that is open", async () => {
    const output = await lab.run("lab-check");
    const exercises = lab.cells.flatMap(({ metadata }) => metadata.labs?.exercise ?? []);
    expect(exercises.length).to.be.greaterThan(3);
    expect(output.match(/\bopen\b/g)?.length).to.be.at.least(exercises.length);
  });

  it("fills in the cells and the script, runs all, and sees delivered objects and a plot", async () => {
    takeAway = fetchSolution(getSession().root, LAB);
    for (const { id, metadata } of lab.cells) if (metadata.labs) await lab.fill(id, lab.getSolution(id));
    await lab.notebook.save();
    await lab.writeScript(SCRIPT, lab.getScriptSolution(SCRIPT));
    createShop(40);

    await lab.notebook.runAll();
    await lab.notebook.save();
    expect(await lab.listSavedErrors()).to.deep.equal([]);
    expect(await lab.readOutput("delivered"))
      .to.match(/firehose-usa-1-\d{4}-/)
      .and.to.match(/firehose-international-1-\d{4}-/);
    expect(await lab.readOutput("incident-what")).to.match(/kiosk-1\s*9\s*0\s*kiosk-2\s*15\s*12/);
    expect(await lab.readOutput("incident-why")).to.contain("contains no browsing session. It is skipped.");
    expect(await lab.readOutput("recover")).to.match(/24\s*24\s*0/);
    const plot = lab
      .findCell(createCall("showRecordsPerMinute"))
      .locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg");
    await plot.first().scrollIntoViewIfNeeded();
    expect((await plot.first().boundingBox())?.height).to.be.greaterThan(100);
    expect(
      await lab
        .findCell(createCall("showRecordsPerMinute"))
        .getByLabel(/, per minute; \d{4}-/)
        .count(),
    ).to.be.greaterThan(0);
    expect(
      await lab
        .findCell(createCall("showPipeline"))
        .getByAltText(/^Pipeline; /)
        .count(),
    ).to.equal(1);
    expect(await findAxeFaults(lab.notebook.page, RENDERED)).to.deep.equal([]);
    if (PICTURE !== undefined) await takePicture();
  });

  it("sees that everything is right once all is saved", async () => {
    // By now `npm start` has warmed up the checker: the cell asks it instead of opening a grader, which takes longer.
    expect(existsSync(join(getSession().root, ".labs", "checker.json")), "the warm checker is there").to.equal(true);
    const output = await lab.run("lab-check");
    expect(output).to.not.match(/\b(open|wrong|not yet)\b|does not answer/);
    expect(output).to.contain("Your own cloud matches your saved code. Compared: ");
  });

  it("opens the lab cloud's console in a tab of JupyterLab, and sees the streams and buckets", async () => {
    const { page } = lab.notebook;
    await page.getByTitle("New Launcher", { exact: false }).first().click();
    await page.locator(".jp-LauncherCard:visible", { hasText: "Lab cloud console" }).click();
    const console = page.frameLocator("iframe[src*='lab-cloud']");
    await console.getByText("de-c2w2lab1-usa-data-stream").filter({ visible: true }).first().waitFor();
    await console.getByText("de-c2w2lab1-000000000000-usa").filter({ visible: true }).first().waitFor();
  });

  it("needs nothing from outside this machine", () => expect(foreign).to.deep.equal([]));

  async function takePicture(): Promise<void> {
    // Scrolls so that the delivered records and the pipeline are both in the picture, if they fit.
    await lab.findCell(createCall("showPipeline")).evaluate((cell) => {
      cell.scrollIntoView({ block: "end" });
    });
    await lab.notebook.page.screenshot({ path: resolve(String(PICTURE)) });
  }
}
