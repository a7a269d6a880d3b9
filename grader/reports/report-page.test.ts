import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { findBrowserProblem, NO_GPU, startBrowser } from "../../test/e2e/notebook-page";
import { skipIf, LONG } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { GradeResults, Status, SubmissionResult } from "./results";
import { findAxeFaults, findFaultsAtAllWidths } from "../testing/axe-faults";
import { FROZEN_RUN } from "../testing/frozen-run";
import { renderReport } from "./report-html";

const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
const NAMES = ["Ada", "Bea", "Cleo", "Dan", "Eve"] as const;
/** Number of rows for tests that look at each row: all rows are alike. */
const SOME = LONG ? 200 : 40;
const PROBLEMS: readonly Status[] = ["grader-fault", "unreadable", "timeout"];

/** A class in which every 20th has a problem, every 20th is nearly right, and the marks go up and down. */
function createClass(size: number): GradeResults {
  const submissions = Array.from({ length: size }, (_, n): SubmissionResult => {
    const status = n % 20 === 19 ? (PROBLEMS[Math.floor(n / 20) % PROBLEMS.length] ?? "graded") : "graded";
    const score = status !== "graded" ? 0 : n % 20 === 5 ? 4.75 : (n * 7) % 5;
    const name = `${NAMES[n % NAMES.length] ?? ""} ${n}`;
    return { ...anna, id: `learner-${n}`, status, score, student: { name, lmsId: String(n) }, notes: [] };
  });
  return { ...FROZEN_RUN, submissions, similar: [{ a: "learner-1", b: "learner-2", share: 0.9 }] };
}

const LONG_ID = "anastasia-konstantinopoulou-smith_1234567_98765432_01-streaming-ingestion-final-version-2";
const LONG_NAME = "Anastasia Konstantinopoulou-Featherstonehaugh";
const LONG_NOTE =
  "The cells are in a different order than in the lab; they ran in the lab's order. The script `consumer (final).ts` was taken.";

/** A class of 30 whose ids, names, points and notes are as long as they come. */
function createLongClass(): GradeResults {
  const submissions = createClass(30).submissions.map((submission, n) => ({
    ...submission,
    id: n % 2 === 0 ? `${LONG_ID}${n}` : submission.id,
    student: { name: n % 3 === 0 ? `${LONG_NAME} ${n}` : `Bo ${n}` },
    ...(submission.status === "graded" ? { score: 38.75, max: 46.5, seconds: 1234.5 } : {}),
    notes: Array.from({ length: n % 5 }, () => LONG_NOTE),
  }));
  return { ...createClass(30), submissions };
}

/**
 * JavaScript that gives the page's layout: whether it is wider than the window, the cells whose text leaves them or is hidden, and the
 * least width that notes have.
 */
const LAYOUT = `(() => {
  const cells = [...document.querySelectorAll("th, td")].filter((cell) => cell.getClientRects().length > 0);
  const isCut = (cell) => {
    const box = cell.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(cell);
    return [...range.getClientRects()].some(({ left, right, width }) =>
      width > 0 && (left < box.left - 1 || right > box.right + 1 || right > innerWidth + 1));
  };
  return {
    isTooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    cut: cells.filter(isCut).map((cell) => cell.textContent.trim()),
    notes: Math.min(...cells.filter((cell) => cell.dataset.label === "Notes").map((cell) => cell.getBoundingClientRect().width)),
  };
})()`;

/** A4 without the margins of the page's style, 12 mm each, at 96 pixels an inch. */
const A4_WIDTH = Math.floor(((210 - 2 * 12) / 25.4) * 96);

/** The element that has the focus. */
interface FocusState {
  readonly text: string;
  readonly isOutlined: boolean;
  /** The element is in the window, with nothing over it. */
  readonly isSeen: boolean;
}

/** JavaScript that gives the focused element in the page; null if none has the focus. */
const FOCUS = `(() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  const { left, top, width, height } = focused.getClientRects()[0];
  const over = document.elementFromPoint(Math.min(left + width / 2, innerWidth - 1), Math.min(top + height / 2, innerHeight - 1));
  return {
    text: focused.textContent.trim(),
    isOutlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isSeen: over !== null && (focused === over || focused.contains(over)),
  };
})()`;

