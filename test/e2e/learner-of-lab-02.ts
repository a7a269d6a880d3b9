import { expect } from "chai";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";
import { isCheck, createWorkThrough, type WorkThrough } from "./work-through";

const LAB = "02-fuel-network";
const PLANNING = "src/fuel/fuel-planning-app.ts";

/**
 * The check cells that run. Each check takes seconds, so only one for a cell and one for a file run; all with
 * `E2E_EVERY_CHECK=1`.
 */
const CHECKS = ["partition-keys-check", "reading-check"];
const EVERY_CHECK = process.env["E2E_EVERY_CHECK"] === "1";

/** Tests, inside a `describe`, that a learner can do lab 02, cell by cell. */
export function walkLab02(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  let workThrough: WorkThrough;
  before(async () => {
    fetchSolution(getSession().root, LAB);
    lab = await getSession().open(LAB);
    workThrough = createWorkThrough(lab, (id) => isCheck(id) && !EVERY_CHECK && !CHECKS.includes(id));
  });

  it("sees AWS reject the original drafts, and fixes them", async () => {
    await workThrough("drafts");
    expect(await lab.run("error-prefix")).to.contain(
      "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    );
    await workThrough("error-prefix-check");
    expect(await lab.run("error-type")).to.contain(
      "must contain at least one occurrence of !{firehose:error-output-type}",
    );
    await workThrough("error-type-check");
    expect(await lab.run("buffering")).to.contain("SizeInMBs must be at least 64");
    await workThrough("create-firehose-check");
  });

  it("writes the stations' function, runs it, and sees that a query can come too early", async () => {
    await lab.solve("src/fuel/gas-station-app.ts");
    await workThrough("levels");
    expect(await lab.readOutput("too-early-question-run")).to.match(/readings\s*0/);
    expect(await lab.readOutput("wait-for-delivery")).to.match(/readings\s*1/);
    expect(await lab.readOutput("tree")).to.contain("station_id=11");
  });

  it("plans with levels compared as text, and finds seven low stations", async () => {
    await lab.writeScript(
      PLANNING,
      lab.getScriptSolution(PLANNING).replace("CAST(${tank} AS integer) < 200", "${tank} < '200'"),
    );
    await workThrough("messages-waiting");
    expect(await lab.readOutput("invoke-fuel-planning"))
      .to.contain("Gas station 9 is low on fuel. Alerting fuel trucks.")
      .and.match(/REPORT RequestId: .*Memory Size: 128 MB/);
    expect(await lab.readOutput("messages-waiting")).to.match(/Fuel_Planning_Queue\s*7\s*0/);
  });

  it("sends the trucks until the queue is empty", async () => {
    await lab.solve("src/fuel/fuel-truck-app.ts");
    await workThrough("queue-empty");
    expect(await lab.readOutput("short-question-run")).to.match(/Messages processed: [1-7]"/);
    expect(await lab.readOutput("empty-queue")).to.contain("No messages found in queue. Messages processed: 0");
    expect(await lab.readOutput("queue-empty")).to.match(/Fuel_Planning_Queue\s*0\s*0/);
  });

  it("sees what went wrong, where, and why; fixes it, and continues to the end", async () => {
    await workThrough("compare-question-run");
    expect(await lab.readOutput("null-failed")).to.contain("partitionKeys values must not be null or empty");
    expect(await lab.readOutput("slip-tree")).to.match(/month=(\d{4})\/day=\1\/hour=\1\//);
    expect(await lab.readOutput("compare-question-run")).to.match(/12\s*99\s*false\s*true\s*13\s*1000\s*true\s*false/);
    await lab.solve(PLANNING);
    await workThrough("minute-check");
    await lab.notebook.save();
    expect(await lab.listSavedErrors()).to.deep.equal([]);
  });

  it("sees charts of what is in the cloud: tree, levels, map, and bytes", async () => {
    expect(await lab.readOutput("minute-tree")).to.match(/SI-Firehose-1-.*\n?.*minute=\d\d\/[^]*SI-Firehose-2-/);
    for (const id of ["levels", "predicate-question-run", "formats-question-run"]) {
      const plot = lab.findCell(id).locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg");
      await plot.first().scrollIntoViewIfNeeded();
      expect((await plot.first().boundingBox())?.height, id).to.be.greaterThan(60);
    }
    expect(
      await lab
        .findCell("queue-empty")
        .getByAltText(/^Fuel network; /)
        .count(),
    ).to.equal(1);
  });

  it("finds the readings of new stations under the error prefix, and brings them back", async () => {
    await workThrough("recovered");
    expect(await lab.readOutput("incident-where")).to.match(/18\s*7\s*12/);
    expect(await lab.readOutput("recovered")).to.match(/18\s*16\s*0\s*2/);
  });

  it("lets a schedule invoke the planner, and sees failures noticed only by the function's own destination", async () => {
    await workThrough("failures-check");
    expect(await lab.readOutput("dead-letters-run")).to.match(/Fuel_Planning_Failures\s*\d+\s*0/);
    expect(await lab.readOutput("failures-over")).to.match(/fails\s*ALARM\s*[1-9]\d*\s*works\s*OK/);
  });

  it("sees a planner fall silent that neither alarm nor queue notices, and repairs its role", async () => {
    await workThrough("quiz-check");
    expect(await lab.readOutput("silence-noticed"))
      .to.match(/given up by Scheduler\s*[1-9]\d*\s*invocations of the planner\s*0/)
      .and.match(/messages for failures\s*0/);
    expect(await lab.readOutput("silence-over")).to.match(/invocations of the planner\s*[1-9]/);
  });

  it("sees that everything is right once all is saved", async () => {
    await lab.notebook.save();
    const output = await lab.run("lab-check");
    expect(output)
      .to.contain("Do it yourself: by the minute")
      .and.not.match(/\b(open|wrong|not yet|partly)\b/);
  });

  it("cleans up, and sees that nothing is left", async () => {
    await lab.fill("clean-up", lab.getSolution("clean-up").replace("CLEAN_UP = false", "CLEAN_UP = true"));
    expect(await lab.run("clean-up"))
      .to.contain("Schedule fuel-planner deleted.")
      .and.contain("Lambda function GasStationApp deleted.")
      .and.contain("Glue database conversion with its tables deleted.");
    expect(await lab.run("clean-up-proof")).to.contain("(no rows)");
  });
}
