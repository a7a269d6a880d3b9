import { expect } from "chai";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { waitUntil } from "../../testing/until";
import { catchFault } from "../../testing/use-cloud";
import { createProgram, putCode } from "./testing/program";
import { readDetail, createStudio } from "./testing/studio";
import { NOTE, useFakeFlink } from "./testing/use-fake-flink";

/** How notes and programs handle Flink's responses. The real responses are tested in running.test.ts. */
describe("analytics notes, programs and their jobs", () => {
  const {
    data,
    flink,
    cloud,
    createClient: api,
    createLogging: logging,
    start,
    stop,
    readStatus: status,
    readOperation: operation,
    readLines: lines,
    log,
    remove,
  } = useFakeFlink();

  it("report why a note doesn't start, and which parts were ignored", async () => {
    await log("notes");
    await createStudio(api(), ["notes", NOTE], logging("notes"));
    const begin = async (): Promise<string> => {
      const id = await start("notes");
      await cloud.advance(1);
      return id;
    };
    flink.refusal = () => "org.apache.calcite.X: SQL parse failed. at line 1, column 3";
    const failed = await begin();
    expect(await status("notes")).to.equal("READY");
    expect(await operation("notes", failed)).to.include({ OperationStatus: "FAILED" });
    flink.refusal = undefined;
    flink.firstState = "FAILED";
    await begin();
    expect(await status("notes")).to.equal("READY");
    flink.firstState = "FINISHED";
    await begin();
    expect(await status("notes")).to.equal("RUNNING");
    // A job that is over by itself leaves its application READY.
    await waitUntil(async () => (await status("notes")) === "READY");
    flink.firstState = "RUNNING";
    await begin();
    flink.last.failure = "java.lang.Exception: a\nCaused by: java.lang.RuntimeException: lost the task manager\n\tat x";
    flink.last.state = "RESTARTING";
    await waitUntil(async () => (await lines("notes")).some((item) => item.includes("RESTARTING")));
    flink.last.state = "FAILED";
    await waitUntil(async () => (await status("notes")) === "READY");
    const left = "INFO The statement on line 2 only shows something: nobody looks here, so it was left out.";
    const replaceText = (from: string, to: string): string =>
      `INFO Job notes (JOB) switched from state ${from} to ${to}.`;
    expect(await lines("notes")).to.deep.equal([
      "ERROR Line 1, column 3: SQL parse failed. at line 1, column 3",
      "ERROR The job is FAILED.",
      ...[left, replaceText("CREATED", "RUNNING"), replaceText("RUNNING", "FINISHED")],
      ...[left, replaceText("CREATED", "RUNNING"), "ERROR lost the task manager"],
      ...[replaceText("RUNNING", "RESTARTING"), replaceText("RESTARTING", "FAILED")],
    ]);
    await remove("notes");
  });

  it("have started if their job's tasks fail again and again", async () => {
    await log("restarts");
    await createStudio(api(), ["restarts", NOTE], logging("restarts"));
    flink.firstState = "RESTARTING";
    await start("restarts");
    await cloud.advance(1);
    expect(await status("restarts")).to.equal("RUNNING");
    await stop("restarts", true);
    await cloud.advance(1);
    flink.firstState = "RUNNING";
    await remove("restarts");
  });

  it("write only messages of the configured level to their log", async () => {
    await log("quiet");
    const MonitoringConfiguration = { ConfigurationType: "CUSTOM", LogLevel: "ERROR" } as const;
    await createStudio(api(), ["quiet", NOTE], {
      ...logging("quiet"),
      ApplicationConfiguration: {
        FlinkApplicationConfiguration: { MonitoringConfiguration },
        ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: NOTE } },
      },
    });
    await start("quiet");
    await cloud.advance(1);
    expect(await status("quiet")).to.equal("RUNNING");
    await stop("quiet", true);
    await cloud.advance(1);
    flink.firstState = "FAILED";
    await start("quiet");
    await cloud.advance(1);
    expect(await lines("quiet")).to.deep.equal(["ERROR The job is FAILED."]);
    await remove("quiet");
  });

  it("end immediately when forced in any state, and with their application", async () => {
    await createStudio(api(), ["forced", NOTE]);
    expect((await catchFault(stop("forced", true))).name).to.equal("ResourceInUseException");
    const startCount = flink.startedJobs.length;
    const started = await start("forced");
    const stopped = await stop("forced", true);
    expect(await status("forced")).to.equal("FORCE_STOPPING");
    expect((await catchFault(stop("forced", true))).name).to.equal("ResourceInUseException");
    await cloud.advance(1);
    expect(await status("forced")).to.equal("READY");
    expect(await operation("forced", started)).to.include({ OperationStatus: "CANCELLED" });
    expect(await operation("forced", stopped)).to.include({ OperationStatus: "SUCCESSFUL" });
    expect(flink.startedJobs).to.have.length(startCount);
    await start("forced");
    await cloud.advance(1);
    await stop("forced", true);
    await cloud.advance(1);
    expect(flink.last.state).to.equal("CANCELED");
    await start("forced");
    await cloud.advance(1);
    await remove("forced");
    expect(flink.last.state).to.equal("CANCELED");
    expect((await catchFault(readDetail(api(), "forced"))).name).to.equal("ResourceNotFoundException");
  });

  it("run a program through Flink's client", async () => {
    await log("jar");
    await putCode(cloud.s3, "program.jar", Buffer.from("jar"));
    await createProgram(api(), { name: "jar", key: "program.jar", groups: [] });
    const begin = async (script: string): Promise<void> => {
      flink.program = script;
      await start("jar");
      await cloud.advance(1);
    };
    await begin("echo hello; echo; exit 0");
    expect(await status("jar")).to.equal("RUNNING");
    await stop("jar");
    await cloud.advance(1);
    expect(flink.last.state).to.equal("FINISHED");
    await begin("echo nothing begins");
    expect(await status("jar")).to.equal("RUNNING");
    await stop("jar");
    await cloud.advance(1);
    await begin("echo 'The program finished with the following exception:' >&2; echo 'a.B: it is broken' >&2; exit 1");
    expect(await status("jar")).to.equal("READY");
    // The code is the cloud's copy; where it is lost, nothing runs.
    const code = join(data, "services", "kinesisanalyticsv2", "code");
    await createProgram(api(), { name: "other", key: "program.jar", groups: [] });
    expect(readdirSync(code)).to.have.length(2);
    await remove("other");
    expect(readdirSync(code), "the code of an application that is there").to.have.length(1);
    for (const name of readdirSync(code)) rmSync(join(code, name));
    await begin("exit 0");
    expect(await status("jar")).to.equal("READY");
    const running = "INFO Job jar (JOB) switched from state CREATED to RUNNING.";
    expect(await lines("jar")).to.deep.equal([
      ...["INFO hello", running, "INFO Job jar (JOB) switched from state RUNNING to FINISHED."],
      ...["INFO nothing begins", "INFO The program has ended, and has begun no job.", "ERROR it is broken"],
      "ERROR The application's code is lost. Set it again with UpdateApplication.",
    ]);
    await remove("jar");
  });

  it("end a program that begins no job when forced to stop", async () => {
    await log("endless");
    await putCode(cloud.s3, "program.jar", Buffer.from("jar"));
    await createProgram(api(), { name: "endless", key: "program.jar", groups: [] });
    flink.program = "echo begun; exec sleep 1000";
    await start("endless");
    const advancing = cloud.advance(1);
    await waitUntil(async () => (await lines("endless")).includes("INFO begun"));
    await stop("endless", true);
    // The clock waits for the start, which waits for a job.
    await advancing;
    await cloud.advance(1);
    expect(await status("endless")).to.equal("READY");
    await remove("endless");
  });

  it("don't start if Flink has ended", async () => {
    await log("ended");
    await createStudio(api(), ["ended", NOTE], logging("ended"));
    await flink.end();
    await start("ended");
    await cloud.advance(1);
    expect(await status("ended")).to.equal("READY");
    expect(await lines("ended")).to.deep.equal(["ERROR Flink has ended."]);
    await cloud.restart();
    await start("ended");
    await cloud.advance(1);
    expect(await status("ended")).to.equal("RUNNING");
    await stop("ended", true);
    await cloud.advance(1);
    await remove("ended");
  });

  it("continue after Flink or the cloud has ended, and finish pending operations", async () => {
    const names = ["deleted", "ready", "running", "stopping", "starting"];
    for (const name of names) await createStudio(api(), [name, NOTE]);
    for (const name of ["running", "stopping", "deleted"]) await start(name);
    await cloud.advance(1);
    const { CreateTimestamp } = await readDetail(api(), "deleted");
    await api().deleteApplication({ ApplicationName: "deleted", CreateTimestamp });
    await stop("stopping", true);
    await start("starting");
    await flink.end();
    await cloud.restart();
    const readStates = async () =>
      ((await api().listApplications({})).ApplicationSummaries ?? []).map(
        ({ ApplicationName, ApplicationStatus }) => `${ApplicationName} ${ApplicationStatus}`,
      );
    expect(await readStates()).to.deep.equal([
      ...["deleted DELETING", "ready READY", "running RUNNING", "starting STARTING", "stopping READY"],
    ]);
    await cloud.advance(3);
    expect(await readStates()).to.deep.equal(["ready READY", "running RUNNING", "starting RUNNING", "stopping READY"]);
    expect(flink.jobs.size).to.equal(2);
    for (const name of ["running", "starting"]) await stop(name, true);
    await cloud.advance(1);
    for (const name of names.slice(1)) await remove(name);
  });
});
