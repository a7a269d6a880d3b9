import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf, LONG, itIfLong } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { waitUntil } from "../../cloud/testing/until";
import type { GradeResults } from "../reports/results";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { createMutants } from "../testing/mutator";
import { createPlainLab } from "../testing/plain-lab";
import { formatExpectedRows, formatRows, writeMutants } from "../testing/write-mutants";

const SEED = Number(process.env["LABS_TEST_SEED"] ?? "7");
const RUN = join(import.meta.dirname, "..", "testing", "grade-plain.mjs");

/** With 60 mutants, each attack of the plain lab is tried once. */
const COUNT = LONG ? 100 : 60;
/** How many submissions are graded again after the class has been graded once. */
const AFTER_FAULT = 20;

/** A run's results without the seconds that it took. */
function removeTimes({ submissions, ...rest }: GradeResults): unknown {
  return { ...rest, submissions: submissions.map((submission) => ({ ...submission, seconds: 0 })) };
}

describe(`grading a class of ${COUNT} submissions (seed ${SEED})`, () => {
  const mutants = createMutants(createPlainLab(), COUNT, SEED);
  const folder = createTemporaryFolder();
  before(function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    writeMutants(join(folder, "class"), mutants);
  });

  /** Grades the class in its own process, which can be killed. */
  const start = (out: string, args: readonly string[] = []): ChildProcess =>
    fork(RUN, [join(folder, "class"), join(folder, out), ...args], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
  const readResults = async (out: string) =>
    JSON.parse(await readFile(join(folder, out, "results.json"), "utf8")) as GradeResults;

  it("produces exactly the expected rows: right, wrong, open, broken and hostile submissions, in every format", async () => {
    expect(await once(start("grades"), "exit")).to.deep.equal([0, null]);
    expect(formatRows(await readResults("grades"))).to.deep.equal(formatExpectedRows(mutants));
  });

  itIfLong("produces the same results when it is killed repeatedly", async () => {
    // The marks of all others are kept: only the last twenty are graded again, in a run that is killed twice.
    await cp(join(folder, "grades"), join(folder, "killed"), { recursive: true });
    const log = (await readFile(join(folder, "killed", "progress.jsonl"), "utf8")).split("\n");
    await writeFile(
      join(folder, "killed", "progress.jsonl"),
      `${log.slice(0, 1 + COUNT - AFTER_FAULT).join("\n")}\n${log[1 + COUNT - AFTER_FAULT]?.slice(0, 30) ?? ""}`,
    );
    await rm(join(folder, "killed", "results.json"));
    for (const kill of [2, 5]) {
      const running = start("killed", ["--resume"]);
      let done = 0;
      await new Promise<void>((resolve) => {
        running.on("message", (message) => {
          if (message === "graded again" && ++done === kill) {
            running.kill("SIGKILL");
            resolve();
          }
        });
        running.on("exit", () => {
          resolve();
        });
      });
      if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
      expect(running.signalCode).to.equal("SIGKILL");
    }
    expect(await once(start("killed", ["--resume"]), "exit")).to.deep.equal([0, null]);
    expect(removeTimes(await readResults("killed"))).to.deep.equal(removeTimes(await readResults("grades")));
  });

  it("produces the same reports when it is killed while writing them", async function () {
    skipIf(this, process.platform === "win32" ? "a process cannot be killed by a signal there" : undefined);
    await cp(join(folder, "grades"), join(folder, "half"), { recursive: true });
    const [first, table] = [join(folder, "half", "results.json"), join(folder, "half", "grades.csv")];
    await Promise.all([rm(first), rm(table)]);
    // Opening a named pipe for writing blocks until there is a reader: the run stops here.
    spawnSync("mkfifo", [`${table}.new`]);
    const running = start("half", ["--resume", "--workers=1"]);
    await waitUntil(() => existsSync(first));
    running.kill("SIGKILL");
    await once(running, "exit");
    expect(existsSync(table)).to.equal(false);
    await rm(`${table}.new`);
    await writeFile(`${table}.new`, "name,");
    expect(await once(start("half", ["--resume", "--workers=1"]), "exit")).to.deep.equal([0, null]);
    expect(await readFile(table, "utf8")).to.equal(await readFile(join(folder, "grades", "grades.csv"), "utf8"));
    expect(await readResults("half")).to.deep.equal(await readResults("grades"));
  });

  it("judges one exercise again on request, and keeps all other marks", async () => {
    expect(await once(start("grades", ["--only", "99-plain.limit"]), "exit")).to.deep.equal([0, null]);
    expect(formatRows(await readResults("grades"))).to.deep.equal(formatExpectedRows(mutants));
  });
});
