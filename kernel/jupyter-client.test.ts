import { expect } from "chai";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { createTemporaryFolder } from "../test/temporary-folder";
import { installKernel } from "./install";
import { itIfLong } from "../test/long";
import { projectRoot } from "./testing/kernel-process";

const python = [".venv/bin/python", ".venv/Scripts/python.exe"]
  .map((file) => path.join(projectRoot, file))
  .find((file) => existsSync(file));

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
