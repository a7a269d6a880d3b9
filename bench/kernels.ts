import { execFileSync, spawn, type ChildProcess } from "node:child_process";
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
import { getMedian, type Bench, type Row } from "./bench";
import { measureResidentMiB } from "./machine";
import { installNpmPackages } from "./npm-packages";

const ROUNDS = Number(process.env["KERNELS_ROUNDS"] ?? 5);
const DENO = "2.9.6";

/** A kernel, and the same short notebook in its language. */
interface Contestant {
  readonly name: string;
  readonly getCommand: (connectionFile: string) => readonly string[];
  readonly print: string;
  readonly define: string;
  /** Code that is completed at its end. */
  readonly complete: string;
}

/** What one round of a contestant measured. */
interface Round {
  readonly firstMs: number;
  readonly warmMs: number;
  readonly completeMs: number;
  readonly memoryMB: number;
}

const TYPESCRIPT = {
  print: 'console.log("ready")',
  define: "const layout = { shardCount: 2, shardIds: [1, 2] };",
  complete: "layout.shardC",
};
const PYTHON = { print: 'print("ready")', define: "layout = dict(shard_count=2)", complete: "layout.cop" };

export const kernels: Bench = {
  name: "kernels",
  does: "the same short notebook on each kernel, without JupyterLab: from the start of its process to the first print, a print and a completion when it is warm, and the memory of its processes.",
  beside: [`Deno ${DENO}`, "ipykernel"],
  async run(root) {
    await makeKernelSnapshot(root);
    const contestants = createContestants(root);
    const rounds = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const contestant of contestants) rounds.get(contestant.name)?.push(await playRound(contestant, root));
    const getValues = (name: string, figure: keyof Round): number[] =>
      (rounds.get(name) ?? []).map((item) => item[figure]);
    const rows = contestants.flatMap(({ name }): Row[] => [
      { what: `${name}: start to the first print`, unit: "ms", values: getValues(name, "firstMs") },
      { what: `${name}: a print when it is warm`, unit: "ms", values: getValues(name, "warmMs") },
      {
        what: `${name}: a completion when it is warm`,
        unit: "ms",
        values: getValues(name, "completeMs"),
        ...limit(name, 150),
      },
      { what: `${name}: memory`, unit: "MB", values: getValues(name, "memoryMB"), ...limit(name, 405) },
    ]);
    const ours = getValues("this kernel", "firstMs");
    const python = getMedian(getValues("ipykernel", "firstMs"));
    const ratio = ours.map((ms) => ms / python);
    return [
      ...rows,
      { what: "start to the first print, beside ipykernel", unit: "×", values: ratio, goal: { atMost: 1.2 } },
      await compareLibraryCell(root),
    ];
  },
};

/** A goal of this kernel's; its rivals have none. */
const limit = (name: string, atMost: number): Pick<Row, "goal"> => (name === "this kernel" ? { goal: { atMost } } : {});

function createContestants(root: string): readonly Contestant[] {
  const packages = installNpmPackages(join(root, ".labs", "bench", "deno"), { deno: DENO });
  const deno = join(packages, ".bin", "deno");
  const python = getVenvPython(root);
  return [
    {
      name: "this kernel",
      getCommand: (file) => [process.execPath, join(root, "kernel", "start.mjs"), file, "--root", root],
      ...TYPESCRIPT,
    },
    { name: "Deno", getCommand: (file) => [deno, "jupyter", "--kernel", "--conn", file], ...TYPESCRIPT },
    { name: "ipykernel", getCommand: (file) => [python, "-m", "ipykernel_launcher", "-f", file], ...PYTHON },
  ];
}

interface StartedKernel {
  readonly client: KernelClient;
  readonly kernel: ChildProcess;
}

async function playRound(contestant: Contestant, root: string): Promise<Round> {
  const beganMs = performance.now();
  return runWithKernel(contestant, root, async ({ client, kernel }) => {
    await run(client, contestant.print);
    const firstMs = performance.now() - beganMs;
    await run(client, contestant.define);
    const { print, complete: code } = contestant;
    const complete = (): Promise<unknown> => client.ask("complete_request", { code, cursor_pos: code.length }).reply;
    await complete();
    const warmMs = await measure(() => run(client, print));
    return { firstMs, warmMs, completeMs: await measure(complete), memoryMB: measureResidentMiB([kernel.pid ?? 0]) };
  });
}

/** How much longer the first cell with the course's library takes than a Node that imports the same, compiled before. */
async function compareLibraryCell(root: string): Promise<Row> {
  const compiled = join(root, ".labs", "bench-kernels", "library.mjs");
  const entryPoints = [join(root, "src", "index.ts")];
  await build({ entryPoints, outfile: compiled, bundle: true, packages: "external", platform: "node", format: "esm" });
  const program = `const began = performance.now(); await import(${JSON.stringify(compiled)}); console.log(performance.now() - began)`;
  const [ours] = createContestants(root);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS && ours !== undefined; round += 1) {
    const cellMs = await runWithKernel(ours, root, async ({ client }) => {
      await run(client, ours.print);
      // The kernel loads the library's packages while no cell runs: a learner reads before the next cell.
      await pause(10_000);
      return measure(() => run(client, 'import * as library from "./src/index";\nObject.keys(library).length'));
    });
    const node = ["--input-type=module", "--eval", program];
    values.push(cellMs - Number(execFileSync(process.execPath, node, { cwd: root, encoding: "utf8" })));
  }
  const subject = "a cell that imports the library, above a bare Node that imports it compiled";
  return { what: subject, unit: "ms", values, goal: { atMost: 30 } };
}

async function runWithKernel<T>(
  { getCommand }: Contestant,
  root: string,
  work: (playing: StartedKernel) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "bench-kernels-"));
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(await createFreeConnection()));
  const [program = "", ...args] = getCommand(file);
  const kernel = spawn(program, args, { cwd: root, stdio: "ignore" });
  const client = connectKernel(readConnection(file));
  try {
    return await work({ client, kernel });
  } finally {
    client.close();
    kernel.kill("SIGKILL");
    await once(kernel, "close");
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (client: KernelClient, code: string): Promise<unknown> => client.run(code).reply;

async function measure(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}
