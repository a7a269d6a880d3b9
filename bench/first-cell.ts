import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installedClone } from "../test/e2e/clone";
import { openNotebook, startBrowser } from "../test/e2e/notebook-page";
import type { NotebookPage } from "../test/e2e/notebook-page";
import { startedSession } from "../test/e2e/npm-start";
import type { Bench } from "./bench";

const ROUNDS = 5;
/** What no notebook can do without: JupyterLab's own page, and the simplest cell on the kernel that comes with Jupyter. */
const PYTHON = {
  cells: [
    { cell_type: "code", id: "first", metadata: {}, source: "print('ready')", outputs: [], execution_count: null },
  ],
  metadata: { kernelspec: { name: "python3", display_name: "Python 3 (ipykernel)" } },
  nbformat: 4,
  nbformat_minor: 5,
};

export const firstCell: Bench = {
  name: "first-cell",
  does: "from opening a notebook's address in Chromium to the first output of its first cell, the kernel's start included.",
  async run() {
    const root = installedClone();
    writeFileSync(join(root, "ceiling.ipynb"), JSON.stringify(PYTHON));
    const { start, session } = await startedSession({ root });
    const browser = await startBrowser();
    try {
      const [ours, python]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(await secondsToOutput(session.url ?? "", "notebooks/01-streaming-ingestion.ipynb"));
        python.push(await secondsToOutput(session.url ?? "", "ceiling.ipynb"));
      }
      return [
        { what: "lab 01's first cell", unit: "s", values: ours, goal: { atMost: 10 } },
        {
          what: "beside the ceiling, round by round",
          unit: "×",
          values: ours.map((seconds, round) => seconds / (python[round] ?? NaN)),
          goal: { atMost: 1.6 },
        },
        { what: "ceiling: print on ipykernel", unit: "s", values: python },
      ];
    } finally {
      await browser.close();
      start.press();
      await start.ended;
    }

    /** A browser that knows nothing yet, and no kernel that runs already. */
    async function secondsToOutput(url: string, notebook: string): Promise<number> {
      await endKernels(url);
      const page = await (await browser.newContext()).newPage();
      const { origin, search } = new URL(url);
      const began = performance.now();
      // A workspace of its own: the usual one would open the notebooks of the round before as well.
      const { cell } = await openNotebook(
        page,
        `${origin}/lab/workspaces/bench-${Math.round(began)}/tree/${notebook}${search}`,
      );
      const first = cell(await firstCode(cell));
      await first.locator(".cm-content").click();
      await page.keyboard.press("Shift+Enter");
      await first.locator(".jp-OutputArea-output").first().waitFor();
      const seconds = (performance.now() - began) / 1000;
      await page.context().close();
      return seconds;
    }
  },
};

async function firstCode(cell: NotebookPage["cell"]): Promise<number> {
  let index = 0;
  while (!(await cell(index).getAttribute("class"))?.includes("jp-CodeCell")) index += 1;
  return index;
}

async function endKernels(url: string): Promise<void> {
  const headers = { authorization: `token ${new URL(url).searchParams.get("token")}` };
  const sessions = (await (await fetch(new URL("/api/sessions", url), { headers })).json()) as { id: string }[];
  for (const { id } of sessions) await fetch(new URL(`/api/sessions/${id}`, url), { method: "DELETE", headers });
}
