import { readFileSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { listProjectFiles } from "../../scripts/project-files";
import { buildSite, findSphinxProblem } from "../../scripts/docs/build-site";
import { findBrowserProblem, NO_GPU, startBrowser } from "../e2e/notebook-page";
import { findFaultsAtAllWidths } from "../../grader/testing/axe-faults";
import { LONG, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { findBrokenLinks, findForeign, listPages, listStyles } from "./site-links";

const ROOT = join(import.meta.dirname, "..", "..");

/** The pages that the start page lists. */
const listed = [...readFileSync(join(ROOT, "docs", "README.md"), "utf8").matchAll(/^- \[.+\]\((\S+)\.md\)$/gm)].map(
  ([, path = ""]) => `${posix.normalize(`docs/${path}`)}.html`,
);

/** The start page, one with wide tables and code, and one without a text of ours. */
const SOME_PAGES = ["docs/README.html", "cloud/README.html", "search.html"];

describe("the documentation site", () => {
  const temporary = createTemporaryFolder();
  const site = join(temporary, "site");

  before(async function () {
    skipIf(this, findSphinxProblem(ROOT));
    expect(await buildSite(ROOT, site)).to.deep.equal({ isWhole: true, output: "" });
  });

  it("has every page of the project, listed on the start page", async () => {
    const pages = (await listProjectFiles(ROOT)).flatMap((path) => /^(.+)\.md$/.exec(path)?.[1] ?? []);
    expect(listed, "what docs/README.md lists").to.include.members(
      pages.filter((path) => path !== "docs/README").map((path) => `${path}.html`),
    );
    expect(listPages(site)).to.have.members([...listed, "docs/README.html", "index.html", "search.html"]);
  });

  it("has no broken link, and loads nothing from elsewhere", () => {
    expect(findBrokenLinks(site)).to.deep.equal([]);
    const read = [...listPages(site), ...listStyles(site)];
    expect(read).to.include("_static/styles/furo.css");
    const loads = read.map((file) => [file, findForeign(readFileSync(join(site, file), "utf8"))] as const);
    expect(loads.filter(([, foreign]) => foreign.length > 0)).to.deep.equal([]);
  });

  it("shows the recording of a lab's first steps, animated and small", () => {
    const page = readFileSync(join(site, "docs", "learners.html"), "utf8");
    const [, path = ""] = /<img[^>]* src="([^"]+\.webp)"/.exec(page) ?? [];
    const recording = readFileSync(join(site, "docs", path));
    expect(recording.subarray(8, 16).toString("latin1")).to.equal("WEBPVP8X");
    expect(recording.indexOf("ANMF", 0, "latin1")).to.be.greaterThan(0);
    expect(recording.length).to.be.lessThan(1_000_000);
  });

  describe("by axe", () => {
    let page: Page;
    before(async function () {
      skipIf(this, findBrowserProblem());
      page = await (await startBrowser(NO_GPU)).newPage();
    });
    after(() => page?.context().browser()?.close());
    for (const file of new Set(LONG ? [...SOME_PAGES, ...listed] : SOME_PAGES))
      it(`has no fault at any width in ${file}`, async () => {
        await page.goto(pathToFileURL(join(site, file)).href);
        expect(await findFaultsAtAllWidths(page)).to.deep.equal([]);
      });
  });

  it("searches without a network and without a server, in light and in dark", async function () {
    skipIf(this, findBrowserProblem());
    const browser = await startBrowser(NO_GPU);
    try {
      const page = await browser.newPage({ colorScheme: "dark" });
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(join(site, "index.html")).href);
      await page.waitForURL(/docs\/README\.html$/);
      const readBackground = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      const dark = await readBackground();
      await page.emulateMedia({ colorScheme: "light" });
      expect(await readBackground()).to.not.equal(dark);
      const box = page.getByPlaceholder("Search").first();
      await box.fill("bubblewrap");
      await box.press("Enter");
      await page.locator("ul.search").getByRole("link", { name: "Grading a class", exact: true }).waitFor();
      expect(requests.filter((url) => !/^(file|data):/.test(url))).to.deep.equal([]);
    } finally {
      await browser.close();
    }
  });
});

describe("the checker of a site's links", () => {
  it("finds a missing page, a missing anchor, and external resources", () => {
    const site = createTemporaryFolder();
    writeFileSync(join(site, "a.html"), '<a class="x" href="b.html">b</a><h2 id="two">2</h2><a href="#two">2</a>');
    writeFileSync(
      join(site, "c.html"),
      '<a href="a.html#two">2</a><a href="a.html#three">3</a><img alt="" src="d.png">',
    );
    expect(findBrokenLinks(site)).to.deep.equal(["a.html → b.html", "c.html → a.html#three", "c.html → d.png"]);
    expect(findForeign('<a href="https://a.invalid">a</a><script src="//b.invalid/x.js"></script>')).to.deep.equal([
      "//b.invalid/x.js",
    ]);
    expect(findForeign('<style>@import "https://c.invalid/f.css";</style>')).to.have.length(1);
  });
});
