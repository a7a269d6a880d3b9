import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findProcessesMarked } from "../../cloud/processes/process-tree";
import { findPython } from "../../scripts/setup/python.mjs";
import { findFreePort } from "../../scripts/start/ports";
import { createFreshClone } from "../../test/e2e/clone";
import type { Bench, Row } from "../bench";

const LEARNERS = Number(process.env["LEARNERS"] ?? 3);
const TOOLS = ["jupyterhub==6.1.1", "configurable-http-proxy@5.3.0"] as const;
const UP_WITHIN_MS = 300_000;
const LOOK_AGAIN_MS = 500;
const GIB = 1024;

/** A running JupyterHub, with its REST API. */
interface HubServer {
  ask(method: string, path: string): Promise<unknown>;
  end(): Promise<void>;
}

export const learners: Bench = {
  name: "learners",
  does: "memory of one machine for each learner of a JupyterHub, each with the course in a home of their own: JupyterLab, lab cloud and the first lab's kernel; then after a check.",
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-hub-"));
    try {
      const names = Array.from({ length: LEARNERS }, (_, n) => `learner-${n + 1}`);
      makeHomes(folder, names);
      const hub = await startHub(root, folder);
      try {
        for (const name of names) await hub.ask("POST", `/users/${name}`);
        // The first start bundles the course's programs, which later starts do not repeat, so each server is started
        // twice.
        for (const name of names) await startServer(hub, name);
        for (const name of names) await stopServer(hub, name);
        for (const name of names) await startServer(hub, name);
        const idle: number[] = [];
        for (const name of names) idle.push(await measureSettledMb(join(folder, "homes", name)));
        for (const name of names) check(join(folder, "homes", name, "streaming-labs"));
        const checked = names.map((name) => measureMemoryMb(join(folder, "homes", name)));
        for (const name of names) await stopServer(hub, name);
        return createRows(idle, checked);
      } finally {
        await hub.end();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

const createRows = (idle: readonly number[], checked: readonly number[]): Row[] => [
  { what: "a learner with lab 01 open", unit: "MB", values: idle },
  { what: "learners of that kind in 16 GB", unit: "", values: idle.map((mb) => (16 * GIB) / mb) },
  { what: "a learner in the ten minutes after a check", unit: "MB", values: checked },
  { what: "learners of that kind in 16 GB", unit: "", values: checked.map((mb) => (16 * GIB) / mb) },
];

/** Makes the learners' homes: copies of one clone, with the packages that a learner's first start would fetch. */
function makeHomes(folder: string, names: readonly string[]): void {
  const course = createFreshClone();
  for (const name of names) {
    const home = join(folder, "homes", name, "streaming-labs");
    mkdirSync(join(home, ".."), { recursive: true });
    cpSync(course, home, { recursive: true });
    // Prepares the course as for a container image: `--install` installs all packages, and starts nothing.
    execFileSync("npm", ["start", "--", "--install"], {
      cwd: home,
      env: { ...process.env, JUPYTERHUB_API_TOKEN: "none" },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  rmSync(course, { recursive: true });
}

async function startHub(root: string, folder: string): Promise<HubServer> {
  const python = findPython();
  const [hub, proxy] = TOOLS;
  execFileSync(python.command, [...python.args, "-m", "venv", join(folder, "venv")]);
  execFileSync(join(folder, "venv", "bin", "pip"), ["install", "--quiet", hub], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  execFileSync("npm", ["install", "--silent", "--prefix", folder, proxy], { stdio: ["ignore", "ignore", "inherit"] });
  mkdirSync(join(root, ".labs", "logs"), { recursive: true });
  const log = openSync(join(root, ".labs", "logs", "jupyterhub.log"), "w");
  const port = await findFreePort();
  const token = randomBytes(16).toString("hex");
  const child = spawn(
    join(folder, "venv", "bin", "jupyterhub"),
    ["-f", join(import.meta.dirname, "jupyterhub_config.py")],
    {
      cwd: folder,
      env: {
        ...process.env,
        ...{ HUB_PORT: String(port), HUB_TOKEN: token, HUB_HOMES: join(folder, "homes") },
        HUB_PROXY: join(folder, "node_modules", ".bin", "configurable-http-proxy"),
      },
      stdio: ["ignore", log, log],
    },
  );
  closeSync(log);
  const running = { ask: createAsking(`http://127.0.0.1:${port}/hub/api`, token), end: () => waitForEnd(child) };
  await waitUntil("JupyterHub answers", () => running.ask("GET", "/users").catch(() => undefined));
  return running;
}

const createAsking = (address: string, token: string) => async (method: string, path: string) => {
  const reply = await fetch(`${address}${path}`, { method, headers: { authorization: `token ${token}` } });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
  return text === "" ? {} : (JSON.parse(text) as unknown);
};

async function startServer(hub: HubServer, name: string): Promise<void> {
  await hub.ask("POST", `/users/${name}/server`);
  await waitUntil(`${name}'s server is up`, async () => (await findServer(hub, name))?.ready);
}

async function stopServer(hub: HubServer, name: string): Promise<void> {
  await hub.ask("DELETE", `/users/${name}/server`);
  await waitUntil(`${name}'s server has ended`, async () => (await findServer(hub, name)) === undefined);
}

async function findServer(hub: HubServer, name: string): Promise<{ readonly ready: boolean } | undefined> {
  const { servers } = (await hub.ask("GET", `/users/${name}`)) as { servers: Record<string, { ready: boolean }> };
  return servers[""];
}

/** Runs the command that a `check` cell runs, on a notebook whose exercises are still open. */
function check(course: string): void {
  const { stdout } = spawnSync(process.execPath, ["scripts/labs.mjs", "check", "01"], {
    cwd: course,
    encoding: "utf8",
  });
  if (!stdout.includes("still open")) throw new Error(`labs check said:\n${stdout}`);
}

/** The memory once it no longer changes: nothing tells when a kernel that was started ahead has loaded. */
async function measureSettledMb(home: string): Promise<number> {
  let [last, same] = [0, 0];
  while (same < 5) {
    await pause(2_000);
    const now = measureMemoryMb(home);
    same = Math.abs(now - last) < 2 ? same + 1 : 0;
    last = now;
  }
  return last;
}

/** The memory of all processes with this home in MB (PSS: shared pages are divided among their processes). */
function measureMemoryMb(home: string): number {
  const kib = findProcessesMarked(`HOME=${home}\0`).map((pid) => {
    const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
    return Number(line?.[1]);
  });
  return kib.reduce((sum, item) => sum + item, 0) / 1024;
}

async function waitUntil(what: string, holds: () => Promise<unknown>): Promise<void> {
  const latest = performance.now() + UP_WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > latest) throw new Error(`Not in five minutes: ${what}.`);
    await pause(LOOK_AGAIN_MS);
  }
}

async function waitForEnd(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGINT");
  await once(child, "exit");
}
