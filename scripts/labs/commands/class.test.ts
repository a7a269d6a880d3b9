import { spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { describeClass } from "../class/describe-class";
import { readReports } from "../class/read-reports";
import { MAX_REPORTS, receiveReports } from "../class/receive-reports";
import { getReportName, type ExerciseState, type ProgressReport } from "../progress/report";
import { useProject } from "../testing/use-project";

const LAB = "01-streaming-ingestion";
const NOW = "2030-01-01T12:00:00Z";

function createReport(number: number, states: readonly [ExerciseState, string][]): ProgressReport {
  return {
    version: 1,
    key: number.toString(16).padStart(16, "0"),
    learner: `learner ${number}`,
    lab: LAB,
    at: NOW,
    exercises: states.map(([state, since], index) => ({ id: `${LAB}.part-${index}`, state, since, hints: index })),
  };
}

describe("labs class", () => {
  const project = useProject();
  let folder = "";
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  const put = (report: ProgressReport) => writeFileSync(join(folder, getReportName(report)), JSON.stringify(report));

  it("lists the learners who are stuck longest first, and how each exercise goes", () => {
    const reports = [
      createReport(1, [
        ["right", NOW],
        ["open", NOW],
      ]),
      createReport(2, [
        ["tried", "2030-01-01T11:35:00Z"],
        ["tried", "2030-01-01T09:00:00Z"],
      ]),
      createReport(3, [
        ["tried", "2030-01-01T11:59:30Z"],
        ["open", NOW],
      ]),
    ];
    expect(describeClass(reports, Date.parse("2030-01-01T12:05:00Z"))).to.deep.equal([
      "01  Streaming ingestion: 3 learners",
      "",
      "  exercise  right  tried  open",
      "  part-0    1      2      0",
      "  part-1    0      1      2",
      "",
      "  learner    right   open  stuck on  for    hints  last check",
      "  learner 2  0 of 2  0     part-1    3 h    1      5 min ago",
      "  learner 3  0 of 2  1     part-0    5 min  1      5 min ago",
      "  learner 1  1 of 2  1                      1      5 min ago",
      "",
    ]);
  });

  it("shows a class of 200", async () => {
    for (let number = 0; number < 200; number += 1)
      put(
        createReport(number, [
          ["tried", NOW],
          ["right", NOW],
        ]),
      );
    const { status, out } = await project.runLabs("class", folder);
    expect(status).to.equal(0);
    expect(out)
      .to.include("Streaming ingestion: 200 learners")
      .and.to.match(/part-1 +200 +0 +0/);
    expect(out.match(/^ +learner \d+ +1 of 2/gm)).to.have.length(200);
  });

  it("leaves alone what is not a report, follows no link, and prints no escape sequence", async () => {
    put({ ...createReport(1, [["open", NOW]]), learner: "Eve\u001b[2J" });
    writeFileSync(join(folder, "0000000000000002.json"), JSON.stringify(createReport(3, [])));
    writeFileSync(join(folder, "deep.json"), "[".repeat(60_000));
    writeFileSync(join(folder, "large.json"), " ".repeat(100_000));
    symlinkSync(join(folder, getReportName(createReport(1, []))), join(folder, getReportName(createReport(4, []))));
    const { out, err } = await project.runLabs("class", folder);
    expect(out)
      .to.match(/^ {2}Eve /m)
      .and.not.include("\u001b");
    expect(err)
      .to.match(/^Ignored, because these are not reports: /)
      .and.to.include("deep.json")
      .and.to.include("large.json");
    expect(readReports(folder).unreadable).to.have.length(4);
    expect((await project.runLabs("class", join(folder, "none"))).status).to.equal(1);
  });

  it("receives the reports of 200 learners at once, at the same address after a restart", async () => {
    const labs = join(import.meta.dirname, "..", "..", "labs.mjs");
    const start = async () => {
      const child = spawn(process.execPath, [labs, "class", folder, "--listen", "0"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = (await once(createInterface(child.stdout), "line")) as [string];
      return { child, address: line.replace("Learners run: npx labs share ", "") };
    };
    const { child, address } = await start();
    const sent = await Promise.all(
      Array.from({ length: 200 }, async (_, number) => {
        const body = JSON.stringify(createReport(number, [["tried", NOW]]));
        return (await fetch(address, { method: "POST", body })).status;
      }),
    );
    expect(new Set(sent)).to.deep.equal(new Set([200]));
    expect(readReports(folder).reports).to.have.length(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).to.deep.equal([0, null]);
    const again = await start();
    expect(new URL(again.address).pathname).to.equal(new URL(address).pathname);
    again.child.kill("SIGTERM");
    await once(again.child, "exit");
  });

  it("accepts no further report once the folder is full, but updates of those in it", async () => {
    for (let number = 0; number < MAX_REPORTS; number += 1) put(createReport(number, []));
    const server = await receiveReports(folder, 0);
    const send = async (number: number) => {
      const body = JSON.stringify(createReport(number, [["right", NOW]]));
      const response = await fetch(server.address, { method: "POST", body });
      return `${response.status} ${await response.text()}`;
    };
    expect(await send(MAX_REPORTS)).to.match(/^507 The class has 3000 reports already/);
    expect(await send(7)).to.equal("200 Thank you.\n");
    const { reports } = readReports(folder);
    expect(reports).to.have.length(MAX_REPORTS);
    expect(reports.filter(({ exercises }) => exercises.length > 0)).to.have.length(1);
    await server.close();
  });
});
