import { expect } from "chai";
import { catchFault } from "../../../../testing/use-cloud";
import { withoutJava } from "../../../../testing/java";
import { createGroup, readCapitalsJar, createProgram, putCode, createStreamGroups, SUMS, createZip } from "../program";
import type { AnalyticsWorld } from "../world";
import { skipIf } from "../../../../testing/skip";

const RUN = "kinesis.analytics.flink.run.options";

/** Applications of FLINK-1_20. The application `sums` is still running after these tests. */
export function describePrograms({
  cloud,
  createClient: api,
  make,
  put,
  readRecords,
  wait,
  start,
  stop,
  readStatus,
  readLog,
}: AnalyticsWorld): void {
  const readTotals = async (): Promise<unknown[]> => (await readRecords("sums")).map(({ total }) => total);
  const named = { ApplicationName: "sums", SnapshotName: "early" };

  it("run a zip with Python as on AWS, create a snapshot while running, and start again from it", async () => {
    await make({ streams: ["numbers", "sums"], log: "sums" });
    const groups = [createGroup(RUN, { python: "app/main.py" }), ...createStreamGroups(["numbers", "sums"])];
    const missing = await catchFault(createProgram(api(), { name: "sums", key: "sums.zip", groups }));
    expect(missing).to.include({ name: "InvalidArgumentException" });
    expect(missing.message).to.include("Unable to get the specified fileKey: sums.zip");
    await putCode(cloud.s3, "sums.zip", createZip({ "app/main.py": SUMS }));
    await createProgram(api(), { name: "sums", key: "sums.zip", groups });
    await start("sums");
    expect(await readStatus("sums")).to.equal("STARTING");
    await cloud.advance(1);
    expect(await readStatus("sums"), await readLog("sums")).to.equal("RUNNING");
    expect(await readLog("sums")).to.include("tables are made 3");
    await put("numbers", { n: 1 }, { n: 2 }, { n: 3 });
    await wait(async () => (await readTotals()).includes(6));

    await api().createApplicationSnapshot(named);
    await cloud.advance(1);
    const { SnapshotDetails } = await api().describeApplicationSnapshot(named);
    expect(SnapshotDetails).to.include({ SnapshotStatus: "READY", RuntimeEnvironment: "FLINK-1_20" });
    expect(await readStatus("sums")).to.equal("RUNNING");
    await put("numbers", { n: 4 });
    await wait(async () => (await readTotals()).includes(10));
    await stop("sums");
    await cloud.advance(1);
    expect(await readStatus("sums")).to.equal("READY");
    const { SnapshotSummaries = [] } = await api().listApplicationSnapshots({ ApplicationName: "sums" });
    expect(SnapshotSummaries.map(({ SnapshotStatus }) => SnapshotStatus)).to.deep.equal(["READY", "READY"]);

    // The snapshot holds what the application had read by then: 4 is written a second time, 1 is not.
    await start("sums", {
      ApplicationRestoreConfiguration: {
        ApplicationRestoreType: "RESTORE_FROM_CUSTOM_SNAPSHOT",
        SnapshotName: "early",
      },
    });
    await cloud.advance(1);
    await put("numbers", { n: 5 });
    await wait(async () => (await readTotals()).includes(15));
    expect(await readTotals()).to.deep.equal([1, 3, 6, 10, 10, 15]);
    const SnapshotCreationTimestamp = SnapshotDetails?.SnapshotCreationTimestamp;
    await api().deleteApplicationSnapshot({ ...named, SnapshotCreationTimestamp });
  });

  it("report the program's own line if it doesn't start, and are READY again", async () => {
    await make({ streams: [], log: "wrong" });
    await putCode(cloud.s3, "wrong.zip", createZip({ "main.py": SUMS.replace("FROM numbers", "FROM nobody") }));
    const groups = [createGroup(RUN, { python: "main.py" }), ...createStreamGroups(["numbers", "sums"])];
    await createProgram(api(), { name: "wrong", key: "wrong.zip", groups });
    await start("wrong");
    await cloud.advance(1);
    expect(await readStatus("wrong")).to.equal("READY");
    expect(await readLog("wrong")).to.not.include("AWS_SECRET");
    expect(await readLog("wrong")).to.match(/main\.py, line 17: .*Object 'nobody' not found/);
  });

  it("run a jar that finds its streams through AWS's library", async function () {
    const jar = readCapitalsJar();
    if (jar === undefined) return skipIf(this, withoutJava ?? "the jar's program is not compiled");
    await make({ streams: ["words", "capitals"], log: "capitals" });
    await putCode(cloud.s3, "capitals.jar", jar);
    const target = { "aws.region": "us-east-1" };
    const groups = [
      createGroup("input", { ...target, stream: "words", "flink.stream.initpos": "TRIM_HORIZON" }),
      createGroup("output", { ...target, stream: "capitals" }),
    ];
    await createProgram(api(), { name: "capitals", key: "capitals.jar", groups });
    await start("capitals");
    await cloud.advance(1);
    expect(await readStatus("capitals"), await readLog("capitals")).to.equal("RUNNING");
    await put("words", { word: "low" });
    await wait(async () => (await readRecords("capitals")).length > 0);
    expect(await readRecords("capitals")).to.deep.equal([{ WORD: "LOW" }]);
    await stop("capitals");
    await cloud.advance(1);
    expect(await readStatus("capitals")).to.equal("READY");
  });
}
