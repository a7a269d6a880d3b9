import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFreshClone } from "../test/e2e/clone";
import { startSession, startEnvironment } from "../test/e2e/npm-start";
import { measureSeconds, readSetting, takeTurns, type Bench } from "./bench";

export const firstStart: Bench = {
  name: "first-start",
  does: "the very first `npm start` in a fresh clone, npm's and pip's caches empty, to the line that says where JupyterLab is. Needs the network (FIRST_START_ROUNDS).",
  async run() {
    const { ours, npm } = await takeTurns(
      { ours: () => runInFreshClone(measureStart), npm: () => runInFreshClone(measureNpm) },
      { rounds: readSetting("FIRST_START_ROUNDS", { otherwise: 3 }), warmUps: 0 },
    );
    return [
      { what: "npm start in a fresh clone", unit: "s", values: ours, goal: { atMost: 45 } },
      { what: "ceiling: npm ci alone", unit: "s", values: npm },
    ];
  },
};

/** Measures in a fresh clone, with empty caches of its own, which are removed with the clone. */
async function runInFreshClone(measure: (root: string, env: NodeJS.ProcessEnv) => Promise<number>): Promise<number> {
  const root = createFreshClone();
  const cache = mkdtempSync(join(tmpdir(), "labs-caches-"));
  try {
    return await measure(root, startEnvironment({ npm_config_cache: cache, PIP_NO_CACHE_DIR: "1" }));
  } finally {
    for (const folder of [root, cache]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function measureStart(root: string, env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now();
  const { start } = await startSession({ root, env });
  const seconds = (performance.now() - began) / 1000;
  start.press();
  await start.ended;
  return seconds;
}

const measureNpm = (root: string, env: NodeJS.ProcessEnv): Promise<number> =>
  measureSeconds(() => {
    const { status, stderr } = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`npm ci ended with ${status ?? "a signal"}: ${stderr}`);
  });
