import path from "node:path";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { COMPILER_OPTIONS } from "./compile/startup-snapshot";
import { makeKernelSnapshot } from "./make-snapshot";
import { getPrinted } from "./testing/kernel-client";
import { projectRoot, startKernelProcess, type KernelProcess } from "./testing/kernel-process";
import { createTemporaryProject, type TemporaryProject } from "./testing/temporary-project";
import { waitForEnd, type FinishedRequest } from "./testing/use-kernel";
import { itIfLong } from "../cloud/testing/skip";

const GREETING = "export const greet = (name: string): string => `Hello, ${name}`;\n";
const CELLS = ['import { greet } from "./src/index";\nconst said: string = greet("you");\nsaid', "said.length"];
/** A program whose snapshot refuses every cell. */
const OTHER_PROGRAM = `
  const diagnostics = [{ line: 1, column: 1, endLine: 1, endColumn: 2, message: "Another program.", code: 1 }];
  require("node:v8").startupSnapshot.setDeserializeMainFunction(() => {
    process.on("message", ({ n, request: { id } }) => process.send({ n, answer: { cell: { id, ok: false, diagnostics }, declarations: "" } }));
    process.on("disconnect", () => process.exit());
    process.send("up");
  });`;

describe("the compiler of a kernel", () => {
  let project: TemporaryProject;
  const running: KernelProcess[] = [];
  before(() => {
    project = createTemporaryProject({ "package-lock.json": "{}", "src/index.ts": GREETING });
  });
  afterEach(async () => {
    for (const kernel of running.splice(0)) await kernel.stop();
    project.write("src/index.ts", GREETING);
  });
  after(() => {
    project.remove();
  });

  async function start(): Promise<KernelProcess> {
    const kernel = await startKernelProcess({ root: project.root, folder: project.root });
    running.push(kernel);
    return kernel;
  }

  /** What cells print in their own kernel. */
  async function runCells(cells = CELLS): Promise<string[]> {
    const { client } = await start();
    const texts: string[] = [];
    for (const code of cells) texts.push(getOutput(await waitForEnd(client.run(code))));
    return texts;
  }
  const getOutput = (cell: FinishedRequest): string =>
    cell.content["status"] === "ok" ? getPrinted(cell) : String(cell.content["evalue"]);

  function listSnapshots(): string[] {
    const folder = path.join(project.root, ".labs", "kernel");
    return readdirSync(folder).flatMap((name) => (name.endsWith(".blob") ? [path.join(folder, name)] : []));
  }

  /** Replaces the kernel's snapshot by one of another program. */
  function replace(file: string, nodeOptions = COMPILER_OPTIONS): void {
    const other = path.join(project.root, "other.cjs");
    writeFileSync(other, OTHER_PROGRAM);
    execFileSync(process.execPath, [...nodeOptions, "--snapshot-blob", file, "--build-snapshot", other]);
    writeFileSync(`${file}.sha256`, createHash("sha256").update(readFileSync(file)).digest("hex"));
  }

  it("answers from a snapshot as without one, and creates the snapshot once", async () => {
    const plain = await runCells();
    expect(plain).to.deep.equal(["Hello, you\n", "10\n"]);
    expect(await makeKernelSnapshot(project.root, projectRoot)).to.equal(true);
    expect(await runCells()).to.deep.equal(plain);
    const [file = ""] = listSnapshots();
    const { ino } = statSync(file);
    // JupyterLab keeps a script beside itself when it saves it.
    project.write("src/.ipynb_checkpoints/index-checkpoint.ts", GREETING);
    expect(await makeKernelSnapshot(project.root, projectRoot)).to.equal(true);
    expect(statSync(file).ino).to.equal(ino);
  });

  itIfLong("reflects changes in src/ after the snapshot was created", async () => {
    await makeKernelSnapshot(project.root, projectRoot);
    project.write("src/index.ts", "export const greet = (name: string): string => `Goodbye, ${name}`;\n");
    expect(await runCells()).to.deep.equal(["Goodbye, you\n", "12\n"]);
    // A new file can change which file an import finds: another snapshot is needed.
    const [before] = listSnapshots();
    project.write("src/more.ts", "export const more = 1;\n");
    expect(await runCells(['import { more } from "./src/more";\nmore'])).to.deep.equal(["1\n"]);
    await makeKernelSnapshot(project.root, projectRoot);
    expect(listSnapshots()).to.have.lengthOf(1).and.not.to.deep.equal([before]);
    expect(await runCells(['import { more } from "./src/more";\nmore'])).to.deep.equal(["1\n"]);
  });

  itIfLong("starts from the snapshot, unless it is damaged or from another Node", async () => {
    await makeKernelSnapshot(project.root, projectRoot);
    const [file = ""] = listSnapshots();
    replace(file);
    expect(await runCells(["1"])).to.deep.equal(["line 1: Another program."]);
    truncateSync(file, 1_000_000);
    expect(await runCells()).to.deep.equal(["Hello, you\n", "10\n"]);
    // V8 refuses a snapshot that was made with other options, or by another version.
    replace(file, [...COMPILER_OPTIONS, "--no-opt"]);
    expect(await runCells()).to.deep.equal(["Hello, you\n", "10\n"]);
    expect(listSnapshots()).to.deep.equal([]);
    expect(await makeKernelSnapshot(project.root, projectRoot)).to.equal(true);
    expect(await runCells()).to.deep.equal(["Hello, you\n", "10\n"]);
  });

  it("restarts when its process has died: declarations of cells and contents of files remain", async () => {
    project.write("src/index.ts", "let calls = 0;\nexport const call = (): number => ++calls;\n");
    const { client, process: kernel } = await start();
    await client.run('import { call } from "./src/index";\nconst count: number = call();').done;
    const [, pid] = /(\d+) .*compiler/.exec(listChildren(kernel.pid ?? 0)) ?? [];
    process.kill(Number(pid), "SIGKILL");
    // The process may be seen to end before a cell is sent, or after.
    const code = 'import { call } from "./src/index";\n`${count} ${call()}`';
    for (let output = ""; output !== "1 2\n";) {
      output = getOutput(await waitForEnd(client.run(code)));
      if (output !== "1 2\n") expect(output).to.include("the compiler stopped (SIGKILL); run the cell again");
    }
    expect(getOutput(await waitForEnd(client.run("const wrong: string = count;")))).to.include(
      "Type 'number' is not assignable",
    );
  });
});

/** A line for each child of a process: its id, and the command that it runs. A small Debian has no `ps`. */
function listChildren(pid: number): string {
  if (process.platform !== "linux")
    return execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(pid)], { encoding: "utf8" });
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").trim().split(" "),
  );
  return children
    .filter((child) => child !== "")
    .map((child) => `${child} ${readFileSync(`/proc/${child}/cmdline`, "utf8").replaceAll("\0", " ")}`)
    .join("\n");
}
