import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser, Page, Request } from "playwright-core";
import { findBrowserProblem, NO_GPU, startBrowser } from "../../test/e2e/notebook-page";
import { skipIf, LONG } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { GradeResults, SubmissionResult } from "./results";
import { findFaultsAtAllWidths } from "../testing/axe-faults";
import { FROZEN_RUN } from "../testing/frozen-run";
import { toPlainText } from "../core/plain-text";
import { reports } from "./index";

/**
 * HTML that a learner may try to bring into the instructor's browser. Each text would set the title of the page, or
 * request a file.
 */
const HOSTILE = [
  "<script>document.title='owned'</script>",
  "<img src=x onerror=\"document.title='owned'\">",
  "<svg onload=\"document.title='owned'\">",
  "javascript:document.title='owned'",
  "</title><script>document.title='owned'</script>",
  '"><iframe srcdoc="<script>parent.document.title=\'owned\'</script>">',
  "<style>*{display:none}</style>",
  "<meta http-equiv=refresh content=0;url=file:///etc/passwd>",
  "<base href=//example.org/>",
  "<!--",
  "\u001b]8;;http://example.org\u0007\u001b[31mred",
  "\u202Etxt.exe",
];

/** The same texts as ids in paths; the first id is taken by another submission. */
const HOSTILE_IDS = HOSTILE.slice(1).map((text) => toPlainText(text).replace(/[^\p{L}\p{M}\p{N}._ @+-]/gu, "_"));
const [anna] = FROZEN_RUN.submissions as [SubmissionResult];
const run: GradeResults = {
  ...FROZEN_RUN,
  submissions: [
    ...FROZEN_RUN.submissions,
    ...HOSTILE.map((text, n): SubmissionResult => ({
      ...anna,
      id: HOSTILE_IDS[n - 1] ?? "anna",
      notes: [text],
      comments: [text],
      student: { name: text, email: text },
      exercises: [
        {
          id: "x.y",
          title: text,
          score: 0,
          max: 1,
          status: "wrong",
          comment: text,
          difference: [text],
          claims: [{ says: text, holds: false, hint: `Expected: ${text} Found: ${text} Look at: ${text}` }],
        },
      ],
    })),
  ],
};

