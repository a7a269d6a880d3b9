import { expect } from "chai";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { withoutFlink } from "../../cloud/flink/testing/with-flink";
import { findAxeFaults } from "../../grader/testing/axe-faults";
import { skipIf } from "../../cloud/testing/skip";
import { keepFiles, linkFlink } from "./original-files";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";
import { applyMistakes } from "./apply-mistakes";
import { runInTerminal } from "./terminal";
import { createWorkThrough, type WorkThrough } from "./work-through";

const LAB = "04-windowed-delivery";
const OPERATORS = "src/metrics/app/operators";
const WATERMARK = `${OPERATORS}/watermark.ts`;
const WINDOW = `${OPERATORS}/tumbling-window.ts`;
const GRAPH = "src/metrics/app/operation-graph.ts";
const APPLICATION = "src/metrics/app/windowed-metrics-app.ts";
const REPORT = "notebooks/demo-report-ada-lovelace.html";
const REVIEW = "review.html";

/** The unit tests that the code review requires: one valid case each. */
const UNIT_TESTS = {
  [`${OPERATORS}/watermark.test.ts`]: `import { expect } from "chai";
import { Watermark } from "./watermark";

describe("watermark", () => {
  it("runs behind the newest event by the delay, and does not go back", () => {
    const watermark = new Watermark(30);
    expect(watermark.observe(100)).to.equal(true);
    expect(watermark.observe(90)).to.equal(false);
    expect(watermark.atMs).to.equal(70);
  });
});
`,
  [`${OPERATORS}/tumbling-window.test.ts`]: `import { expect } from "chai";
import { TumblingWindow } from "./tumbling-window";

describe("tumbling window", () => {
  it("leaves out an event whose window is over", () => {
    const event = { componentName: "a", metricName: "cpu", unit: "percent", value: 1, timestamp: new Date(0).toISOString() };
    const windows = new TumblingWindow(60_000);
    expect(windows.add(event, 59_999)).to.equal(false);
    expect(windows.add(event, 59_998)).to.equal(true);
    expect(windows.advance(59_999)).to.have.length(1);
  });
});
`,
};

/**
 * Tests, inside a `describe`, that a learner can do lab 04 with its exam from the blank notebook to its clean-up. They run with
 * `LONG_TESTS=1` alone: lab 03's beginning is the same kind of work in the page.
 */
