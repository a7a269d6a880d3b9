import { expect } from "chai";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { createTemporaryFolder } from "../test/temporary-folder";
import { installKernel } from "./install";
import { itIfLong } from "../test/long";
import { skipIf } from "../test/skip";
import { projectRoot } from "./testing/kernel-process";
import { createTemporaryProject } from "./testing/temporary-project";

const findPython = (environment: string): string | undefined =>
  ["bin/python", "Scripts/python.exe"]
    .map((file) => path.join(projectRoot, environment, file))
    .find((file) => existsSync(file));
const python = findPython(".venv");

describe("kernel under Jupyter's own client", function () {
  this.timeout(120_000);
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

describe("kernel under jupyter_kernel_test", function () {
  this.timeout(180_000);

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
