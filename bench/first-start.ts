import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createFreshClone } from "../test/e2e/clone";
import { startEnvironment, startSession } from "../test/e2e/npm-start";
import { createRow, measureSeconds, readSetting, takeTurns, type Row, type Run } from "./bench";

export async function measureFirstStart(run: Run): Promise<Row[]> {
  /** Measures in a fresh clone, with empty caches of its own. */
  const runInFreshClone = async (measure: (root: string, env: NodeJS.ProcessEnv) => Promise<number>) => {
    const root = createFreshClone();
    run.onEnd(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
    return measure(root, startEnvironment({ npm_config_cache: run.createFolder(), PIP_NO_CACHE_DIR: "1" }));
  };
  const { ours, npm } = await takeTurns(
    { ours: () => runInFreshClone(measureStart), npm: () => runInFreshClone(measureNpm) },
    { rounds: readSetting("FIRST_START_ROUNDS", { otherwise: 3 }), warmUps: 0 },
  );
  return [createRow("npm start in a fresh clone", "≤ 45 s", ours), createRow("ceiling: npm ci alone", "s", npm)];
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
  measureSeconds(() => execFileSync("npm", ["ci", "--no-fund", "--no-audit"], { cwd: root, env, stdio: "pipe" }));
