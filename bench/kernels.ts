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
import {
  createRow,
  getMedian,
  measureMs,
  readSetting,
  repeat,
  takeTurns,
  type Measure,
  type Row,
  type Run,
} from "./bench";
import { installNpmPackages } from "./install";
import { measureResidentMiB } from "./machine";

const ROUNDS = readSetting("KERNELS_ROUNDS", { otherwise: 5 });
const DENO = "2.9.6";

/** A kernel, and the same short notebook in its language. */
interface Contestant {
  readonly getCommand: (root: string, connectionFile: string) => readonly string[];
  readonly print: string;
  readonly define: string;
  /** Code that is completed at its end. */
  readonly complete: string;
}

const TYPESCRIPT = {
  print: 'console.log("ready")',
  define: "const layout = { shardCount: 2, shardIds: [1, 2] };",
  complete: "layout.shardC",
};
const PYTHON = { print: 'print("ready")', define: "layout = dict(shard_count=2)", complete: "layout.cop" };
const getDenoFolder = (root: string): string => join(root, ".labs", "bench", "deno");
const OURS: Contestant = {
  ...TYPESCRIPT,
  getCommand: (root, file) => [process.execPath, join(root, "kernel", "start.mjs"), file, "--root", root],
};
const CONTESTANTS = {
  "this kernel": OURS,
  Deno: {
    ...TYPESCRIPT,
    getCommand: (root: string, file: string) => [
      join(getDenoFolder(root), "node_modules", ".bin", "deno"),
      ...["jupyter", "--kernel", "--conn", file],
    ],
  },
  ipykernel: {
    ...PYTHON,
    getCommand: (root: string, file: string) => [getVenvPython(root), "-m", "ipykernel_launcher", "-f", file],
  },
};

/** The measurements of one round of a contestant. */
interface Round {
  readonly firstMs: number;
  readonly warmMs: number;
  readonly completeMs: number;
  readonly memoryMB: number;
}

/** The figures, with this kernel's goals. */
const FIGURES: Readonly<Record<keyof Round, readonly [subject: string, unit: Measure, goal: Measure]>> = {
  firstMs: ["start to the first print", "ms", "ms"],
  warmMs: ["a print when it is warm", "ms", "ms"],
  completeMs: ["a completion when it is warm", "ms", "≤ 150 ms"],
  memoryMB: ["memory", "MB", "≤ 405 MB"],
};

export async function measureKernels({ root, beside }: Run): Promise<Row[]> {
  beside.push(`Deno ${DENO}`, "ipykernel");
  await makeKernelSnapshot(root);
  installNpmPackages(getDenoFolder(root), { deno: DENO });
  const play = (name: keyof typeof CONTESTANTS) => () => playRound(CONTESTANTS[name], root);
  const rounds = await takeTurns(
    { "this kernel": play("this kernel"), Deno: play("Deno"), ipykernel: play("ipykernel") },
    { rounds: ROUNDS, warmUps: 0 },
  );
  const getValues = (name: keyof typeof CONTESTANTS, figure: keyof Round) => rounds[name].map((round) => round[figure]);
  const rows = (Object.keys(FIGURES) as (keyof Round)[]).flatMap((figure) => {
    const [subject, unit, goal] = FIGURES[figure];
    return (Object.keys(CONTESTANTS) as (keyof typeof CONTESTANTS)[]).map((name) =>
      createRow(`${name}: ${subject}`, name === "this kernel" ? goal : unit, getValues(name, figure)),
    );
  });
  const python = getMedian(getValues("ipykernel", "firstMs"));
  const ratio = getValues("this kernel", "firstMs").map((ms) => ms / python);
  const subject = "a cell that imports the library, above a bare Node that imports it compiled";
  return [
    ...rows,
    createRow("start to the first print, beside ipykernel", "≤ 1.2 ×", ratio),
    createRow(subject, "≤ 30 ms", await compareLibraryCell(root)),
  ];
}

async function playRound(contestant: Contestant, root: string): Promise<Round> {
  const beganMs = performance.now();
  return runWithKernel(contestant, root, async (client, pid) => {
    await run(client, contestant.print);
    const firstMs = performance.now() - beganMs;
    await run(client, contestant.define);
    const { print, complete: code } = contestant;
    const complete = (): Promise<unknown> => client.ask("complete_request", { code, cursor_pos: code.length }).reply;
    await complete();
    const warmMs = await measureMs(() => run(client, print));
    return { firstMs, warmMs, completeMs: await measureMs(complete), memoryMB: measureResidentMiB([pid]) };
  });
}

/** How much longer the first cell with the course's library takes than a Node that imports the same, compiled before. */
async function compareLibraryCell(root: string): Promise<number[]> {
  const compiled = join(root, ".labs", "bench-kernels", "library.mjs");
  const entryPoints = [join(root, "src", "index.ts")];
  await build({ entryPoints, outfile: compiled, bundle: true, packages: "external", platform: "node", format: "esm" });
  const program = `const began = performance.now(); await import(${JSON.stringify(compiled)}); console.log(performance.now() - began)`;
  const node = ["--input-type=module", "--eval", program];
  return repeat(ROUNDS, async () => {
    const cellMs = await runWithKernel(OURS, root, async (client) => {
      await run(client, OURS.print);
      // The kernel loads the library's packages while no cell runs: a learner reads before the next cell.
      await pause(10_000);
      return measureMs(() => run(client, 'import * as library from "./src/index";\nObject.keys(library).length'));
    });
    return cellMs - Number(execFileSync(process.execPath, node, { cwd: root, encoding: "utf8" }));
  });
}

async function runWithKernel<T>(
  { getCommand }: Contestant,
  root: string,
  work: (client: KernelClient, pid: number) => Promise<T>,
): Promise<T> {
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
