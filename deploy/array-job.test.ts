import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { zipSync } from "fflate";
import { useCloud } from "../cloud/testing/use-cloud";
import { createEnvironment, withoutVenv } from "../cloud/testing/venv";
import type { GradeResults } from "../grader/index";
import { explainNotConfined } from "../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../grader/sandbox/limits";
import { isInShard } from "../grader/batch/shard";
import { skipIf, itIfLong } from "../cloud/testing/skip";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";

const ROOT = join(import.meta.dirname, "..");
const LAB = "01-streaming-ingestion";
const SOLUTION_SCRIPT = "solutions/src/etl/consumer_Solution.ts";
/** Files of two submissions: the solution, and the blank notebook. */
const WORK = {
  solution: { "lab.ipynb": `solutions/${LAB}_Solution.ipynb`, "src/etl/consumer.ts": SOLUTION_SCRIPT },
  blank: { "lab.ipynb": `notebooks/${LAB}.ipynb` },
} as const;
const getWork = (which: keyof typeof WORK): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(WORK[which]).map(([path, file]) => [path, readFileSync(join(ROOT, file))]));

describe("an array job with submissions in S3", () => {
  const cloud = useCloud({ speed: 1, startAt: undefined }, "suite");
  const folder = createTemporaryFolder();
  before(function () {
    const why = withoutVenv ?? explainNotConfined(DEFAULT_LIMITS);
    skipIf(this, why);
  });

  /**
   * Runs a recipe's script as its container would.
   *
   * @param killAt text in the script's output that triggers killing the script and all processes that it has started
   */
  const run = async (script: string, env: Readonly<Record<string, string>>, killAt?: string) => {
    const venv = join(ROOT, ".venv", "bin");
    const base = createEnvironment(cloud.running);
    const child = spawn("bash", [join(import.meta.dirname, script)], {
      env: { ...base, PATH: `${venv}${delimiter}${base["PATH"] ?? ""}`, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    const hear = (text: Buffer) => {
      output += text.toString();
      if (killAt !== undefined && output.includes(killAt) && child.pid !== undefined)
        process.kill(-child.pid, "SIGKILL");
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const [status, signal] = (await once(child, "close")) as [unknown, unknown];
    return { end: signal ?? status, output };
  };
  const work = (name: string) => join(folder, name);
  const runShard = (index: number, killAt?: string) =>
    run(
      "grade-shard.sh",
      {
        ...{ LAB: "01", SEED: "5", SHARDS: "2", WORK: work(`job-${index}`) },
        ...{ SUBMISSIONS: "s3://class/submissions", RESULTS: "s3://class/shards" },
        // One job gets the index as AWS Batch gives it, the other as Kubernetes does.
        [index === 0 ? "AWS_BATCH_JOB_ARRAY_INDEX" : "JOB_COMPLETION_INDEX"]: String(index),
      },
      killAt,
    );
  const merge = () =>
    run("merge-shards.sh", { RESULTS: "s3://class/shards", GRADES: "s3://class/grades", WORK: work("merge") });

  itIfLong(
    "produces everyone's mark, although a job is killed on the way, and reports what is missing until then",
    async () => {
      await cloud.s3.createBucket({ Bucket: "class" });
      const ids = ["anna", "bert", "carla", "dora", "emil"];
      const getOwner = (id: string) => (id === "bert" ? "blank" : "solution");
      for (const id of ids)
        await cloud.s3.putObject({
          Bucket: "class",
          Key: `submissions/${id}.zip`,
          Body: zipSync(getWork(getOwner(id))),
        });
      const inFirst = ids.filter((id) => isInShard(id, { index: 1, of: 2 }));
      expect(inFirst.length, "the names are to lie in both shards").to.be.within(2, ids.length - 1);

      expect((await runShard(0, `1/${inFirst.length}  `)).end).to.equal("SIGKILL");
      const early = await merge();
      expect(early.end, early.output).to.equal(1);
      const [second, first] = [await runShard(1), await runShard(0)];
      expect([second.end, first.end], second.output + first.output).to.deep.equal([0, 0]);

      const { end, output } = await merge();
      expect(end, output).to.equal(0);
      const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: "class", Prefix: "grades/" });
      expect(Contents.map(({ Key }) => Key)).to.include.members(["grades/report.html", "grades/grades.csv"]);
      const { Body } = await cloud.s3.getObject({ Bucket: "class", Key: "grades/results.json" });
      const results = JSON.parse((await Body?.transformToString()) ?? "") as GradeResults;
      expect(results.submissions.map(({ id, status, score, max }) => [id, status, score / max])).to.deep.equal(
        ids.map((id) => [id, "graded", getOwner(id) === "blank" ? 0 : 1]),
      );
    },
  );

  it("refuses to start without what it needs, in one line that names it", async () => {
    const { end, output } = await run("grade-shard.sh", {
      LAB: "01",
      SUBMISSIONS: folder,
      RESULTS: folder,
      SHARDS: "2",
    });
    expect(end).to.equal(1);
    expect(output).to.include("JOB_COMPLETION_INDEX: is missing: this is a job of an array job");
    expect((await run("merge-shards.sh", { GRADES: folder })).output).to.include("RESULTS: is missing");
  });
});

describe("the Gradescope autograder", () => {
  const folder = createTemporaryFolder();
  before(function () {
    const why = explainNotConfined(DEFAULT_LIMITS);
    skipIf(this, why);
  });

  interface GradescopeResult {
    readonly score?: number;
    readonly output: string;
    readonly tests: readonly { readonly score: number; readonly max_score: number }[];
  }
  /** Runs the autograder over a submission, with the course in its place. Gives the output that it has written. */
  const handOver = async (files: Readonly<Record<string, Buffer>>, settings: string): Promise<GradescopeResult> => {
    const path = mkdtempSync(join(folder, "autograder-"));
    mkdirSync(join(path, "source"));
    mkdirSync(join(path, "submission"));
    writeFileSync(join(path, "source", "settings.env"), settings);
    symlinkSync(ROOT, join(path, "source", "course"));
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(path, "submission", name)), { recursive: true });
      writeFileSync(join(path, "submission", name), bytes);
    }
    const child = spawn("bash", [join(import.meta.dirname, "gradescope", "run_autograder")], {
      env: { PATH: process.env["PATH"], AUTOGRADER: path },
      stdio: "ignore",
      cwd: path,
    });
    await once(child, "close");
    return JSON.parse(readFileSync(join(path, "results", "results.json"), "utf8")) as GradescopeResult;
  };

  it("gives each submission its marks in Gradescope's format, and one without work 0 points and advice", async () => {
    const right = await handOver(getWork("solution"), "LAB=01\nSEED=5\n");
    expect(right.tests.length).to.be.at.least(5);
    expect(right.score).to.equal(right.tests.reduce((sum, { max_score }) => sum + max_score, 0));
    const nothing = await handOver({ "readme.md": Buffer.from("I was ill.") }, "LAB=01\nSEED=5\n");
    expect(nothing).to.deep.include({ score: 0, tests: [] });
    expect(nothing.output).to.include("npx labs pack");
  });

  it("gives no mark if the grader itself couldn't run", async () => {
    const failed = await handOver(getWork("blank"), "LAB=01\nSEED=no-number\n");
    expect(failed).not.to.have.property("score");
    expect(failed.output).to.include("no fault of yours");
  });
});
