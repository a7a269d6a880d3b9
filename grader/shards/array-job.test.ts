import { fork } from "node:child_process";
import { once } from "node:events";
import { cp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { GradeResults } from "../reports/results";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import { createMutants } from "../testing/mutator";
import { createPlainLab } from "../testing/plain-lab";
import { createRandom } from "../testing/random";
import { formatExpectedRows, formatRows, writeMutants } from "../testing/write-mutants";
import { mergeReports } from "./merge-reports";

const SEED = Number(process.env["LABS_TEST_SEED"] ?? "7");
const ROOT = join(import.meta.dirname, "..", "..");
const RUN = join(import.meta.dirname, "..", "testing", "grade-plain.mjs");
const SHARDS = LONG ? 3 : 2;
/** Number of submissions; one in ten is broken. */
const COUNT = LONG ? 20 : 10;

/** A run's results without the seconds that it took. */
function removeTimes({ submissions, ...rest }: GradeResults): unknown {
  return { ...rest, submissions: submissions.map((submission) => ({ ...submission, seconds: 0 })) };
}

describe(`an array job over a class (seed ${SEED})`, () => {
  const mutants = createMutants({ ...createPlainLab(), hostile: [] }, COUNT, SEED);
  const random = createRandom(SEED);
  const folder = createTemporaryFolder();
  before(function () {
    skipIf(this, LEFT_TO_CI ?? explainNotConfined(DEFAULT_LIMITS));
    writeMutants(join(folder, "class"), mutants);
  });

  interface JobEnd {
    /** The exit status, or the signal that ended the process. */
    readonly end: unknown;
    readonly messages: readonly unknown[];
  }

  /**
   * Grades a shard in its own process.
   *
   * @param killAfter the process is killed after so many submissions, as when an instance is taken away
   */
  const runJob = async (shard: string, out: string, killAfter = Infinity): Promise<JobEnd> => {
    // With one worker: each takes half a second of processor time to start, and a shard has few submissions.
    const args = ["--resume", `--shard=${shard}`, "--workers=1"];
    const running = fork(RUN, [join(folder, "class"), join(folder, out), ...args], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const lines: unknown[] = [];
    running.on("message", (message) => {
      lines.push(message);
      if (lines.length === killAfter) running.kill("SIGKILL");
    });
    const [status, signal] = (await once(running, "exit")) as [unknown, unknown];
    return { end: signal ?? status, messages: lines };
  };
  const merge = (paths: readonly string[], out: string) =>
    mergeReports({ root: ROOT, paths: paths.map((path) => join(folder, path)), out: join(folder, out) });

  it("produces the marks of a single run, although a job is killed and another is run twice", async () => {
    const killed = 1 + random(SHARDS);
    for (let index = 1; index <= SHARDS; index += 1) {
      const shard = `${index}/${SHARDS}`;
      if (LONG || index === killed) {
        expect((await runJob(shard, `jobs/${index}`, 1 + random(LONG ? 4 : 2))).end).to.equal("SIGKILL");
        expect(await readdir(join(folder, `jobs/${index}`))).not.to.include(`shard-${index}-of-${SHARDS}.json`);
      }
      expect((await runJob(shard, `jobs/${index}`)).end).to.equal(0);
    }
    // merge-shards.test.ts tests that other messages and times of another run change nothing.
    if (LONG) expect((await runJob(`2/${SHARDS}`, "again")).end).to.equal(0);
    else await cp(join(folder, "jobs", "2"), join(folder, "again"), { recursive: true });

    const { results } = await merge(["again", "jobs"], "grades");
    expect(formatRows(results)).to.deep.equal(formatExpectedRows(mutants));
    if (!LONG) return;
    const whole = fork(RUN, [join(folder, "class"), join(folder, "whole")], { execArgv: [], stdio: "ignore" });
    expect(await once(whole, "exit")).to.deep.equal([0, null]);
    const alone = JSON.parse(await readFile(join(folder, "whole", "results.json"), "utf8")) as GradeResults;
    expect(removeTimes(results)).to.deep.equal(removeTimes(alone));
    const readReports = async (out: string) =>
      (await readdir(join(folder, out), { recursive: true })).filter((path) => !path.startsWith("progress")).sort();
    expect(await readReports("grades")).to.deep.equal(await readReports("whole"));
    expect(await readFile(join(folder, "grades", "grades.csv"), "utf8")).to.equal(
      await readFile(join(folder, "whole", "grades.csv"), "utf8"),
    );
  });

  const catchFailure = (running: Promise<unknown>) => running.then(() => "done", String);

  it("names a job that was lost, and gives nobody a mark", async () => {
    const others = [1, 3].slice(0, SHARDS - 1).map((index) => `jobs/${index}`);
    expect(await catchFailure(merge(others, "lost"))).to.match(
      new RegExp(
        String.raw`A shard is missing, and with it \d+ of ${COUNT} submissions: 2/${SHARDS}\.[^]*--shard 2/${SHARDS}`,
      ),
    );
    expect(await readdir(folder)).not.to.include("lost");
  });

  it("names a file whose upload was interrupted, and a folder without any", async () => {
    await cp(join(folder, "jobs"), join(folder, "cut"), { recursive: true });
    const file = join(folder, "cut", "1", `shard-1-of-${SHARDS}.json`);
    await rm(file);
    expect(await catchFailure(merge(["cut/1"], "x"))).to.include("There is no shard-…-of-….json");
    await cp(join(folder, "jobs", "1", `shard-1-of-${SHARDS}.json`), file);
    await truncate(file, 500);
    expect(await catchFailure(merge(["cut"], "x"))).to.include(`${file} is cut off or not JSON`);
  });

  it("keeps shards apart: each folder belongs to one shard, and merged reports never overwrite a run's results", async () => {
    const { end, messages } = await runJob(`2/${SHARDS}`, "jobs/1");
    expect(end).to.equal(2);
    expect(messages.join()).to.include(
      `are of shard 1/${SHARDS}, not of shard 2/${SHARDS}: each shard needs its own folder`,
    );
    expect(await catchFailure(merge(["jobs"], "jobs/1"))).to.include("holds what `labs grade` has graded");
    expect(await catchFailure(merge(["jobs"], "grades"))).to.equal("done");
  });
});
