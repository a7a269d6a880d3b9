import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { createFreshClone, installClone } from "../test/e2e/clone";
import { openNotebook, startBrowser } from "../test/e2e/notebook-page";
import { startEnvironment, startSession } from "../test/e2e/npm-start";
import { measureSeconds, compareInTurn, readSetting, type RowPlan, type Row, type Run } from "./bench";

export async function measureFirstStart(run: Run): Promise<Row[]> {
  /** Measures in a fresh clone, with empty caches of its own. */
  const runInFreshClone = async (measure: (root: string, env: NodeJS.ProcessEnv) => Promise<number>) => {
    const root = createFreshClone();
    run.onEnd(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
    return measure(root, startEnvironment({ npm_config_cache: run.createFolder(), PIP_NO_CACHE_DIR: "1" }));
  };
  const args = ["ci", "--no-fund", "--no-audit"];
  return compareInTurn(
    {
      ours: () =>
        runInFreshClone((root, env) => {
          const began = performance.now();
          return runInSession({ root, env }, () => Promise.resolve((performance.now() - began) / 1000));
        }),
      npm: () =>
        runInFreshClone((root, env) =>
          measureSeconds(() => execFileSync("npm", args, { cwd: root, env, stdio: "pipe" })),
        ),
    },
    {
      ...{ rounds: readSetting("FIRST_START_ROUNDS", { otherwise: 3 }), warmUps: 0 },
      rows: [
        ["npm start in a fresh clone", "≤ 45 s", "ours"],
        ["ceiling: npm ci alone", "s", "npm"],
      ],
    },
  );
}

/** Starts its own session, and runs `work` as soon as JupyterLab answers. */
async function runInSession(
  options: Parameters<typeof startSession>[0],
  work: (url: string) => Promise<number>,
): Promise<number> {
  const { start, session } = await startSession(options);
  try {
    return await work(session.url ?? "");
  } finally {
    start.press();
    await start.ended;
  }
}

/** The notebook that a learner opens first. */
const OURS = "notebooks/01-streaming-ingestion.ipynb";
/** The ceiling: JupyterLab's own page, and the simplest cell on the kernel that comes with Jupyter. */
const PYTHON = {
  cells: [
    { cell_type: "code", id: "first", metadata: {}, source: "print('ready')", outputs: [], execution_count: null },
  ],
  metadata: { kernelspec: { name: "python3", display_name: "Python 3 (ipykernel)" } },
  nbformat: 4,
  nbformat_minor: 5,
};

export async function measureFirstCell(run: Run): Promise<Row[]> {
  const root = installClone();
  writeFileSync(join(root, "ceiling.ipynb"), JSON.stringify(PYTHON));
  const browser = await startBrowser();
  run.onEnd(() => browser.close());
  return compareInTurn(
    {
      ours: () => runInSession({ root }, (url) => measureSecondsToOutput(browser, url, OURS)),
      python: () =>
        runInSession({ root }, async (url) => {
          await endKernels(url); // ends the first lab's kernel, which Jupyter alone would not have started
          return measureSecondsToOutput(browser, url, "ceiling.ipynb");
        }),
    },
    {
      ...{ rounds: readSetting("FIRST_CELL_ROUNDS", { otherwise: 5 }), warmUps: 0 },
      rows: [
        ["lab 01's first cell", "≤ 10 s", "ours"],
        ["beside the ceiling, round by round", "≤ 1.6 ×", "ours", "python"],
        ["ceiling: print on ipykernel", "s", "python"],
      ],
    },
  );
}

async function measureSecondsToOutput(browser: Browser, url: string, notebook: string): Promise<number> {
  const page = await (await browser.newContext()).newPage();
  const { origin, search } = new URL(url);
  const began = performance.now();
  // Its own JupyterLab workspace: the default one would also open the notebook of the round before.
  const workspace = `bench-${Math.round(began)}`;
  await openNotebook(page, `${origin}/lab/workspaces/${workspace}/tree/${notebook}${search}`);
  const first = page.locator(".jp-CodeCell").first();
  await first.locator(".cm-content").click();
  await page.keyboard.press("Shift+Enter");
  await first.locator(".jp-OutputArea-output").first().waitFor();
  const seconds = (performance.now() - began) / 1000;
  await page.context().close();
  return seconds;
}

async function endKernels(url: string): Promise<void> {
  const headers = { authorization: `token ${new URL(url).searchParams.get("token")}` };
  const sessions = (await (await fetch(new URL("/api/sessions", url), { headers })).json()) as { id: string }[];
  for (const { id } of sessions) await fetch(new URL(`/api/sessions/${id}`, url), { method: "DELETE", headers });
}

/** The commands that learners type most often. */
const COMMANDS = ["status", "solution 01", "--help"];

export async function measureCommands({ root }: Run): Promise<Row[]> {
  const measure =
    (...args: readonly string[]) =>
    () =>
      measureSeconds(() => execFileSync(process.execPath, args, { cwd: root, stdio: "pipe" }));
  const program = join(root, "scripts", "labs.mjs");
  const ours = COMMANDS.map((words) => [`labs ${words}`, measure(program, ...words.split(" "))] as const);
  // The round that doesn't count bundles the sources, where they have changed.
  return compareInTurn<string>(
    { ...Object.fromEntries(ours), bare: measure("--eval", "0") },
    {
      rounds: 7,
      rows: [
        ...ours.map(([name]): RowPlan<string> => [name, "≤ 0.5 s", name]),
        ["ceiling: a Node that does nothing", "s", "bare"],
      ],
    },
  );
}
