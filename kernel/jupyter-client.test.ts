import path from "node:path";
import { expect } from "chai";
import { execFile } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";
import { installKernel } from "./install";
import { LEFT_TO_CI, skipIf, itIfLong } from "../cloud/testing/skip";
import { projectRoot } from "./testing/kernel-process";
import { createTemporaryProject } from "./testing/temporary-project";

const findPython = (environment: string): string | undefined =>
  ["bin/python", "Scripts/python.exe"]
    .map((file) => path.join(projectRoot, environment, file))
    .find((file) => existsSync(file));
const python = findPython(".venv");

describe("kernel under Jupyter's own client", () => {
  const why = python === undefined ? " (skipped: no .venv in the project; npm start makes it)" : "";

  itIfLong(`runs, fails, is interrupted, restarts and ends${why}`, async function () {
    if (python === undefined) return this.skip();
    const prefix = createTemporaryFolder();
    const kernels = path.dirname(path.dirname(installKernel({ root: projectRoot, prefix })));
    const { stdout } = await promisify(execFile)(python, [
      path.join(projectRoot, "kernel", "testing", "jupyter-client.py"),
      kernels,
    ]);
    expect(JSON.parse(stdout)).to.deep.equal({
      interrupt_mode: "message",
      sum: {
        status: "ok",
        outputs: [
          ["status", null],
          ["execute_input", null],
          ["execute_result", "42"],
          ["status", null],
        ],
      },
      "type error": {
        status: "error",
        outputs: [
          ["status", null],
          ["execute_input", null],
          ["error", "TypeScriptError"],
          ["status", null],
        ],
      },
      exception: {
        status: "error",
        outputs: [
          ["status", null],
          ["execute_input", null],
          ["error", "RangeError"],
          ["status", null],
        ],
      },
      interrupt: "Interrupted",
      "after interrupt": {
        status: "ok",
        outputs: [
          ["status", null],
          ["execute_input", null],
          ["execute_result", "42"],
          ["status", null],
        ],
      },
      "after restart": {
        status: "ok",
        outputs: [
          ["status", null],
          ["execute_input", null],
          ["execute_result", "new"],
          ["status", null],
        ],
      },
      "alive at the end": false,
    });
  });
});

/** The tests of jupyter_kernel_test 0.7.0: all that it has. */
const CONFORMANCE = [
  "test_clear_output",
  "test_completion",
  "test_display_data",
  "test_error",
  "test_execute_result",
  "test_execute_stderr",
  "test_execute_stdout",
  "test_history",
  "test_inspect",
  "test_is_complete",
  "test_kernel_info",
  "test_pager",
  "test_recv_iopub_welcome_msg",
];

describe("kernel under jupyter_kernel_test", () => {
  it("passes the whole suite of Jupyter's developers", async function () {
    const judge = findPython(path.join(".labs", "kernel-judges"));
    skipIf(this, judge === undefined ? "no .labs/kernel-judges; npm test makes it" : undefined);
    const prefix = createTemporaryFolder();
    const project = createTemporaryProject();
    try {
      const file = installKernel({ root: projectRoot, prefix });
      const spec = JSON.parse(readFileSync(file, "utf8")) as { argv: string[] };
      writeFileSync(file, JSON.stringify({ ...spec, argv: [...spec.argv, "--root", project.root] }));
      const env = { ...process.env, JUPYTER_PATH: path.join(prefix, "share", "jupyter") };
      const program = path.join(projectRoot, "kernel", "testing", "conformance.py");
      const { stdout } = await promisify(execFile)(judge ?? "", [program], { env });
      expect(JSON.parse(stdout)).to.deep.equal(Object.fromEntries(CONFORMANCE.map((name) => [name, "passed"])));
    } finally {
      project.remove();
    }
  });
});

/** The package as npm packs it, installed by npm into an empty folder, without any other file of this project. */
describe("the package lab-kernel", () => {
  it("installs into an empty folder, registers with Jupyter, and runs cells that check types", async function () {
    skipIf(this, python === undefined ? "no .venv in the project; npm start makes it" : LEFT_TO_CI);
    const home = createTemporaryFolder();
    const folder = path.join(home, "an empty folder");
    mkdirSync(folder);
    const env = { ...process.env, JUPYTER_DATA_DIR: path.join(home, "data") };
    const run = async (cwd: string, command: string, ...args: string[]): Promise<string> =>
      (await promisify(execFile)(command, args, { cwd, env })).stdout;
    await run(path.join(projectRoot, "kernel"), "npm", "pack", "--pack-destination", home);
    const [tarball = ""] = readdirSync(home).filter((name) => name.endsWith(".tgz"));
    await run(folder, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline", path.join(home, tarball));
    const installed = readdirSync(path.join(folder, "node_modules"), { recursive: true, encoding: "utf8" });
    const bytes = installed.map((name) => lstatSync(path.join(folder, "node_modules", name)).size);
    const size = bytes.reduce((sum, some) => sum + some, 0);
    expect(size, "what the package's README says").to.be.within(50e6, 125e6);
    expect(await run(folder, "npx", "--no-install", "lab-kernel", "install")).to.include("lab-kernel");
    writeFileSync(path.join(folder, "add.ts"), "export const add = (a: number, b: number): number => a + b;\n");
    const cells = [
      'import { add } from "./add";\nimport { readFileSync } from "node:fs";\nreadFileSync("add.ts").length + add(1, 2)',
      "const text: string = add(1, 2);",
    ].map((source, index) => ({
      cell_type: "code",
      id: `${index}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    }));
    const kernelspec = { name: "lab-kernel", display_name: "TypeScript" };
    const file = path.join(folder, "notebook.ipynb");
    writeFileSync(file, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
    await run(folder, python ?? "", "-m", "jupyter", "execute", "--inplace", "--allow-errors", file);
    const ran = JSON.parse(readFileSync(file, "utf8")) as { cells: { outputs: Record<string, unknown>[] }[] };
    const length = readFileSync(path.join(folder, "add.ts")).length + 3;
    expect(ran.cells[0]?.outputs[0]?.["data"]).to.deep.equal({ "text/plain": [String(length)] });
    expect(ran.cells[1]?.outputs[0]?.["evalue"]).to.include("Type 'number' is not assignable to type 'string'");
  });
});