export function walkLab04(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  let workThrough: WorkThrough;
  const restore: (() => void)[] = [];
  before(async () => {
    const { root } = getSession();
    const handedOut = [`notebooks/${LAB}.ipynb`, WATERMARK, WINDOW, GRAPH, APPLICATION];
    restore.push(linkFlink(root), keepFiles(root, handedOut));
    fetchSolution(root, LAB);
    lab = await getSession().open(LAB);
    workThrough = createWorkThrough(lab);
  });
  after(async () => {
    await lab.notebook.page.close();
    for (const item of restore) item();
    for (const created of [REPORT, REVIEW, ...Object.keys(UNIT_TESTS)])
      rmSync(join(getSession().root, created), { force: true });
    // The clean-up has deleted a database and a bucket that `labs given` makes.
    runInTerminal(getSession(), "npx", "labs", "given", "04");
  });

  const expectChart = async (id: string): Promise<void> => {
    const picture = lab
      .findCell(id)
      .locator("img[alt^='Windowed delivery'], .jp-RenderedVegaCommon5 canvas, .jp-RenderedImage img")
      .first();
    await picture.scrollIntoViewIfNeeded();
    expect((await picture.boundingBox())?.height, id).to.be.greaterThan(100);
  };
  /** Opens a page that a cell or a command has written, as a double click in JupyterLab does. */
  const openFile = async (file: string): Promise<Page> => {
    const page = await lab.notebook.page.context().newPage();
    await page.goto(pathToFileURL(join(getSession().root, file)).href);
    return page;
  };

  it("enters a name with capitals, learns what a bucket allows, and chooses another", async () => {
    await workThrough("setup");
    await lab.answer("student-name", ["ada-lovelace", "Ada Lovelace"]);
    expect(await lab.check("student-name-check")).to.match(/✗ /);
    await workThrough("student-name-check");
    expect(await lab.readOutput("names")).to.contain("ada-lovelace-metrics");
  });

  it("runs tests before the application is written, and learns in which file", async () => {
    await lab.run("tests");
    expect(await lab.run("tests-run")).to.match(
      /The exercise in src\/metrics\/app\/operation-graph\.ts, line \d+, is still open/,
    );
  });

  it("writes the operators, checks each separately, and writes the graph", async () => {
    await lab.writeScript(WATERMARK, applyMistakes(lab.getScriptSolution(WATERMARK), ["<=", "<"]));
    expect(await lab.check("watermark-check")).to.match(/✗ /);
    await lab.solve(WATERMARK);
    await workThrough("watermark-check");
    await lab.solve(WINDOW);
    await workThrough("aggregate-check");
    await lab.solve(GRAPH);
    await workThrough("graph-check");
    await lab.solve(APPLICATION);
    await workThrough("sink-record-check");
  });

  it("tests the application: first too few tests, then tests that every wrong application fails", async () => {
    expect(await lab.check("tests-check")).to.match(/[✗○] /);
    await workThrough("tests-check");
    expect(await lab.readOutput("tests-run"))
      .to.match(/passed[^]*passed/)
      .and.not.contain("FAILED");
  });

  it("extends the template, forgets a slash, and sees the stack's events and the picture", async () => {
    await workThrough("processors-check");
    await lab.answer("prefixes", ["componentName}/", "componentName}"]);
    expect(await lab.check("prefixes-check")).to.match(/✗ /);
    await workThrough("empty");
    expect(await lab.readOutput("stack-look")).to.match(/DeliveryStream/);
    await expectChart("stack-look");
    expect(await lab.readOutput("empty")).to.contain("ada-lovelace-metrics: 0 records");
  });

  it("runs the application, sees the windows, and reads the delivered data", async () => {
    await workThrough("one-object");
    expect(await lab.readOutput("run-app")).to.match(/Windows written: \d+/);
    expect(await lab.readOutput("open-windows-question-run")).to.match(/[1-9]\d* more windows\./);
    expect(await lab.readOutput("delivered")).to.contain("order-service");
    expect(await lab.readOutput("one-object")).to.match(/^\{"componentName":"user-service".*\}\n\{/m);
    for (const id of ["aggregates", "delivered"]) await expectChart(id);
  });

  it("creates a table, finds it empty, adds its partitions, and queries it", async () => {
    await workThrough("question-check");
    expect(await lab.readOutput("empty-question-run")).to.match(/windows\s*0/);
    expect(await lab.readOutput("count")).to.match(/windows\s*[1-9]/);
    expect(await lab.readOutput("question")).to.match(/Athena read [1-9]\d* bytes\./);
  });

  it("omits slash and delimiter on purpose", async () => {
    await workThrough("slip-delete");
    expect(await lab.readOutput("slash-question-run"))
      .to.match(/slip\/user-service\S/)
      .and.match(/slip-errors\S/);
  });

  it("reads option B, and learns in one line that Flink is missing", async () => {
    await workThrough("managed-stop");
    expect(await lab.readOutput("flink-sql")).to.contain("TUMBLE");
  });

  it("runs option B, which produces the same windows, and writes Parquet", async function () {
    skipIf(this, withoutFlink);
    expect(await lab.readOutput("flink-run")).to.match(/(\d+) of \1 windows match those of your application/);
    expect(await lab.readOutput("parquet-question-run")).to.contain("The aggregates in Parquet, by Flink");
  });

  it("creates a managed application, sees its windows, and stops it", async function () {
    expect(await lab.readOutput("managed-stop")).to.contain("it is READY.");
    skipIf(this, withoutFlink);
    expect(await lab.readOutput("managed-run")).to.contain("Windows by the managed application");
  });

  it("answers the quiz with one mistake, and sees model answers after the learner's", async () => {
    await lab.fill("quiz", 'const ANSWERS: Record<string, string> = { "delivery-stream": "a" };');
    await lab.run("quiz");
    await lab.run("quiz-questions");
    expect(await lab.findCell("quiz-questions").locator(".jp-RenderedHTMLCommon p").count()).to.equal(16);
    expect(await lab.run("quiz-model")).to.contain("answer it first");
    expect(await lab.check("quiz-check")).to.match(/✗ /);
    await workThrough("quiz-check");
    expect(await lab.readOutput("quiz-model")).to.not.contain("answer it first");
  });

  it("has the project reviewed, writes the two unit tests, and opens the page with its form", async () => {
    const { root } = getSession();
    const review = (...more: readonly string[]) => {
      try {
        return runInTerminal(getSession(), "npx", "labs", "review", ...more);
      } catch (error) {
        return String((error as { stdout?: unknown }).stdout);
      }
    };
    expect(review()).to.contain(
      "2.4: none that expects a result of app/operators/tumbling-window.ts, app/operators/watermark.ts.",
    );
    for (const [path, text] of Object.entries(UNIT_TESTS)) writeFileSync(join(root, path), text);
    expect(runInTerminal(getSession(), "npx", "mocha", ...Object.keys(UNIT_TESTS))).to.contain("2 passing");
    expect(review("--html", REVIEW)).to.not.match(/✗/);
    const page = await openFile(REVIEW);
    expect(await page.locator("input, textarea, select").count()).to.be.greaterThan(0);
    await page.close();
  });

  it("demonstrates all ten points, proves the initial ones again from the top, and gets a report with screenshots", async () => {
    // Streams and bucket are full by now.
    expect(await lab.run("empty"))
      .to.contain("ada-lovelace-metrics: 0 records at ")
      .and.not.contain("false");
    await workThrough("demo");
    expect(await lab.readOutput("demo")).to.contain(`10 of 10 points are proven. The report: ${REPORT}`);
    const page = await openFile(REPORT);
    expect(await page.locator("tbody").first().locator("tr").count()).to.equal(10);
    for (const point of [1, 2, 3, 4, 5, 6, 7, 8])
      expect((await page.locator(`#point-${point} svg`).first().boundingBox())?.height, `${point}`).to.be.greaterThan(
        100,
      );
    expect(await findAxeFaults(page)).to.deep.equal([]);
    // As narrow as JupyterLab shows it beside the list of files: the table of seven columns is not cut off.
    await page.setViewportSize({ width: 700, height: 800 });
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).to.be.at.most(700);
    await page.close();
  });

  it("finds out why the dashboard counts windows twice, and creates a table that has each of them once", async () => {
    await workThrough("recover");
    // The text of a table has nothing between its columns: 96 windows, 48 of them different, are "9648".
    const [, counts] = /stream I(\d+)/.exec(await lab.readOutput("incident-where")) ?? [];
    const twice = Array.from({ length: 1000 }, (_, n) => `${2 * (n + 1)}${n + 1}`);
    expect(twice, "windows in stream I, and how many differ").to.include(counts);
    const listCounts = async (id: string) => (await lab.readOutput(id)).match(/(order|user)-service\D*\d+/g);
    expect(await listCounts("recover")).to.deep.equal(await listCounts("evening"));
  });

  it("finds a new service that is delivered and not seen, and lets the table know it", async () => {
    await workThrough("added-partitions");
    expect(await lab.readOutput("new-service-sends")).to.match(/rows of the dashboard\s*([1-9]\d*)\s*\1\s*0/);
    expect(await lab.readOutput("added-partitions")).to.match(/payment-service\D*[1-9]/);
  });

  it("turns the Firehose to Parquet, forgets the new folder first, and reads less for the same answer", async () => {
    await workThrough("parquet-table");
    await lab.answer("to-parquet", ["parquet/!{", "!{"]);
    expect(await lab.check("to-parquet-check")).to.match(/✗ gives each component a folder below parquet/);
    await workThrough("formats-question-run");
    expect(await lab.readOutput("turn")).to.match(/aggregates_parquet/);
    expect(await lab.readOutput("parquet-delivery")).to.match(/order-service[^]*\.parquet/);
    // The text of a table has nothing between its columns: the same windows and highest value, then the bytes, with five and four digits.
    expect(await lab.readOutput("formats-question-run")).to.match(/JSON(\d+\.\d{1,2})\d{5}Parquet\1\d{3,4}\D/);
  });

  it("cleans up, sees why a stack with a full bucket stays, and sees that nothing is left", async () => {
    await workThrough("cost-check");
    await lab.fill("clean-up", lab.getSolution("clean-up").replace("CLEAN_UP = false", "CLEAN_UP = true"));
    expect(await lab.run("clean-up")).to.contain("DELETE_FAILED");
    expect(await lab.run("clean-up-proof"))
      .to.contain("(no rows)")
      .and.contain("Cost statement: 0.000 USD an hour.");
    await lab.notebook.save();
    expect(await lab.listSavedErrors()).to.deep.equal([]);
  });
}
