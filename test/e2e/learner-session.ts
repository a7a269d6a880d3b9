import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import type { Session } from "../../scripts/start/session";
import { applyMistakes, type Replacement } from "./apply-mistakes";
import { NO_GPU, openNotebook, startBrowser, type NotebookPage } from "./notebook-page";
import { startEnvironment } from "./npm-start";
import { getSharedSession } from "./shared-session";

/** A cell of a notebook file. */
interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly metadata: { readonly labs?: { readonly exercise: string } };
  readonly outputs?: readonly { readonly output_type: string; readonly evalue?: string }[];
}

/** A learner's session: `npm start` in a clone, which other suites use, too, and a browser. */
export interface LearnerSession {
  readonly root: string;
  readonly session: Session;
  /** Opens a lab's notebook in its own page. `before` sees the page before anything is loaded. */
  open(lab: string, before?: (page: Page) => void): Promise<LearnerPage>;
  /** Closes the browser. */
  end(): Promise<void>;
}

/** A lab's notebook in the browser; its cells are addressed by their ids. */
export interface LearnerPage {
  readonly notebook: NotebookPage;
  readonly cells: readonly Cell[];
  findCell(id: string): Locator;
  fill(id: string, text: string): Promise<void>;
  /** Runs a cell with Shift+Enter, and gives the text of its output when it has ended. */
  run(id: string): Promise<string>;
  readOutput(id: string): Promise<string>;
  /** Fills a cell with its right answer, or with mistakes in it, and runs it. */
  answer(id: string, ...mistakes: readonly Replacement[]): Promise<string>;
  /** Saves the notebook, and runs a cell that checks the saved files. */
  check(id: string): Promise<string>;
  /** Runs a text in a new cell at the notebook's end, and gives the text of its output. */
  runNew(text: string): Promise<string>;
  /** The solution's text of a cell, with the learner's own scripts instead of the solution's. */
  getSolution(id: string): string;
  /** The solution of a script, with its paths adapted to the learner's own file. */
  getScriptSolution(path: string): string;
  /** Opens a script in JupyterLab's editor, pastes a text over all of it, and saves. */
  writeScript(path: string, text: string): Promise<void>;
  /** Writes the solution of a script into the learner's own file. */
  solve(path: string): Promise<void>;
  /**
   * The errors in the last saved notebook: `<cell>: <message>`. They are read from the file, since the browser draws
   * only visible cells.
   */
  listSavedErrors(): Promise<string[]>;
}

export async function openLearnerSession(): Promise<LearnerSession> {
  const { root, session } = await getSharedSession();
  const address = new URL(session.url ?? "");
  const browser: Browser = await startBrowser(NO_GPU);
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
  return {
    root,
    session,
    async open(lab, before) {
      const page = await context.newPage();
      before?.(page);
      const notebook = await openNotebook(
        page,
        `${address.origin}/lab/workspaces/${lab}/tree/notebooks/${lab}.ipynb${address.search}`,
      );
      return createLearnerPage({
        root,
        lab,
        notebook,
        // A workspace for each file, since JupyterLab also opens the files that were open in a workspace before.
        getEditorText: (path) =>
          `${address.origin}/lab/workspaces/${path.replace(/\W/g, "-")}/tree/${path}${address.search}`,
      });
    },
    async end() {
      await browser.close();
    },
  };
}

interface OpenLab {
  readonly root: string;
  readonly lab: string;
  readonly notebook: NotebookPage;
  /** The address of a file that is open in JupyterLab's editor. */
  getEditorText(path: string): string;
}

function createLearnerPage({ root, lab, notebook, getEditorText }: OpenLab): LearnerPage {
  const parseCells = (path: string) => (JSON.parse(readFileSync(join(root, path), "utf8")) as { cells: Cell[] }).cells;
  const cells = parseCells(`notebooks/${lab}.ipynb`);
  const getCellIndex = (id: string): number => {
    const index = cells.findIndex((cell) => cell.id === id);
    expect(index, `the notebook has no cell ${id}`).to.be.greaterThan(-1);
    return index;
  };
  const page: LearnerPage = {
    notebook,
    cells,
    findCell: (id) => notebook.findCell(getCellIndex(id)),
    fill: (id, text) => notebook.fill(getCellIndex(id), text),
    run: (id) => notebook.run(getCellIndex(id)),
    readOutput: (id) => notebook.readOutput(getCellIndex(id)),
    runNew: (text) => notebook.runNew(text),
    getSolution: (id) =>
      parseCells(`solutions/${lab}_Solution.ipynb`)
        .find((cell) => cell.id === id)
        ?.source.join("")
        .replace(/solutions\/(src\/[\w/-]+)_Solution/g, "$1") ?? "",
    getScriptSolution: (path) => readFileSync(join(root, path.replace(".ts", "_Solution.ts")), "utf8"),
    async answer(id, ...mistakes) {
      await page.fill(id, applyMistakes(page.getSolution(id), ...mistakes));
      return page.run(id);
    },
    async check(id) {
      await notebook.save();
      return page.run(id);
    },
    solve: (path) => page.writeScript(path, page.getScriptSolution(path)),
    async writeScript(path, text) {
      const tab = await notebook.page.context().newPage();
      await tab.goto(getEditorText(path));
      // The editor is shown empty before the file is loaded: text typed before would be mixed with the file's.
      const [firstLine = ""] = readFileSync(join(root, path), "utf8").split("\n");
      await tab.locator(".jp-FileEditor .cm-content").filter({ hasText: firstLine }).click();
      await tab.keyboard.press("ControlOrMeta+a");
      await tab.keyboard.insertText(text);
      // The tab's mark of unsaved changes comes too late to wait for. Jupyter's answer comes when the file is completely
      // written.
      const saved = tab.waitForResponse(
        (response) => response.request().method() === "PUT" && response.url().includes("/api/contents/"),
      );
      await tab.keyboard.press("ControlOrMeta+s");
      await saved;
      await tab.close();
      expect(readFileSync(join(root, path), "utf8")).to.equal(text);
    },
    async listSavedErrors() {
      const saved = await readWhole(() => parseCells(`notebooks/${lab}.ipynb`));
      return saved.flatMap(({ id, outputs = [] }) =>
        outputs.filter(({ output_type }) => output_type === "error").map(({ evalue }) => `${id}: ${evalue}`),
      );
    },
  };
  return page;
}

/**
 * The content of a file when Jupyter has completely written it: Jupyter overwrites the file in place, so it is read
 * again until it can be parsed.
 */
async function readWhole<T>(read: () => T): Promise<T> {
  for (;;) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      await new Promise(setImmediate);
    }
  }
}

/**
 * Puts the solution beside the learner's files by the command that learners type in a terminal.
 *
 * @returns a function that removes these files. A kernel that starts in the meantime reads all types itself, which takes ten seconds of
 *          processor time: the snapshot that `npm start` makes fits only the files that were there
 */
export function fetchSolution(root: string, lab: string): () => void {
  const output = execFileSync("npx", ["labs", "solution", lab.slice(0, 2)], {
    cwd: root,
    encoding: "utf8",
    stdio: "pipe",
    env: startEnvironment(),
  });
  const put = [...output.matchAll(/^(.*): here it is\.$/gm)].map(([, path = ""]) => join(root, path));
  return () => put.forEach((file) => rmSync(file, { force: true }));
}
