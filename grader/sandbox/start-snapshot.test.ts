import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { appendFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createTemporaryProject, type TemporaryProject } from "../../kernel/testing/temporary-project";
import { copyStartSnapshot } from "./start-snapshot";

const OPTIONS = ["--max-old-space-size=123", "--enable-source-maps"];
const QUIET: ExecFileSyncOptions = { stdio: ["ignore", "pipe", "ignore"] };
/** Prints how many of Node's own modules V8 had to compile, as Node's own tests count them. */
const COUNT = `
  for (const name of ["http2", "crypto", "child_process", "zlib"]) require(name);
  const { getCacheUsage } = require("internal/test/binding").internalBinding("builtins");
  console.log([...getCacheUsage().compiledWithoutCache].length);`;

describe("the snapshot that sandboxes start from", () => {
  let project: TemporaryProject;
  const folder = createTemporaryFolder();
  const program = join(folder, "count.cjs");
  before(() => {
    project = createTemporaryProject({ "package-lock.json": "{}", "src/index.ts": "" });
    writeFileSync(program, COUNT);
  });
  after(() => {
    project.remove();
  });

  const copy = (nodeOptions: readonly string[] = OPTIONS): Promise<string | undefined> =>
    copyStartSnapshot({ root: project.root, nodeOptions, folder });
  const count = (snapshot: string): number =>
    Number(
      execFileSync(process.execPath, [...OPTIONS, "--expose-internals", "--snapshot-blob", snapshot, program], QUIET),
    );
  const listOriginals = (): string[] =>
    readdirSync(join(project.root, ".labs", "grader")).filter((name) => name.endsWith(".blob"));

  it("brings compiled code of Node's own modules that V8 accepts with a sandbox's options", async () => {
    expect(count((await copy()) ?? "")).to.equal(0);
  });

  it("is made once for the same options, and again if it is damaged", async () => {
    await copy();
    const [original = ""] = listOriginals();
    await copy();
    expect(listOriginals()).to.deep.equal([original]);
    appendFileSync(join(project.root, ".labs", "grader", original), "x");
    expect(count((await copy()) ?? "")).to.equal(0);
    await copy(["--max-old-space-size=124"]);
    expect(listOriginals()).to.have.lengthOf(2);
  });

  it("is left out where none can be made", async () => {
    rmSync(join(project.root, "package-lock.json"));
    expect(await copy(["--max-old-space-size=125"])).to.equal(undefined);
  });
});