describe("the class's report, in Chromium", () => {
  let browser: Browser;
  const folder = createTemporaryFolder();
  let page: Page;
  before(async function () {
    skipIf(this, findBrowserProblem());
    browser = await startBrowser(NO_GPU);
  });
  after(async () => {
    await browser?.close();
  });
  afterEach(() => page.close());

  async function open(size: number, results = createClass(size)): Promise<void> {
    const file = join(folder, `report-${size}.html`);
    await writeFile(file, renderReport(results)[0]?.text ?? "");
    page = await browser.newPage();
    await page.context().setOffline(true);
    await page.goto(pathToFileURL(file).href);
  }
  const listVisible = () => page.locator("#submissions tbody tr:visible");
  const readColumn = (nth: number) => listVisible().locator(`:nth-child(${nth})`).allTextContents();
  const readFocused = (): Promise<string> => page.evaluate("document.activeElement.textContent.trim()");
  /** Presses Tab until an element with this text has the focus. */
  async function pressTabUntil(text: RegExp, key = "Tab"): Promise<void> {
    for (let n = 0; n < 60; n += 1) {
      await page.keyboard.press(key);
      if (text.test(await readFocused())) return;
    }
    throw new Error(`No Tab leads to ${String(text)}.`);
  }

  it("begins with what needs attention: faults, unreadable files, time-outs, similar and nearly right submissions", async () => {
    await open(200);
    expect(await page.locator("h2").first().textContent()).to.equal("Look first");
    const lines = await page.locator("section[aria-labelledby=look] li a").allTextContents();
    expect(lines.map((line) => /^\d+ (\w+ \w+)/.exec(line)?.[1])).to.deep.equal([
      "without a",
      "unreadable or",
      "ran too",
      "like another",
      "nearly right",
    ]);
    const statuses = await readColumn(3);
    expect(statuses.slice(0, 10).map((status) => status.split(" ")[0])).to.deep.equal([
      ...Array.from({ length: 4 }, () => "the"),
      ...Array.from({ length: 3 }, () => "could"),
      ...Array.from({ length: 3 }, () => "ran"),
    ]);
  });

  it("works by keyboard alone: filters by kind, finds a learner, sorts, opens a page", async () => {
    await open(200);
    await pressTabUntil(/nearly right/);
    await page.keyboard.press("Enter");
    expect(await listVisible().count()).to.equal(10);
    expect(await page.locator("#shown").textContent()).to.equal("10 of 200 submissions are shown.");

    await page.locator("#show").focus();
    await page.keyboard.press("Home");
    expect(await listVisible().count()).to.equal(200);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("cleo 1");
    const names = await readColumn(2);
    expect(names.length).to.be.greaterThan(3);
    expect(names.every((name) => name.startsWith("Cleo 1"))).to.equal(true);

    await pressTabUntil(/^Name/);
    await page.keyboard.press("Enter");
    expect(await page.locator("#submissions th[aria-sort=ascending]").textContent()).to.match(/Name/);
    // In numerical order: 2 comes before 12.
    const numbers = (await readColumn(2)).map((name) => Number(name.slice(5)));
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
    await page.keyboard.press("Enter");
    expect((await readColumn(2)).map((name) => Number(name.slice(5)))).to.deep.equal([...numbers].reverse());

    await pressTabUntil(/^learner-\d/);
    const target = fileURLToPath((await page.evaluate("document.activeElement.href")) as string);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, "<title>page</title>");
    await page.keyboard.press("Enter");
    await page.waitForURL(/submissions\/learner-1\d+\/feedback\.html$/);
  });

  it(`passes axe with ${SOME} rows at all widths, and after sorting and filtering`, async () => {
    await open(SOME);
    expect(await findFaultsAtAllWidths(page)).to.deep.equal([]);
    await pressTabUntil(/^Points/);
    await page.keyboard.press("Enter");
    await page.locator("#find").fill("cleo");
    expect(await listVisible().count()).to.equal(SOME / NAMES.length);
    expect(await findAxeFaults(page)).to.deep.equal([]);
  });

  it("shows the focus at every stop of Tab, down to the last row and back", async () => {
    await open(SOME);
    const stops: FocusState[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = (await page.evaluate(FOCUS)) as FocusState | null;
      if (stop === null) break;
      stops.push(stop);
    }
    await page.keyboard.press("Shift+Tab");
    stops.push((await page.evaluate(FOCUS)) as FocusState);
    // The links of all rows, and before them the matters to look at, the controls and the column headings.
    expect(stops.filter(({ text }) => /^learner-\d+$/.test(text)).length).to.be.at.least(SOME);
    expect(stops.filter(({ isOutlined, isSeen }) => !isOutlined || !isSeen)).to.deep.equal([]);
  });

  for (const size of LONG ? [200, 2000] : [200]) {
    it(`sorts points as numbers with ${size} rows, no mark below 0, and keeps the filter`, async () => {
      await open(size);
      expect(await listVisible().count()).to.equal(size);
      await page.locator("#submissions th button", { hasText: "Points" }).click();
      const readValues = async () =>
        await listVisible()
          .locator("td:nth-child(4)")
          .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-value"))));
      const up = await readValues();
      expect(up).to.deep.equal([...up].sort((a, b) => a - b));
      expect(up[0]).to.equal(-1);
      await page.locator("#show").selectOption("stopped");
      expect(await listVisible().count()).to.equal(Math.floor(size / 60));
      await page.locator("#submissions th button", { hasText: "Points" }).click();
      expect(await listVisible().count()).to.equal(Math.floor(size / 60));
    });
  }

  for (const [where, width, minForNotes] of [
    ["a phone", 390, 300],
    ["a tablet", 768, 600],
    ["a laptop", 1280, 400],
    ["A4 paper", A4_WIDTH, 180],
  ] as const) {
    it(`cuts nothing off on ${where} for a class of 30 with long ids, names and notes`, async () => {
      await open(30, createLongClass());
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media: where === "A4 paper" ? "print" : "screen" });
      const { notes, ...layout } = (await page.evaluate(LAYOUT)) as { readonly notes: number };
      expect(layout).to.deep.equal({ isTooWide: false, cut: [] });
      expect(notes).to.be.at.least(minForNotes);
    });
  }

  it("sorts by its column headings in a narrow window, too", async () => {
    await open(30);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.locator("#submissions th button", { hasText: "Name" }).click();
    expect((await readColumn(2)).slice(0, 2)).to.deep.equal(["Ada 0", "Ada 5"]);
  });

  it("is complete without JavaScript", async () => {
    await open(200);
    const bare = await browser.newContext({ javaScriptEnabled: false });
    const still = await bare.newPage();
    await still.goto(page.url());
    expect(await still.locator("#submissions tbody tr").count()).to.equal(200);
    expect(await still.locator("#controls").isVisible()).to.equal(false);
    await bare.close();
  });

  it("runs its own script and no other: the policy names it by its hash", async () => {
    await open(200);
    const another = `Object.assign(document.createElement("script"), { textContent: "document.title = 'owned'" })`;
    await page.evaluate(`document.body.append(${another})`);
    expect(await page.title()).not.to.equal("owned");
  });
});
