import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { keepTables, assertOverwriteIntended, assertSameRun, UsedFolderError, writeReports } from "./out-folder";
import { openProgressLog } from "./progress-log";

const HEAD = { lab: "99-plain", seed: 1, grader: "v", unsafe: false };
const RUN = { resume: false, fresh: false, lab: "99-plain", seed: 1 };
const GRADED = {
  result: { id: "a", status: "graded", score: 1, max: 1, seconds: 0, exercises: [], notes: [] },
  content: "",
  prints: [],
} as const;

describe("a folder for reports", () => {
  let out: string;
  beforeEach(() => {
    out = createTemporaryFolder();
  });
  const read = (path: string): string => readFileSync(join(out, path), "utf8");
  const listNames = (): string[] => readdirSync(out, { recursive: true, encoding: "utf8" }).sort();
  const catchRefusal = async (trying: Promise<void>): Promise<string> => {
    const error: unknown = await trying.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) return "";
    expect(error).to.be.instanceOf(UsedFolderError);
    return (error as Error).message;
  };
  const writeResults = (text: unknown) => writeFileSync(join(out, "results.json"), JSON.stringify(text));

  describe("with earlier results", () => {
    it("accepts earlier reports without marks, and rejects a folder with marks, naming their number", async () => {
      expect(await catchRefusal(assertOverwriteIntended(out, RUN))).to.equal("");
      await openProgressLog(out, HEAD, false);
      expect(await catchRefusal(assertOverwriteIntended(out, RUN))).to.equal("");
      await (await openProgressLog(out, HEAD, true)).add("a", GRADED);
      expect(await catchRefusal(assertOverwriteIntended(out, RUN))).to.match(
        /holds the marks of an earlier run \(1 graded so far\)\. /,
      );
      for (const [held, details] of [
        [{ submissions: [1] }, " (1 submission). "],
        [{ submissions: [] }, " (0 submissions). "],
        [{ submissions: [1, 2] }, " (2 submissions). "],
        [{}, "run. "],
      ] as const) {
        writeResults(held);
        expect(await catchRefusal(assertOverwriteIntended(out, RUN))).to.contain(`${details}Nothing was graded`);
      }
      expect(await catchRefusal(assertOverwriteIntended(out, { ...RUN, fresh: true }))).to.equal("");
      expect(await catchRefusal(assertOverwriteIntended(out, { ...RUN, resume: true }))).to.equal("");
    });

    // Not even root can read a link that leads to itself, or the first byte of a process's memory.
    for (const [code, target] of [["ELOOP"], ["EIO", "/proc/self/mem"]] as const)
      it(`refuses a folder with an unreadable file, and replaces no such file (${code})`, async function () {
        skipIf(this, target === undefined || existsSync(target) ? undefined : `this system has no ${target}`);
        const makeUnreadable = (name: string) => symlinkSync(target ?? name, join(out, name));
        const catchFailure = async (trying: Promise<unknown>) =>
          trying.then(
            () => "",
            (error: unknown) => String(error),
          );
        const listWriting = () => writeReports(out, [{ path: "grades.csv", text: "new" }]);
        makeUnreadable("results.json");
        expect(await catchFailure(assertOverwriteIntended(out, RUN))).to.contain(code);
        expect(await catchFailure(assertSameRun(out, RUN))).to.contain(code);
        makeUnreadable("grades.csv");
        expect(await catchFailure(listWriting())).to.contain(code);
        makeUnreadable("progress.jsonl");
        expect(await catchFailure(assertOverwriteIntended(out, { ...RUN, resume: true }))).to.contain(code);
        expect(await catchFailure(openProgressLog(out, HEAD, true))).to.contain(code);
        for (const name of ["results.json", "grades.csv", "progress.jsonl"])
          expect(lstatSync(join(out, name)).isSymbolicLink(), name).to.equal(true);
        out = createTemporaryFolder();
        makeUnreadable("written.json");
        expect(await catchFailure(listWriting())).to.contain(code);
      });

    it("refuses a folder whose log doesn't show whose marks it has, and keeps the log", async () => {
      for (const text of ["", "no JSON\n", "[]\n", '{"lab":1,"seed":1}\n', '\uFEFF{"lab":"99-plain","seed":1}\n']) {
        writeFileSync(join(out, "progress.jsonl"), text);
        for (const resume of [true, false])
          expect(await catchRefusal(assertOverwriteIntended(out, { ...RUN, resume })), text).to.match(
            /progress\.jsonl is damaged/,
          );
        expect(read("progress.jsonl")).to.equal(text);
      }
    });

    it("continues only with the same lab, seed and shard", async () => {
      const resuming = { ...RUN, resume: true };
      expect(await catchRefusal(assertOverwriteIntended(out, { ...resuming, fresh: true }))).to.match(
        /use only one of them/,
      );
      expect(await catchRefusal(assertOverwriteIntended(out, resuming))).to.equal("");
      await openProgressLog(out, HEAD, false);
      expect(await catchRefusal(assertOverwriteIntended(out, resuming))).to.equal("");
      expect(await catchRefusal(assertOverwriteIntended(out, { ...resuming, lab: "98" }))).to.match(
        /are for lab 99-plain\./,
      );
      expect(await catchRefusal(assertOverwriteIntended(out, { ...resuming, seed: 2 }))).to.match(
        /with seed 1, not 2: use --seed 1 to continue/,
      );
      expect(await catchRefusal(assertOverwriteIntended(out, { ...resuming, shard: "1/2" }))).to.match(
        /are of the whole class, not of shard 1\/2/,
      );
      await openProgressLog(out, { ...HEAD, shard: "2/2" }, false);
      expect(await catchRefusal(assertOverwriteIntended(out, resuming))).to.match(
        /are of shard 2\/2, not of the whole class/,
      );
    });

    it("accepts merged reports over those of the same lab and seed, but never over marks", async () => {
      const merged = { lab: "99-plain", seed: 1 };
      expect(await catchRefusal(assertSameRun(out, merged))).to.equal("");
      writeResults(merged);
      expect(await catchRefusal(assertSameRun(out, merged))).to.equal("");
      for (const other of [
        { lab: "98", seed: 1 },
        { lab: "99-plain", seed: 2 },
      ]) {
        writeResults(other);
        expect(await catchRefusal(assertSameRun(out, merged))).to.contain(
          `holds reports of lab ${other.lab}, seed ${other.seed}. Nothing was changed`,
        );
      }
      writeResults(merged);
      await openProgressLog(out, HEAD, false);
      expect(await catchRefusal(assertSameRun(out, merged))).to.contain("holds what `labs grade` has graded. Nothing");
    });
  });

  it("keeps the instructor's tables for the next run", async () => {
    await keepTables(out, { "roster.csv": "a", "manual.csv": "b" });
    await keepTables(out, { "roster.csv": "c" });
    expect([read("tables/roster.csv"), read("tables/manual.csv")]).to.deep.equal(["c", "b"]);
    expect(listNames()).to.deep.equal(["tables", "tables/manual.csv", "tables/roster.csv"]);
  });

  it("writes new reports, and keeps edited ones beside them under an unused name", async () => {
    const write = (grades: string, page = "page") =>
      writeReports(out, [
        { path: "grades.csv", text: grades },
        { path: "submissions/a/page", text: page },
      ]);
    expect(await write("one")).to.deep.equal([]);
    expect(await write("two")).to.deep.equal([]);
    expect([read("grades.csv"), read("submissions/a/page")]).to.deep.equal(["two", "page"]);
    for (const n of [1, 2]) {
      writeFileSync(join(out, "grades.csv"), `edited ${n}`);
      expect(await write("two")).to.deep.equal([join(out, `grades.edited-${n}.csv`)]);
      expect([read("grades.csv"), read(`grades.edited-${n}.csv`)]).to.deep.equal(["two", `edited ${n}`]);
    }
    // An edit that equals the current report is not kept twice; an earlier version of the report counts as an edit, too.
    writeFileSync(join(out, "grades.csv"), "three");
    expect(await write("three")).to.deep.equal([]);
    writeFileSync(join(out, "submissions/a/page"), "my own");
    expect(await write("three", "other")).to.deep.equal([join(out, "submissions/a/page.edited-1")]);
    expect(listNames().filter((name) => name.endsWith(".new"))).to.deep.equal([]);
  });

  it("treats files left by a run that was killed while writing as unedited", async () => {
    await writeReports(out, [
      { path: "a.csv", text: "old" },
      { path: "b.csv", text: "old" },
    ]);
    const written = JSON.parse(read("written.json")) as Record<string, string[]>;
    expect(Object.values(written).map(({ length }) => length)).to.deep.equal([1, 1]);
    // The folder in place of the second report's new text ends the run before it is written.
    mkdirSync(join(out, "b.csv.new"));
    const failed: unknown = await writeReports(out, [
      { path: "a.csv", text: "new" },
      { path: "b.csv", text: "new" },
    ]).catch((error: unknown) => error);
    expect(String(failed)).to.contain("EISDIR");
    expect([read("a.csv"), read("b.csv")]).to.deep.equal(["new", "old"]);
    const both = JSON.parse(read("written.json")) as Record<string, string[]>;
    expect(Object.values(both).map(({ length }) => length)).to.deep.equal([2, 2]);
  });

  it("treats a run's own files as unedited after that", async () => {
    await writeReports(out, [{ path: "a.csv", text: "old" }]);
    const half = JSON.parse(read("written.json")) as Record<string, string[]>;
    await writeReports(out, [{ path: "a.csv", text: "new" }]);
    const whole = JSON.parse(read("written.json")) as Record<string, string[]>;
    const both = { "a.csv": [...(half["a.csv"] ?? []), ...(whole["a.csv"] ?? [])] };
    for (const left of ["old", "new"]) {
      writeFileSync(join(out, "written.json"), JSON.stringify(both));
      writeFileSync(join(out, "a.csv"), left);
      expect(await writeReports(out, [{ path: "a.csv", text: "newer" }]), left).to.deep.equal([]);
    }
  });

  it("writes identical zips for identical files, with executable scripts", async () => {
    const zip = { "feedback/a.md": "text", "upload.sh": "echo", "bin/run": "echo" };
    const report = { path: "all.zip", text: "", zip };
    await writeReports(out, [report]);
    const bytes = readFileSync(join(out, "all.zip"));
    expect(await writeReports(out, [report])).to.deep.equal([]);
    expect(readFileSync(join(out, "all.zip")).equals(bytes)).to.equal(true);
    const texts = Object.entries(unzipSync(bytes)).map(([name, text]) => [name, strFromU8(text)]);
    expect(Object.fromEntries(texts)).to.deep.equal(zip);
    // In the directory: the system that a file was created on, its date (1 January 1980) and its mode.
    const found: Record<string, readonly number[]> = {};
    for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
      const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
      found[name] = [bytes.readUInt8(at + 5), bytes.readUInt32LE(at + 38) >>> 16];
      expect(bytes.readUInt32LE(at + 12)).to.equal(((1 << 5) | 1) << 16);
    }
    expect(found).to.deep.equal({ "feedback/a.md": [0, 0], "upload.sh": [3, 0o100755], "bin/run": [3, 0o100755] });
  });
});
