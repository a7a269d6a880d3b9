import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { stopInContainer, waitForLine } from "../cloud/testing/bare-debian";
import { PACKAGES } from "../scripts/release/find-gaps";
import { packForRegistry } from "../scripts/release/pack";
import { startEnvironment } from "../test/e2e/npm-start";
import { createRow, readSetting, type Row, type Run } from "./bench";

/** A folder of a user who has none of our packages, with empty caches of its own. */
interface Home {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Measures each package from its file: from one command in an empty folder to the first thing that it is for. */
export async function measurePackages(run: Run): Promise<Row[]> {
  const out = run.createFolder();
  const files = new Map<string, string>();
  for (const name of PACKAGES) {
    packForRegistry(run.root, name, { out });
    const file = readdirSync(out).find((item) => ![...files.values()].includes(item)) ?? "";
    files.set(name, file);
  }
  const getFile = (name: (typeof PACKAGES)[number]): string => `file:${join(out, files.get(name) ?? "")}`;
  const [cloud, course, kernel]: [number[], number[], number[]] = [[], [], []];
  for (let round = readSetting("PACKAGES_ROUNDS", { otherwise: 3 }); round > 0; round -= 1) {
    const home = openHome(run);
    cloud.push(
      await measure(home, ["npx", "--yes", getFile("cloud"), "--memory", "--port", "0"], /^lab cloud ready on /),
    );
    course.push(
      await measure(
        home,
        ["npx", "--yes", getFile("scripts/create"), "course", "--", "--no-browser"],
        /^JupyterLab +http/,
      ),
    );
    kernel.push(await measure(openJupyter(run, home), ["sh", "-c", runCell(getFile("kernel"))], /^144$/));
  }
  return [
    createRow("lab-cloud: npx to the line with its address", "≤ 60 s", cloud),
    createRow("create-streaming-labs: npx to the line with JupyterLab's address", "≤ 60 s", course),
    createRow("lab-kernel: npx … install, and jupyter run of a cell to its output", "≤ 60 s", kernel),
  ];
}

function openHome(run: Run): Home {
  const folder = run.createFolder();
  return {
    folder,
    env: startEnvironment({ HOME: folder, npm_config_cache: join(folder, "npm"), PIP_NO_CACHE_DIR: "1" }),
  };
}

/** The same folder with the Jupyter that the course has installed there, and nothing in npm's cache. */
function openJupyter(run: Run, { folder, env }: Home): Home {
  const path = `${join(folder, "course", ".venv", "bin")}:${env["PATH"] ?? ""}`;
  return {
    folder,
    env: { ...env, PATH: path, JUPYTER_DATA_DIR: join(folder, "data"), npm_config_cache: run.createFolder() },
  };
}

const runCell = (file: string): string =>
  `npx --yes ${file} install && printf '%s' 'const square = (n: number): number => n * n; console.log(square(12));' | jupyter run --kernel lab-kernel`;

/** The seconds from a command to a line of its output. */
async function measure({ folder, env }: Home, command: readonly string[], line: RegExp): Promise<number> {
  const [program = "", ...args] = command;
  const began = performance.now();
  const started = spawn(program, args, { cwd: folder, env, detached: true });
  await waitForLine(started, line);
  const seconds = (performance.now() - began) / 1000;
  if (started.exitCode === null) await stopInContainer(started, "SIGINT");
  return seconds;
}
