import { expect } from "chai";
import type { Locator } from "playwright-core";
import { withoutFlink } from "../../cloud/flink/testing/with-flink";
import { skipIf, LONG, itIfLong } from "../../cloud/testing/skip";
import { keepFiles, linkFlink } from "./original-files";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";
import { applyMistakes } from "./apply-mistakes";
import { runInTerminal } from "./terminal";
import { createWorkThrough, type WorkThrough } from "./work-through";

const LAB = "03-data-collection";
const PRODUCER = "src/collection/put-people.ts";
const TEMPLATE = "src/collection/setup-data-producer.ts";
const QUERY = "src/collection/subset-transformation-query.ts";
const FUNCTION = "src/collection/add-newline-function.ts";
const INITIALS = "src/collection/add-initials-function.ts";

/**
 * Tests, inside a `describe`, that a learner can do lab 03 from the blank notebook to its clean-up. Without `LONG_TESTS=1` they end before
 * the first exercise: the instance, the chart and each delivery take minutes of real time.
 */
export function walkLab03(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  let workThrough: WorkThrough;
  const restore: (() => void)[] = [];
  before(async () => {
    const { root } = getSession();
    restore.push(
      linkFlink(root),
      keepFiles(root, [`notebooks/${LAB}.ipynb`, PRODUCER, TEMPLATE, QUERY, FUNCTION, INITIALS]),
    );
    lab = await getSession().open(LAB);
    restore.push(fetchSolution(root, LAB));
    workThrough = createWorkThrough(lab);
  });
  after(async () => {
    await lab.notebook.page.close();
    for (const item of restore) item();
    // The clean-up has deleted a database that `labs given` makes.
    if (LONG) runInTerminal(getSession(), "npx", "labs", "given", "03");
  });

  const findChart = (id: string): Locator =>
    lab.findCell(id).locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedImage img").last();
  /** The picture of a chart, as drawn by the browser. */
  const readDrawn = async (id: string): Promise<string> => {
    await findChart(id).scrollIntoViewIfNeeded();
    return (await findChart(id).screenshot()).toString("base64");
  };
  const expectChart = async (id: string): Promise<void> => {
    const picture = lab
      .findCell(id)
      .getByAltText(/^Data collection; /)
      .first();
    await picture.scrollIntoViewIfNeeded();
    expect((await picture.boundingBox())?.height, id).to.be.greaterThan(100);
  };

  it("changes the calculator's numbers, and sees another limit decide", async () => {
    await workThrough("calculator");
    const before = await readDrawn("calculator");
    const fields = lab.findCell("calculator").locator("input[type=number]");
    expect(await fields.count()).to.equal(3);
    for (const [index, value] of ["1", "5000", "1"].entries()) {
      await fields.nth(index).click();
      await lab.notebook.page.keyboard.press("ControlOrMeta+a");
      await lab.notebook.page.keyboard.type(value);
      expect(await fields.nth(index).inputValue()).to.equal(value);
    }
    expect(await readDrawn("calculator")).to.not.equal(before);
  });

  // The check's message on this mistake is tested as size-not-rounded among lab 03's mistakes; how a check looks in the
  // browser, in lab 01's walk.
  itIfLong("forgets to round the size up, sees it in numbers, and fixes it", async () => {
    await lab.answer("shards-needed", ["Math.ceil(recordBytes / 1024)", "recordBytes / 1024"]);
    expect(await lab.check("shards-needed-check")).to.match(/✗ .*\n?[^]*Found: /);
    await workThrough("shards-needed-check");
  });

  itIfLong("overloads a stream that is too small, resends rejected records, and finds them in CloudWatch", async () => {
    await workThrough("throttled");
    expect(await lab.readOutput("stream-ready")).to.contain("people-stream accepts records now.");
    expect(await lab.readOutput("overload-question-run")).to.contain("Rate exceeded");
    expect(await lab.readOutput("overload")).to.contain("5,000 small records");
    expect(await lab.readOutput("throttled")).to.match(
      /WriteProvisionedThroughputExceeded of people-too-small: \d+ records/,
    );
  });

  itIfLong("starts the unfinished producer, sees where it is unfinished, and puts records by hand", async () => {
    expect(await lab.run("by-hand")).to.match(
      /The exercise in src\/collection\/put-people\.ts, lines? [\d, ]+ is still open/,
    );
    await lab.solve(PRODUCER);
    await workThrough("people-look");
    expect(await lab.readOutput("by-hand")).to.contain("Round 2: 20 people put, 0 refused.");
    expect(await lab.readOutput("people-look")).to.contain("shardId-000000000000");
  });

  itIfLong(
    "writes the template, acknowledges the capability, and sees the events and the instance's console",
    async () => {
      await lab.answer("launch", ['["CAPABILITY_IAM"]', "[]"]);
      expect(await lab.run("review")).to.match(
        /The exercise in src\/collection\/setup-data-producer\.ts, lines \d+, .* is still open/,
      );
      await lab.solve(TEMPLATE);
      await workThrough("producer-role-check");
      expect(await lab.run("review")).to.contain("Requires capabilities : [CAPABILITY_IAM]");
      expect(await lab.run("events")).to.contain("There is nothing to launch yet: look at the messages above.");
      await workThrough("console");
      expect(await lab.readOutput("review")).to.contain("ProducerRole");
      expect(await lab.readOutput("events")).to.match(
        /CREATE_COMPLETE\s+ProducerRole[^]*CREATE_COMPLETE\s+people-producer/,
      );
      expect(await lab.readOutput("console")).to.contain("20 people put, 0 refused.");
    },
  );

  itIfLong("requests a metric, and sees the chart follow", async () => {
    await workThrough("per-minute-check");
    const run = lab.run("follow");
    await findChart("follow").waitFor();
    const before = await readDrawn("follow");
    await run;
    expect(await readDrawn("follow")).to.not.equal(before);
    await workThrough("follow");
  });

  itIfLong("discovers a schema, raw beside formatted, keeps five columns, and writes the SQL", async () => {
    await workThrough("discover");
    expect(await lab.readOutput("discover"))
      .to.contain("Raw:")
      .and.to.contain("$.dob.age")
      .and.to.match(/age0\s*\$\.registered\.age/);
    await lab.answer("input-columns", ["$.dob.age", "$.registered.age"]);
    expect(await lab.check("input-columns-check")).to.match(/✗ /);
    await lab.solve(QUERY);
    await workThrough("save-query");
  });

  itIfLong(
    "deploys a function to Lambda, connects everything, and reads five values per person on each line",
    async () => {
      await lab.writeScript(FUNCTION, applyMistakes(lab.getScriptSolution(FUNCTION), ["\\n", ""]));
      expect(await lab.check("add-newline-check")).to.match(/✗ /);
      await lab.solve(FUNCTION);
      await workThrough("refresh");
      expect(await lab.readOutput("test-function")).to.contain("Cg==");
      expect(await lab.readOutput("delivered")).to.match(
        /\{"first":".*","last":".*","gender":".*","age":\d+,"country":".*"\}\n/,
      );
      for (const id of ["firehose-ready", "run"]) await expectChart(id);
    },
  );

  itIfLong("reaches AWS's smallest buffer for Parquet, and looks at the converted files", async () => {
    expect(await lab.answer("parquet", ["SizeInMBs: 64", "SizeInMBs: 1"])).to.contain("64");
    await workThrough("converted");
    expect(await lab.readOutput("converted")).to.match(/begins with PAR1/);
  });

  itIfLong("sees the application translated, and reads in one line that Flink is missing", async () => {
    await workThrough("flink-table");
    await lab.answer("flink-query", ["people.dob.age >=", "people.dob.age >"]);
    expect(await lab.check("flink-query-check")).to.match(/✗ takes people who are old enough/);
    await workThrough("flink-run");
    expect(await lab.readOutput("translation")).to.contain("-- Flink SQL");
  });

  itIfLong("runs the same query on Flink", async function () {
    skipIf(this, withoutFlink);
    expect(await lab.readOutput("run")).to.not.contain("does not run");
    expect(await lab.readOutput("flink-run")).to.contain("People aged 21 and older, by Flink");
  });

  itIfLong("finds forty people under the error prefix, and brings back all but those who are no person", async () => {
    await workThrough("incident-records");
    expect(await lab.readOutput("batch-where")).to.match(/40\s*0\s*40/);
    expect(await lab.readOutput("incident-reason"))
      .to.contain("Lambda.FunctionError")
      .and.contain("Cannot read properties of null");
    expect(await lab.check("add-initials-check")).to.match(/still open/);
    await lab.solve(INITIALS);
    await workThrough("lab-check");
    expect(await lab.readOutput("redriven")).to.match(/40\s*38\s*0\s*1\s*1\s*0/);
  });

  itIfLong("cleans up, and sees that nothing is left and nothing costs money", async () => {
    await workThrough("cost-look");
    await lab.fill("clean-up", lab.getSolution("clean-up").replace("CLEAN_UP = false", "CLEAN_UP = true"));
    expect(await lab.run("clean-up")).to.contain("deleted");
    expect(await lab.run("clean-up-proof"))
      .to.contain("(no rows)")
      .and.contain("Cost statement: 0.000 USD an hour.");
    await lab.notebook.save();
    expect(await lab.listSavedErrors()).to.deep.equal([]);
  });
}
