import { spawn, type SpawnOptions } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { stopInContainer, waitForLine } from "../cloud/testing/bare-debian";
import { PACKAGES } from "../scripts/release/find-gaps";
import { packForRegistry } from "../scripts/release/pack";
import { startEnvironment } from "../test/e2e/npm-start";
import { readSetting, type Row, type Run } from "./bench";

/** The Jupyter that the course has installed, with data of its own. */
const USE_JUPYTER = 'export PATH="$HOME/course/.venv/bin:$PATH" JUPYTER_DATA_DIR="$HOME/data"';
const RUN_CELL = `printf '%s' 'const square = (n: number): number => n * n; console.log(square(12));' | jupyter run --kernel lab-kernel`;

/** What a package is for: the command that does it, given the package's file, and the line that it prints then. */
interface MainJob {
  readonly subject: string;
  readonly from: (typeof PACKAGES)[number];
  readonly getCommand: (file: string) => readonly string[];
  readonly line: RegExp;
}
const JOBS: readonly MainJob[] = [
  {
    ...{ subject: "lab-cloud: npx to the line with its address", from: "cloud", line: /^lab cloud ready on / },
    getCommand: (file) => ["npx", "--yes", file, "--memory", "--port", "0"],
  },
  {
    ...{ subject: "create-streaming-labs: npx to the line with JupyterLab's address", from: "scripts/create" },
    getCommand: (file) => ["npx", "--yes", file, "course", "--", "--no-browser"],
    line: /^JupyterLab +http/,
  },
  {
    ...{ subject: "lab-kernel: npx … install, and jupyter run of a cell to its output", from: "kernel", line: /^144$/ },
    getCommand: (file) => ["sh", "-c", `${USE_JUPYTER}; npx --yes ${file} install && ${RUN_CELL}`],
  },
];

/** Measures each package from its file: from one command in an empty folder to the first thing that it is for. */
export async function measurePackages(run: Run): Promise<Row[]> {
  const out = run.createFolder();
  const files = new Map<string, string>();
  for (const name of PACKAGES) {
    packForRegistry(run.root, name, { out });
    files.set(name, readdirSync(out).find((item) => ![...files.values()].includes(item)) ?? "");
  }
  const rows = JOBS.map(({ subject }) => ({ what: subject, measure: "≤ 60 s" as const, values: [] as number[] }));
  for (let round = readSetting("PACKAGES_ROUNDS", { otherwise: 3 }); round > 0; round -= 1) {
    const home = run.createFolder();
    for (const [at, { from, getCommand, line }] of JOBS.entries()) {
      const env = startEnvironment({ HOME: home, npm_config_cache: run.createFolder(), PIP_NO_CACHE_DIR: "1" });
      const command = getCommand(`file:${join(out, files.get(from) ?? "")}`);
      rows[at]?.values.push(await measure(command, line, { cwd: home, env }));
    }
  }
  return rows;
}

/** The seconds from a command to a line of its output. */
async function measure(command: readonly string[], line: RegExp, options: SpawnOptions): Promise<number> {
  const [program = "", ...args] = command;
  const began = performance.now();
  const started = spawn(program, args, { ...options, detached: true });
  await waitForLine(started, line);
  const seconds = (performance.now() - began) / 1000;
  if (started.exitCode === null) await stopInContainer(started, "SIGINT");
  return seconds;
}
