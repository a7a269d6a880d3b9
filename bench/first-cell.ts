import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { installClone } from "../test/e2e/clone";
import { openNotebook, startBrowser } from "../test/e2e/notebook-page";
import { startSession } from "../test/e2e/npm-start";
import { createRow, getRatios, readSetting, takeTurns, type Row, type Run } from "./bench";

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
  const { ours, python } = await takeTurns(
    {
      ours: () => runInSession(root, (url) => measureSecondsToOutput(browser, url, OURS)),
      python: () =>
        runInSession(root, async (url) => {
          await endKernels(url); // ends the first lab's kernel, which Jupyter alone would not have started
          return measureSecondsToOutput(browser, url, "ceiling.ipynb");
        }),
    },
    { rounds: readSetting("FIRST_CELL_ROUNDS", { otherwise: 5 }), warmUps: 0 },
  );
  return [
    createRow("lab 01's first cell", "≤ 10 s", ours),
    createRow("beside the ceiling, round by round", "≤ 1.6 ×", getRatios(ours, python)),
    createRow("ceiling: print on ipykernel", "s", python),
  ];
}

/** Starts its own session, and runs `work` as soon as JupyterLab answers. */
async function runInSession(root: string, work: (url: string) => Promise<number>): Promise<number> {
  const { start, session } = await startSession({ root });
  try {
    return await work(session.url ?? "");
  } finally {
    start.press();
    await start.ended;
  }
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