describe("the pages of the reports, in Chromium", () => {
  let browser: Browser;
  const folder = createTemporaryFolder();
  let files: string[];
  before(async function () {
    skipIf(this, findBrowserProblem());
    const pages = Object.values(reports)
      .flatMap((report) => report(run))
      .filter(({ path }) => path.endsWith(".html"));
    for (const { path, text } of pages) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    files = [...new Set(pages.map(({ path }) => path))];
    browser = await startBrowser(NO_GPU);
  });
  after(async () => {
    await browser?.close();
  });

  async function visitEachPage(look: (page: Page, file: string) => Promise<void>, all = files): Promise<void> {
    const page = await browser.newPage();
    for (const file of all) await look(page, file);
    await page.close();
  }
  /**
   * Properties that all learners' pages share are checked on the pages of the frozen run, and on those of the first and
   * the last hostile learner.
   */
  const visitEachKindOfPage = (look: (page: Page, file: string) => Promise<void>): Promise<void> => {
    const [first, ...others] = files.filter((file) => HOSTILE_IDS.some((id) => file.includes(`/${id}/`)));
    const left = new Set(others.slice(0, -1));
    expect(first, "there are pages of hostile learners").to.be.a("string");
    return visitEachPage(
      look,
      files.filter((file) => LONG || !left.has(file)),
    );
  };
  const open = (page: Page, file: string) => page.goto(pathToFileURL(join(folder, file)).href);

  it("run nothing of a learner's, and ask for nothing", async () => {
    await visitEachPage(async (page, file) => {
      const requests: string[] = [];
      const hear = (request: Request): void => {
        requests.push(request.url());
      };
      page.on("request", hear);
      await open(page, file);
      page.off("request", hear);
      expect(requests, file).to.have.length(1);
      expect(await page.title(), file).not.to.equal("owned");
      expect(await page.locator("iframe, img, svg, base, main style, main script").count(), file).to.equal(0);
      // The report has one script, the learners' pages have none.
      expect(await page.locator("script").count(), file).to.equal(file === "report.html" ? 1 : 0);
      expect(await page.locator("h1").isVisible(), file).to.equal(true);
      expect(await page.locator("a[href^='javascript:']").count(), file).to.equal(0);
    });
  });

  it("would run it without escaping, which proves that the test works", async () => {
    const page = await browser.newPage();
    await page.setContent(`<title>x</title>${HOSTILE[0] ?? ""}`);
    expect(await page.title()).to.equal("owned");
    await page.close();
  });

  it("are accessible: language, title, a single h1, headings in order, tables with captions and headers, names for all links", async () => {
    await visitEachKindOfPage(async (page, file) => {
      await open(page, file);
      const found = (await page.evaluate(`({
        lang: document.documentElement.lang, title: document.title.length > 0, mains: document.querySelectorAll("main").length,
        levels: [...document.querySelectorAll("h1,h2,h3,h4")].map((heading) => Number(heading.tagName[1])),
        tablesWithout: [...document.querySelectorAll("table")].filter((table) => !table.caption || [...table.querySelectorAll("th")].some((th) => !th.scope)).length,
        namelessLinks: [...document.querySelectorAll("a, summary")].filter((link) => !link.textContent.trim()).length,
        sectionsWithout: [...document.querySelectorAll("section")].filter((section) => !document.getElementById(section.getAttribute("aria-labelledby"))?.textContent.trim()).length,
        doubledIds: [...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at),
      })`)) as { levels: number[] };
      const { levels, ...rest } = found;
      expect(rest, file).to.deep.equal({
        lang: "en",
        title: true,
        mains: 1,
        tablesWithout: 0,
        namelessLinks: 0,
        sectionsWithout: 0,
        doubledIds: [],
      });
      expect(
        levels.filter((level) => level === 1),
        file,
      ).to.have.length(1);
      expect(
        levels.every((level, at) => (at === 0 ? level === 1 : level - (levels[at - 1] ?? 0) <= 1)),
        file,
      ).to.equal(true);
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`have enough contrast between text and background, in ${colorScheme} colors`, async () => {
      await visitEachKindOfPage(async (page, file) => {
        await page.emulateMedia({ colorScheme });
        await open(page, file);
        // Colors are drawn on a canvas, so that the browser's notation for them does not matter.
        const min = (await page.evaluate(`(() => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
          const light = (color) => {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => { const s = part / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const back = light(${colorScheme === "dark" ? '"#121212"' : '"#fff"'});
          return Math.min(...[...document.querySelectorAll("h1,h2,p,li,td,th,a,summary,caption")].map((element) => {
            const fore = light(getComputedStyle(element).color);
            return (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05);
          }));
        })()`)) as number;
        expect(min, file).to.be.at.least(4.5);
      });
    });
  }

  it("pass axe on a phone, a tablet and a laptop", async () => {
    await visitEachKindOfPage(async (page, file) => {
      await open(page, file);
      expect(await findFaultsAtAllWidths(page), file).to.deep.equal([]);
    });
  });

  it("would fail axe with an injected fault, which proves that the test works", async () => {
    const page = await browser.newPage();
    await page.setContent("<html><body><input><a href='x'></a></body></html>");
    const rules = (await findFaultsAtAllWidths(page)).map((fault) => fault.split(": ")[1]);
    expect(rules).to.include.members(["label", "link-name", "html-has-lang"]);
    await page.close();
  });

  it("fit a small screen", async () => {
    await visitEachKindOfPage(async (page, file) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await open(page, file);
      expect(await page.evaluate("document.documentElement.scrollWidth"), file).to.be.at.most(320);
    });
  });
});
