import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { createFreshClone } from "../test/e2e/clone";
import { startSession, startEnvironment } from "../test/e2e/npm-start";
import type { Bench } from "./bench";

const ROUNDS = Number(process.env["FIRST_START_ROUNDS"] ?? 3);

export const firstStart: Bench = {
  name: "first-start",
  does: "the very first `npm start` in a fresh clone, npm's and pip's caches empty, to the line that says where JupyterLab is. Needs the network.",
  async run() {
    const [ours, pip, npm]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await runInFreshClone((root, env) => measureSecondsToSession(root, env)));
      // If pip has a settings file, even an empty one, `npm start` installs with pip instead of uv.
      pip.push(
        await runInFreshClone((root, env) => measureSecondsToSession(root, { ...env, PIP_CONFIG_FILE: devNull })),
      );
      npm.push(await runInFreshClone(measureNpmSeconds));
    }
    return [
      { what: "npm start in a fresh clone", unit: "s", values: ours, goal: { atMost: 45 } },
      { what: "the same where uv cannot be had", unit: "s", values: pip },
      { what: "ceiling: npm ci alone", unit: "s", values: npm },
    ];
  },
};

/** Runs `seconds` in a fresh clone, with empty caches of its own, which are removed with the clone. */
async function runInFreshClone(
  seconds: (root: string, env: NodeJS.ProcessEnv) => number | Promise<number>,
): Promise<number> {
  const root = createFreshClone();
  const cache = mkdtempSync(join(tmpdir(), "labs-caches-"));
  try {
    return await seconds(root, startEnvironment({ npm_config_cache: cache, PIP_NO_CACHE_DIR: "1" }));
  } finally {
    for (const folder of [root, cache]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function measureSecondsToSession(root: string, env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now();
  const { start } = await startSession({ root, env });
  const seconds = (performance.now() - began) / 1000;
  start.press();
  await start.ended;
  return seconds;
}

function measureNpmSeconds(root: string, env: NodeJS.ProcessEnv): number {
  const began = performance.now();
  const { status, stderr } = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm ci ended with ${status ?? "a signal"}: ${stderr}`);
  return (performance.now() - began) / 1000;
}
