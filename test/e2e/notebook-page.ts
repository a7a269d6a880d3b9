import { existsSync } from "node:fs";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";

const CELL_MS = 300_000;
/** Time limit for all cells of a lab: there are many, and check cells start the grader. */
const ALL_CELLS_MS = 1_200_000;
const OPEN_MS = 180_000;

/** Path of Chromium: CHROMIUM_PATH, or the path on Debian and Ubuntu. */
const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Why browser tests cannot run here; undefined if they can. */
export function findBrowserProblem(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `there is no Chromium at ${CHROMIUM}; set CHROMIUM_PATH`;
}

/**
 * Arguments for `startBrowser`. Without a graphics card, Chromium would do the card's work on the processor, which
 * takes a third of the processor time of the console's tests.
 */
export const NO_GPU = ["--disable-gpu", "--disable-software-rasterizer"];

/**
 * Features of Chromium that are off. Chromium heeds only the last list that it is given, so Playwright's own, as far as
 * it concerns Chromium on Linux, is part of this one.
 *
 * @see https://github.com/microsoft/playwright/blob/main/packages/playwright-core/src/server/chromium/chromiumSwitches.ts
 */
const FEATURES_OFF = [
  // For each window these two start a process with the page that suggests addresses, which no test types.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  // Playwright's.
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/**
 * Starts a Chromium without a window. Its sandbox is off, since it does not work as root, and only this project's pages
 * are opened.
 */
export function startBrowser(args: readonly string[] = []): Promise<Browser> {
  const browserFlags = ["--no-sandbox", "--disable-dev-shm-usage", `--disable-features=${FEATURES_OFF.join(",")}`];
  return chromium.launch({ executablePath: CHROMIUM, args: [...browserFlags, ...args] });
}

/** A notebook that is open in JupyterLab. */
export interface NotebookPage {
  readonly page: Page;
  /** The cell with this index in the notebook, 0 for the first. */
  findCell(index: number): Locator;
  /** Replaces a cell's text by pasting another. */
  fill(index: number, text: string): Promise<void>;
  /** Runs a cell with Shift+Enter, waits until it has ended, and gives the text of its output. */
  run(index: number): Promise<string>;
  /** The text of a cell's output. */
  readOutput(index: number): Promise<string>;
  /** Runs all cells from the menu, and waits until none is waiting or running any more. */
  runAll(): Promise<void>;
  save(): Promise<void>;
  /** Types a text into a new cell at the notebook's end, where messages ask for one, runs it, and gives the text of its output. */
  runNew(text: string): Promise<string>;
  /** Restarts the kernel from the menu, with all outputs cleared, and waits until the kernel is ready. */
  restart(): Promise<void>;
}

/** The text in JupyterLab's status bar for a kernel that is ready and idle. Before this, the kernel runs no cell. */
const KERNEL_IDLE = "text=/\\| Idle$/";

/**
 * Waits until a started cell has ended: its number then differs from the one before. The running state is not awaited, since it may be over too
 * soon.
 *
 * @param timeout ms
 */
const waitForEnd = (prompt: Locator, before: string, timeout: number): Promise<void> =>
  prompt
    .filter({ hasText: /^\[\d+\]:$/ })
    .filter({ hasNotText: before })
    .waitFor({ timeout });

/** Opens a notebook's address and waits until its cells are shown and its kernel is ready. */
export async function openNotebook(page: Page, url: string): Promise<NotebookPage> {
  page.setDefaultTimeout(OPEN_MS);
  await page.goto(url);
  const cells = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell");
  await cells.first().waitFor();
  await page.locator(KERNEL_IDLE).first().waitFor();
  const findCell = (index: number) => cells.nth(index);
  // `innerText` is not used, since it lacks the parts that are not drawn because they are scrolled away.
  const readOutput = async (index: number) =>
    (await findCell(index).locator(".jp-OutputArea").allTextContents()).join("\n");
  const findPrompt = (index: number) => findCell(index).locator(".jp-InputPrompt");
  const busy = page.locator(".jp-InputPrompt", { hasText: "[*]:" });
  const focusCell = async (index: number) => {
    await findCell(index).scrollIntoViewIfNeeded();
    await findCell(index).locator(".cm-content").click();
  };
  const fill = async (index: number, text: string) => {
    await focusCell(index);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
  };
  const run = async (index: number) => {
    await focusCell(index);
    const before = (await findPrompt(index).textContent()) ?? "";
    await page.keyboard.press("Shift+Enter");
    await waitForEnd(findPrompt(index), before, CELL_MS);
    return readOutput(index);
  };
  const choose = async (...entries: readonly string[]) => {
    for (const entry of entries) await page.getByRole("menuitem", { name: entry, exact: true }).click();
  };
  return {
    page,
    findCell,
    readOutput,
    fill,
    run,
    async runNew(text) {
      const index = await cells.count();
      await findPrompt(index - 1).click();
      for (const key of ["Escape", "b"]) await page.keyboard.press(key);
      await fill(index, text);
      return run(index);
    },
    async restart() {
      await choose("Kernel", "Restart Kernel and Clear Outputs of All Cells…");
      // The page shows the kernel as restarting until the server has answered, and then as idle.
      const restarted = page.waitForResponse(/\/api\/kernels\/[^/]+\/restart/);
      await page.locator(".jp-Dialog .jp-mod-accept").click();
      await restarted;
      await page.locator(KERNEL_IDLE).first().waitFor();
    },
    async runAll() {
      const first = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputPrompt").first();
      const before = (await first.textContent()) ?? "";
      await choose("Run", "Run All Cells");
      await waitForEnd(first, before, ALL_CELLS_MS);
      await busy.first().waitFor({ state: "detached", timeout: ALL_CELLS_MS });
    },
    async save() {
      await page.keyboard.press("ControlOrMeta+s");
      await page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty").waitFor({ state: "detached" });
    },
  };
}
