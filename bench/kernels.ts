import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { readConnection } from "../kernel/jupyter/connection";
import { makeKernelSnapshot } from "../kernel/make-snapshot";
import { connectKernel, type KernelClient } from "../kernel/testing/kernel-client";
import { createFreeConnection } from "../kernel/testing/kernel-process";
import { getVenvPython } from "../scripts/setup/venv.mjs";
import { compareInTurn, createRow, measureMs, readSetting, repeat, type Row, type Run } from "./bench";
import { measureResidentMiB } from "./machine";

const ROUNDS = readSetting("KERNELS_ROUNDS", { otherwise: 5 });

type Work<T> = (client: KernelClient, pid: number) => Promise<T>;
/** The arguments that start a kernel. */
type GetCommand = (root: string, connectionFile: string) => readonly string[];
const startOurs: GetCommand = (root, file) => [
  ...[process.execPath, join(root, "kernel", "start.mjs")],
  ...[file, "--root", root],
];
const startPython: GetCommand = (root, file) => [getVenvPython(root), "-m", "ipykernel_launcher", "-f", file];
const DEFINE = "const layout = { shardCount: 2, shardIds: [1, 2] };";
/** Code that is completed at its end. */
const COMPLETE = "layout.shardC";

export async function measureKernels({ root }: Run): Promise<Row[]> {
  await makeKernelSnapshot(root);
  const completeMs: number[] = [];
  const memoryMb: number[] = [];
  /** @param then further work with the kernel @returns ms from the start to the end of the first cell */
  const measureFirst = async (getCommand: GetCommand, print: string, then?: Work<unknown>): Promise<number> => {
    const beganMs = performance.now();
    return runWithKernel(getCommand, root, async (client, pid) => {
      await run(client, print);
      const ms = performance.now() - beganMs;
      await then?.(client, pid);
      return ms;
    });
  };
  const useKernel: Work<void> = async (client, pid) => {
    await run(client, DEFINE);
    const complete = (): Promise<unknown> =>
      client.ask("complete_request", { code: COMPLETE, cursor_pos: COMPLETE.length }).reply;
    await complete();
    completeMs.push(await measureMs(complete));
    memoryMb.push(measureResidentMiB(pid));
  };
  const starts = await compareInTurn(
    {
      ours: () => measureFirst(startOurs, 'console.log("ready")', useKernel),
      python: () => measureFirst(startPython, 'print("ready")'),
    },
    {
      ...{ rounds: ROUNDS, warmUps: 0 },
      rows: [
        ["start to the first print", "ms", "ours"],
        ["start to the first print, beside ipykernel", "≤ 1.2 ×", "ours", "python"],
      ],
    },
  );
  const subject = "a cell that imports the library, above a bare Node that imports it compiled";
  return [
    createRow("a completion when it is warm", "≤ 150 ms", completeMs),
    createRow("memory", "≤ 405 MB", memoryMb),
    ...starts,
    createRow(subject, "≤ 30 ms", await compareLibraryCell(root)),
  ];
}

/** How much longer the first cell with the course's library takes than a Node that imports the same, compiled before. */
async function compareLibraryCell(root: string): Promise<number[]> {
  const compiled = join(root, ".labs", "bench-kernels", "library.mjs");
  const entryPoints = [join(root, "src", "index.ts")];
  await build({ entryPoints, outfile: compiled, bundle: true, packages: "external", platform: "node", format: "esm" });
  const program = `const began = performance.now(); await import(${JSON.stringify(compiled)}); console.log(performance.now() - began)`;
  const node = ["--input-type=module", "--eval", program];
  return repeat(ROUNDS, async () => {
    const cellMs = await runWithKernel(startOurs, root, async (client) => {
      await run(client, 'console.log("ready")');
      // The kernel loads the library's packages while no cell runs: a learner reads before the next cell.
      await pause(10_000);
      return measureMs(() => run(client, 'import * as library from "./src/index";\nObject.keys(library).length'));
    });
    return cellMs - Number(execFileSync(process.execPath, node, { cwd: root, encoding: "utf8" }));
  });
}

async function runWithKernel<T>(getCommand: GetCommand, root: string, work: Work<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "bench-kernels-"));
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(await createFreeConnection()));
  const [program = "", ...args] = getCommand(root, file);
  const kernel = spawn(program, args, { cwd: root, stdio: "ignore" });
  const client = connectKernel(readConnection(file));
  try {
    return await work(client, kernel.pid ?? 0);
  } finally {
    client.close();
    kernel.kill("SIGKILL");
    await once(kernel, "close");
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (client: KernelClient, code: string): Promise<unknown> => client.run(code).reply;
