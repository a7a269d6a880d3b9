import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

const project = resolve(".");

/** Runs the real test runner in a project that contains only the given test file, and the given other files. */
function testRun(
  test: string,
  {
    folder = "authoring",
    only = folder,
    others = {},
  }: { folder?: string; only?: string; others?: Record<string, string> } = {},
) {
  const root = createTemporaryFolder();
  writeFileSync(join(root, "package.json"), JSON.stringify({ type: "module" }));
  for (const [path, text] of Object.entries({ ...others, [`${folder}/a.test.ts`]: test })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"), "junction");
  symlinkSync(join(project, "scripts"), join(root, "scripts"), "junction");
  symlinkSync(join(project, ".mocharc.json"), join(root, ".mocharc.json"));
  const program = `import("${join(project, "scripts/test/main.ts")}").then(({ main }) => main(process.cwd(), ["${only}"])).then((status) => (process.exitCode = status));`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", join(project, "node_modules/tsx/dist/loader.mjs"), "--input-type=module", "-e", program],
    { cwd: root, encoding: "utf8" },
  );
  return { status, last: stdout.trimEnd().split("\n").pop(), stdout };
}

describe("npm test: the run", () => {
  it("ends with the counts alone on the last line, and fails if a test does", () => {
    const { status, last, stdout } = testRun(`
      it("good", () => {});
      it("bad", () => { throw new Error("one reason"); });
      it.skip("later", () => {});
    `);
    expect({ status, last }).to.deep.equal({ status: 1, last: "1 passed, 1 failed, 1 skipped" });
    // The line is that of the source, not of the bundle.
    expect(stdout)
      .to.match(/one reason[^]*authoring\/a\.test\.ts:3/)
      .and.to.include("later");
    expect(stdout).to.match(/What took longest:\n +\d+\.\d s {2}authoring: (good|bad)\n[^]*\n1 passed/);
  });
  it("passes if all tests do, bundled, with files beside their sources", () => {
    const test = `
      import { existsSync } from "node:fs";
      import { join } from "node:path";
      import { fileURLToPath } from "node:url";
      const files = [join(import.meta.dirname, "a.test.ts"), import.meta.filename, fileURLToPath(import.meta.url)];
      it("good", () => {
        if (!process.argv.some((word) => word.endsWith("a.test.mjs"))) throw new Error("not bundled");
        if (files.some((file) => !file.endsWith("authoring/a.test.ts") || !existsSync(file))) throw new Error(files.join());
      });`;
    expect(testRun(test)).to.include({ status: 0, last: "1 passed, 0 failed" });
  });
  it("resolves paths that labs' tests import to the same bundle", () => {
    const test = `
      import { join } from "node:path";
      import { exercises } from "./exercises";
      it("good", async () => {
        await import(join(import.meta.dirname, "09-lab", "checks.ts"));
        if (exercises.join() !== "first") throw new Error("another copy: " + exercises.join());
      });`;
    const others = {
      "course/exercises.ts": `export const exercises: string[] = [];`,
      "course/09-lab/checks.ts": `import { exercises } from "../exercises"; exercises.push("first");`,
    };
    expect(testRun(test, { folder: "course", others })).to.include({ status: 0, last: "1 passed, 0 failed" });
  });
  it("names the reason for each skipped test, even if a whole suite is skipped", () => {
    const { status, last, stdout } = testRun(`
      import { skipIf } from "${join(project, "cloud", "testing", "skip")}";
      it("good", () => {});
      it("bad day", function () { skipIf(this, "it is Monday"); });
      describe("a suite", () => {
        before(function () { skipIf(this, "there is no moon"); });
        describe("within", () => { it("at night", () => {}); });
      });
    `);
    expect({ status, last }).to.deep.equal({ status: 0, last: "1 passed, 0 failed, 2 skipped" });
    expect(stdout)
      .to.include("Skipped in authoring: bad day (skipped: it is Monday)")
      .and.to.include("Skipped in authoring: a suite within at night (skipped: there is no moon)");
  });
  it("counts a process that ends midway as a failure, even with status 0", () => {
    expect(testRun(`it("good", () => {}); it("crash", () => process.exit(0));`)).to.include({
      status: 1,
      last: "1 passed, 1 failed",
    });
  });
  it("counts a file that can't be loaded as a failure", () => {
    for (const test of [`throw new Error("at load");`, `const broken = ;`])
      expect(testRun(test), test).to.include({ status: 1, last: "0 passed, 1 failed" });
  });
});

