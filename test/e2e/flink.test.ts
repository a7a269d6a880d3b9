import { expect } from "chai";
import { withoutFlink } from "../../cloud/flink/testing/with-flink";
import { skipIf, describeIfLong } from "../../cloud/testing/skip";
import { keepFiles, linkFlink } from "./original-files";
import { openLearnerSession, type LearnerPage, type LearnerSession } from "./learner-session";
import { findBrowserProblem } from "./notebook-page";

const LAB = "04-windowed-delivery";

/**
 * Code that a learner types into cells of their own, one item for each line. It replaces the code of lab 04's cells that this suite does not need, so
 * that all of it runs in one notebook with one kernel.
 */
const TYPED = {
  stream: [
    "await sh`aws kinesis create-stream --stream-name ${OUTPUT_STREAM} --shard-count 1`;",
    "await sh`aws kinesis wait stream-exists --stream-name ${OUTPUT_STREAM}`;",
  ],
  statement: [
    'import { kinesis, openFlink, showLive, sql } from "./src/stream-analytics";',
    "const option = await openFlink({ settings: { ...EXACT_WINDOWS, 'execution.checkpointing.interval': '500 ms' } });",
    "await option.run(optionB.tables[0]);",
    "await option.run(sql`CREATE TABLE counts (componentName STRING, many BIGINT) ${kinesis({ stream: OUTPUT_STREAM })}`);",
    "console.table(await option.run(sql`SELECT k, COUNT(*) AS many FROM (VALUES ('cpu'), ('ram'), ('cpu')) AS t (k) GROUP BY k`));",
  ],
  live: [
    'await showLive(option.query(optionB.select), { title: "Windows as they close", untilRows: 4, seconds: 120 });',
    'console.log("four windows");',
  ],
  wrong: ["await option.run(sql`SELECT componentName\nFROM metric_events\nWHERE nope = 1`);"],
  begin: [
    "const counting = sql`INSERT INTO counts SELECT componentName, CAST(1 AS BIGINT) FROM metric_events`;",
    'let job = await option.insert(counting, { name: "counting" });',
    "const rowsIn = async () => (await listStreamRecords({ streamName: OUTPUT_STREAM })).length;",
    "await waitUntil({ what: 'all events to be counted', check: async () => (await rowsIn()) >= 300 });",
    "console.table(await option.jobs());",
  ],
  resume: [
    "const savepoint = await option.stopWithSavepoint(job);",
    "await produceMetricEvents({ streamName: INPUT_STREAM, seed: 5, count: 20, from: new Date('2030-01-01T14:00:00Z') });",
    'job = await option.insert(counting, { from: savepoint, name: "resumed" });',
    "await waitUntil({ what: 'the events of later', check: async () => (await rowsIn()) >= 320 });",
    "console.log(`rows ${await rowsIn()}`);",
    "console.table(await option.jobs());",
    "await option.stop(job);",
    "await option.close();",
  ],
  cleanUp: [
    "await deleteStack({ stackName: STACK });",
    "await sh`aws kinesis delete-stream --stream-name ${OUTPUT_STREAM}`;",
    "await sh`aws kinesis wait stream-not-exists --stream-name ${OUTPUT_STREAM}`;",
    "await sh`aws kinesis list-streams --output text`;",
    'console.log("deleted");',
  ],
};

describeIfLong("Flink in a learner's notebook", function () {
  this.timeout(900_000);
  let session: LearnerSession | undefined;
  let lab: LearnerPage;
  const restore: (() => void)[] = [];
  before(async function () {
    skipIf(this, findBrowserProblem() ?? withoutFlink);
    session = await openLearnerSession();
    restore.push(linkFlink(session.root), keepFiles(session.root, [`notebooks/${LAB}.ipynb`]));
    lab = await session.open(LAB);
  });
  after(async () => {
    await session?.end();
    for (const item of restore) item();
  });

  it("opens a session and runs SQL from a tagged template in a cell", async () => {
    await lab.run("setup");
    await lab.fill("student-name", 'const STUDENT = "maria";');
    for (const id of ["student-name", "names", "input-stream"]) await lab.run(id);
    await lab.fill("output-stream", TYPED.stream.join("\n"));
    await lab.run("output-stream");
    await lab.run("produce");
    expect(await lab.run("flink-sql")).to.contain("TUMBLE(TABLE metric_events");
    await lab.fill("processors", TYPED.statement.join("\n"));
    expect(await lab.run("processors")).to.match(/cpu[^a-z]*2/);
  });

  it("shows window aggregates in a table that grows while they close", async () => {
    await lab.fill("prefixes", TYPED.live.join("\n"));
    expect(await lab.run("prefixes"))
      .to.contain("Windows as they close")
      .and.contain("four windows")
      .and.match(/(user|order)-service/);
  });

  it("reports an error in a statement with Flink's own reason, line and column, without a Java stack", async () => {
    await lab.fill("delivery-stream", TYPED.wrong.join("\n"));
    const output = await lab.run("delivery-stream");
    expect(output)
      .to.contain("Column 'nope' not found")
      .and.match(/line 3, column 7/)
      .and.not.contain("org.apache.flink");
  });

  it("starts a job, lists it, stops it with a savepoint and continues from there, with no event missing or counted twice", async () => {
    await lab.fill("table", TYPED.begin.join("\n"));
    expect(await lab.run("table")).to.match(/counting[^\n]*RUNNING/);
    await lab.fill("partitions", TYPED.resume.join("\n"));
    expect(await lab.run("partitions"))
      .to.match(/rows 320\b/)
      .and.match(/counting[^\n]*FINISHED/)
      .and.match(/resumed[^\n]*RUNNING/);
  });

  it("leaves nothing in the cloud for later users", async () => {
    await lab.fill("question", TYPED.cleanUp.join("\n"));
    expect(await lab.run("question"))
      .to.contain("deleted")
      .and.not.contain("maria-metrics")
      .and.not.contain("maria-aggregates");
    const { AWS_ENDPOINT_URL: endpoint = "", LABS_CLOUD_TOKEN: token = "" } = session?.session.environment ?? {};
    const ended = await fetch(`${endpoint}/_lab/flink`, { method: "DELETE", headers: { "x-lab-token": token } });
    expect(await ended.json()).to.include({ state: "stopped" });
  });
});
