import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryProject, type TemporaryProject } from "../../kernel/testing/temporary-project";
import { bundleGrader } from "../core/bundle.mjs";
import { PLAIN_LAB, PLAIN_ROOT } from "../testing/plain-lab";
import { createCompiler } from "./compiler";
import { startCompilerProcess } from "./compiler-process";
import { forgetSnapshot } from "../../kernel/compile/startup-snapshot";
import { createNodeOptions } from "./compiler-child";
import { prepareSnapshot, findPresentSnapshot, getSnapshot, type LabSnapshot } from "./snapshot";
import { LONG, itIfLong } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const OPTIONS = createNodeOptions({ heapMiB: 600 });
const CELLS = [
  { id: "one", code: 'import { greet } from "./src/index"; const said: string = greet("you");' },
  { id: "two", code: "const length: string = said.length;" },
];
/** A program whose snapshot gives the same answer to any request. */
const OTHER_PROGRAM = `
  require("node:v8").startupSnapshot.setDeserializeMainFunction(() => {
    process.on("message", ({ n }) => process.send({ n, response: { cells: [] }, residentBytes: 1 }));
    process.on("disconnect", () => process.exit());
    process.send("up");
  });`;

describe("the compiler's snapshot", () => {
  let project: TemporaryProject;
  let programs: Awaited<ReturnType<typeof bundleGrader>>;
  before(async () => {
    programs = await bundleGrader(ROOT);
    project = createTemporaryProject({
      "package-lock.json": "{}",
      "src/index.ts": "export const greet = (name: string): string => `Hello, ${name}`;\n",
    });
  });
  after(() => {
    project.remove();
  });

  /** The response of a compiler in its own process. */
  async function compileRequest(isFromSnapshot = true, more: Partial<LabSnapshot> = {}) {
    const running = startCompilerProcess({
      program: programs.compiler,
      root: project.root,
      maxSeconds: 100,
      snapshot: isFromSnapshot ? { ...createLabSnapshot(), ...more } : undefined,
    });
    try {
      return await createCompiler(running.askCompiler, "/lab").compile(CELLS);
    } finally {
      await running.close();
    }
  }

  function createLabSnapshot(): LabSnapshot {
    const snapshot = getSnapshot(programs, { root: ROOT, lab: PLAIN_LAB.id, labRoot: PLAIN_ROOT });
    if (snapshot === undefined) throw new Error("The plain lab is one of the project's.");
    return snapshot;
  }

  function listSnapshots(): string[] {
    const folder = join(project.root, ".labs", "grader");
    return readdirSync(folder).flatMap((name) => (name.endsWith(".blob") ? [join(folder, name)] : []));
  }

  const trust = (file: string): void => {
    writeFileSync(`${file}.sha256`, createHash("sha256").update(readFileSync(file)).digest("hex"));
  };

  it("compiles like a compiler that reads all types itself, and is created once", async () => {
    const plain = await compileRequest(false);
    expect(plain?.map(({ ok }) => ok)).to.deep.equal([true, false]);
    expect(await compileRequest()).to.deep.equal(plain);
    const [file = ""] = listSnapshots();
    const { ino } = statSync(file);
    expect(await compileRequest()).to.deep.equal(plain);
    expect(statSync(file).ino).to.equal(ino);
  });

  it("reflects later changes in src/", async () => {
    project.write("src/index.ts", "export const greet = (name: number): number => name;\n");
    const changed = await compileRequest();
    expect(changed?.map((cell) => !cell.ok && cell.diagnostics[0]?.message)).to.deep.equal([
      "Type 'number' is not assignable to type 'string'.",
      "Cannot find name 'said'.",
    ]);
    // The rest of the message, such as its line, is judged by the test before.
    if (LONG) expect(changed).to.deep.equal(await compileRequest(false));
    // A new file can change the target of an import, so it needs another snapshot.
    const findPresent = () =>
      findPresentSnapshot({
        ...createLabSnapshot(),
        root: project.root,
        nodeOptions: OPTIONS,
      });
    expect([await findPresent()]).to.deep.equal(listSnapshots());
    project.write("src/more.ts", "export {};\n");
    expect(await findPresent()).to.equal(undefined);
    rmSync(join(project.root, "src", "more.ts"));
  });

  itIfLong("delays nobody who only wants an existing one, and exists beside one for another heap size", async () => {
    const expected = await compileRequest();
    for (const file of listSnapshots()) forgetSnapshot(file);
    expect(await compileRequest(true, { onlyIfPresent: true })).to.deep.equal(expected);
    expect(listSnapshots()).to.deep.equal([]);
    for (const heapMiB of [600, 700]) {
      const options = { ...createLabSnapshot(), root: project.root, nodeOptions: createNodeOptions({ heapMiB }) };
      expect(await findPresentSnapshot(options)).to.equal(undefined);
      expect(await prepareSnapshot(options)).to.equal(await findPresentSnapshot(options));
    }
    expect(listSnapshots()).to.have.lengthOf(2);
    expect(await compileRequest(true, { onlyIfPresent: true })).to.deep.equal(expected);
    for (const file of listSnapshots()) forgetSnapshot(file);
  });

  it("is created again when it is damaged", async () => {
    const expected = await compileRequest();
    const [file = ""] = listSnapshots();
    truncateSync(file, 1_000_000);
    expect(await compileRequest()).to.deep.equal(expected);
    expect(statSync(file).size).to.be.above(1_000_000);
  });

  itIfLong("starts the process, unless another Node created it: then only time is lost", async () => {
    const expected = await compileRequest();
    const [file = ""] = listSnapshots();
    const other = join(project.root, "other.cjs");
    writeFileSync(other, OTHER_PROGRAM);
    execFileSync(process.execPath, [...OPTIONS, "--snapshot-blob", file, "--build-snapshot", other]);
    trust(file);
    expect(await compileRequest()).to.deep.equal([]);
    // V8 refuses a snapshot that was made with other options, or by another version.
    const flags = ["--max-old-space-size=600", "--no-opt", "--snapshot-blob", file, "--build-snapshot", other];
    execFileSync(process.execPath, flags);
    trust(file);
    expect(await compileRequest()).to.deep.equal(expected);
    expect(listSnapshots()).to.deep.equal([]);
  });
});
