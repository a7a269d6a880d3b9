import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { TableProblem } from "../adjust/csv";
import { GraderFault, NotConfinedError } from "../engine/faults";
import { isInShard } from "./shard";
import type { Batch } from "./batch";
import { grade } from "./grade";
import { UsedFolderError } from "./out-folder";
import type { WorkerRefusal } from "./worker-process";

const ROOT = join(import.meta.dirname, "..", "..");
const TESTING = join(import.meta.dirname, "..", "testing");
/** Programs that neither compile nor grade. */
const PROGRAMS = {
  worker: join(TESTING, "scripted-worker.mjs"),
  compiler: join(TESTING, "scripted-compiler.mjs"),
  "compiler-snapshot": "/nowhere",
};
const NAMES = ["anna", "bert", "carl"];

describe("grading a batch with workers that grade nothing", () => {
  let folder: string;
  let out: string;
  let messages: unknown[];
  beforeEach(() => {
    [folder, out, messages] = [createTemporaryFolder(), join(createTemporaryFolder(), "grades"), []];
    for (const name of NAMES) writeFileSync(join(folder, `${name}.ipynb`), "{}");
  });
  const gradeSubmissions = (more: Partial<Batch> = {}) =>
    grade(
      {
        ...{ root: ROOT, lab: "99-plain", labRoot: TESTING, seed: 7, unsafe: false, workers: 1 },
        handedIn: { notebook: "notebooks/99-plain.ipynb", scripts: [] },
        ...{ paths: [folder], out },
        onProgress: ({ last }) =>
          messages.push(...(last ? [`${last.result.id}${last.isUnchanged ? " is kept" : ""}`] : [])),
        ...more,
      },
      () => Promise.resolve(PROGRAMS),
    );
  const catchFailure = async (more: Partial<Batch>): Promise<unknown> =>
    gradeSubmissions(more).then(
      () => undefined,
      (error: unknown) => error,
    );
  const readLines = (): string[] => readFileSync(join(out, "progress.jsonl"), "utf8").trim().split("\n");

  it("returns all results in order, writes the reports, and says how it understood the paths", async () => {
    const sources: string[] = [];
    const { results, edited } = await gradeSubmissions({
      onSources: (all) => sources.push(...all),
      tables: { "roster.csv": "a" },
    });
    expect([results.lab, results.seed, results.grader, edited]).to.deep.equal(["99-plain", 7, "of 99-plain", []]);
    expect(results.submissions.map(({ id, notes }) => [id, notes])).to.deep.equal(NAMES.map((name) => [name, ["{}"]]));
    expect(sources).to.have.lengthOf(1);
    expect(readdirSync(out)).to.include.members(["grades.csv", "results.json", "tables", "progress.jsonl"]);
    expect(readFileSync(join(out, "tables", "roster.csv"), "utf8")).to.equal("a");
    expect(readLines()[0]).to.equal('{"lab":"99-plain","seed":7,"grader":"of 99-plain","unsafe":false}');
    expect(messages).to.deep.equal(NAMES);
  });

  it("writes the anonymous export of a class if the roster names everyone", async () => {
    const roster = NAMES.map((id) => ({ id, name: `${id} lovelace`, email: `${id}@example.org` }));
    await gradeSubmissions({ anonymous: true, adjustments: { roster } });
    const files = readdirSync(join(out, "anonymous"), { recursive: true, withFileTypes: true });
    expect(files.map(({ name }) => name)).to.include.members(["results.json", "grades.csv", "report.html"]);
    for (const { parentPath, name } of files.filter((file) => file.isFile()))
      expect(`${parentPath.slice(out.length)}/${name}\n${readFileSync(join(parentPath, name), "utf8")}`).to.not.match(
        /anna|bert|carl|lovelace|example\.org/,
      );
  });

  it("refuses a used folder, continues in it or starts over, as requested, and reports edited files", async () => {
    await gradeSubmissions();
    expect(await catchFailure({})).to.be.instanceOf(UsedFolderError);
    expect(await catchFailure({ resume: true, seed: 8 })).to.be.instanceOf(UsedFolderError);
    for (const [more, hints] of [
      [{ resume: true }, '{"before":"new"}'],
      [{ only: ["one"] }, '{"only":["one"]}'],
      [{ fresh: true }, "{}"],
    ] as const) {
      const { results } = await gradeSubmissions(more);
      expect(results.submissions.map(({ notes }) => notes)).to.deep.equal([[hints], [hints], [hints]]);
    }
    writeFileSync(join(out, "grades.csv"), "my own");
    expect((await gradeSubmissions({ fresh: true })).edited).to.deep.equal([join(out, "grades.edited-1.csv")]);
  });

  it("grades only its shard's submissions, and writes only the shard's file, with positions in the class", async () => {
    const shard = { index: 1, of: 2 };
    const shardNames = NAMES.filter((name) => isInShard(name, shard));
    const { results, edited } = await gradeSubmissions({ shard });
    expect([results.submissions.map(({ id }) => id), edited, messages]).to.deep.equal([shardNames, [], shardNames]);
    expect(readdirSync(out).sort()).to.deep.equal(["progress.jsonl", "shard-1-of-2.json"]);
    const file = JSON.parse(readFileSync(join(out, "shard-1-of-2.json"), "utf8")) as Record<string, unknown>;
    expect(file).to.deep.include({ lab: "99-plain", seed: 7, grader: "of 99-plain", unsafe: false, shard });
    expect(file["class"]).to.deep.include({ submissions: NAMES.length });
    const entries = file["entries"] as { at: number; handIn: { id: string }; graded: { result: { id: string } } }[];
    expect(entries.map(({ at, handIn, graded: { result } }) => [at, handIn.id, result.id])).to.deep.equal(
      shardNames.map((name) => [NAMES.indexOf(name), name, name]),
    );
    expect(readLines()[0]).to.match(/"unsafe":false,"shard":"1\/2"\}$/);
    expect(await catchFailure({ shard: { index: 2, of: 2 }, resume: true })).to.be.instanceOf(UsedFolderError);
  });

  it("starts nothing if the tables don't fit", async () => {
    expect(await catchFailure({ problems: ["line 2"] })).to.be.instanceOf(TableProblem);
    expect(() => readdirSync(out)).to.throw("ENOENT");
  });

  it("throws the error that refused its workers, with its class", async () => {
    for (const [name, expected] of [
      ["NotConfinedError", NotConfinedError],
      ["GraderFault", GraderFault],
    ] as const) {
      const error = await catchFailure({ lab: `refused as ${name}` });
      expect(error, name).to.be.instanceOf(expected);
      expect((error as Error).message).to.match(/^\d+$/);
    }
    expect(((await catchFailure({ lab: "refused as Other" })) as WorkerRefusal).name).to.equal("Other");
    expect(String(await catchFailure({ lab: "gone" }))).to.equal("Error: A worker of the grader didn't start.");
  });
});