describe("npm test: the operations of the lab cloud", () => {
  const folder = "cloud/services/s3";
  /** Services with these operations of Kinesis, and one that browsers send. */
  const createServices = (...operations: string[]) => ({
    "cloud/services/index.ts": `
      import * as sdk from "@aws-sdk/client-kinesis";
      const emulated = ${JSON.stringify(operations)}.map((name) => ({ kind: "operation", name, schema: sdk[name + "$"] }));
      const others = [{ kind: "not emulated", name: "ListShards" }, { kind: "operation", name: "PostObject", schema: [9, "s3", "PostObject"] }];
      export const services = [{ name: "kinesis", operations: [...emulated, ...others] }];`,
  });
  /** Test code that calls an operation and gets this status; without a status, there is no response. */
  const call = `
    import * as sdk from "@aws-sdk/client-kinesis";
    import { HttpResponse } from "@smithy/core/protocols";
    import { skipIf } from "${join(project, "cloud", "testing", "skip")}";
    const call = (command, statusCode) => new sdk.KinesisClient({
      region: "us-east-1", maxAttempts: 1, credentials: { accessKeyId: "a", secretAccessKey: "b" },
      requestHandler: { handle: async () => {
        if (statusCode === undefined) throw new Error("no answer");
        return { response: new HttpResponse({ statusCode, headers: {}, body: new TextEncoder().encode("{}") }) };
      } },
    }).send(command);
    const refused = (command, statusCode) => call(command, statusCode).then(() => { throw new Error("no fault"); }, () => {});
    const [DescribeLimits, ListStreams] = [new sdk.DescribeLimitsCommand({}), new sdk.ListStreamsCommand({})];`;
  const parseUncalled = (stdout: string) => new Set(stdout.match(/(?<=^ +)kinesis \w+$/gm));

  it("fail the run if no passing test that runs everywhere has called them", () => {
    const test = `${call}
      describe("a suite", () => {
        before(() => call(new sdk.PutRecordsCommand({ StreamName: "a", Records: [] }), 200));
        it("is answered", () => call(DescribeLimits, 200));
        it("is refused", () => refused(new sdk.DeleteStreamCommand({ StreamName: "a" }), 400));
        it("has no answer", () => refused(ListStreams));
        it("runs here", async function () {
          skipIf(this, undefined);
          await call(new sdk.DescribeStreamCommand({ StreamName: "a" }), 200);
        });
        describe("within", () => {
          before(function () { skipIf(this, undefined); });
          it("runs here, too", () => call(new sdk.ListTagsForStreamCommand({ StreamName: "a" }), 200));
        });
      });`;
    const called = ["PutRecords", "DescribeLimits", "DeleteStream"];
    const missing = ["ListStreams", "DescribeStream", "ListTagsForStream", "SplitShard"];
    const bad = testRun(test, { folder, only: "cloud", others: createServices(...called, ...missing) });
    expect(bad).to.include({ status: 1, last: "5 passed, 1 failed" });
    expect(parseUncalled(bad.stdout)).to.deep.equal(new Set(missing.map((name) => `kinesis ${name}`)));
    const good = testRun(test, { folder, only: "cloud", others: createServices(...called) });
    expect(good).to.include({ status: 0, last: "6 passed, 0 failed" });
  });

  it("are checked only if all tests of the cloud have run and passed", () => {
    const passes = `it("good", () => {});`;
    const others = { ...createServices("ListStreams"), "cloud/services/lambda/a.test.ts": passes };
    const part = testRun(passes, { folder, others });
    expect(part).to.include({ status: 0, last: "1 passed, 0 failed" });
    const test = `${call} it("bad", async () => { await call(ListStreams, 200); throw new Error("one reason"); });`;
    const failed = testRun(test, { folder, only: "cloud", others });
    expect(failed).to.include({ status: 1, last: "1 passed, 1 failed" });
  });
});
