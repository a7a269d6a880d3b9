import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { buildConsole } from "../../cloud/build.mjs";
import { useCloud, type TestCloud } from "../../cloud/testing/use-cloud";
import type { CloudOptions } from "../../cloud/index";
import { browserProblem, startBrowser } from "../e2e/notebook-page";
import { skipIf } from "../skip";

/** A fresh cloud for each test, and its console in Chromium. */
export interface TestConsole {
  readonly cloud: TestCloud;
  /** The console, once `open` was called. */
  readonly page: Page;
  /** Opens a place of the console, such as `kinesis/trips`. */
  open(place?: string, scheme?: "light" | "dark"): Promise<Page>;
  /** What axe finds serious or critical in the page as it stands. */
  faults(): Promise<string[]>;
}

/** One for all files of the run, since to bundle the page and to start Chromium takes seconds. Each test has a context of its own in it. */
let browserOfTheRun: Promise<Browser> | undefined;
const builtAndStarted = (): Promise<Browser> => (browserOfTheRun ??= buildConsole().then(() => startBrowser()));
// Of the run's root: this file is read before any suite begins.
after(async () => {
  await (await browserOfTheRun)?.close();
});

/**
 * The console works without an error, without a breach of its policy, and without asking for anything elsewhere: each test fails else.
 *
 * @param each "suite" for one cloud and one page that all tests of the suite share, where they only look at what is there
 */
export function useConsole(options: CloudOptions = {}, each: "test" | "suite" = "test"): TestConsole {
  let browser: Browser | undefined;
  let page: Page | undefined;
  const wrong: string[] = [];
  before(async function () {
    this.timeout(120_000);
    skipIf(this, browserProblem());
    browser = await builtAndStarted();
  });
  // Before the cloud's own, or the page would miss its feed.
  (each === "suite" ? after : afterEach)(async () => {
    await page?.context().close();
    page = undefined;
  });
  const cloud = useCloud(options, each);
  afterEach(() => expect(wrong.splice(0)).to.deep.equal([]));
  const opened = (): Page => {
    if (page === undefined) throw new Error("Open the console first.");
    return page;
  };
  return {
    cloud,
    get page() {
      return opened();
    },
    async open(place = "", scheme = "light") {
      const { endpoint } = cloud.running;
      if (page === undefined) {
        const context = await browser?.newContext({ colorScheme: scheme, viewport: { width: 1400, height: 900 } });
        page = await context?.newPage();
        page?.setDefaultTimeout(50_000);
        page?.on("pageerror", (error) => wrong.push(String(error)));
        page?.on("console", (message) => {
          // What AWS's APIs refuse is no fault of the page's: it tells of it.
          const isRefusal = message.location().url === `${endpoint}/console/aws`;
          if (message.type() === "error" && !isRefusal) wrong.push(message.text());
        });
        page?.on("dialog", (dialog) => void (wrong.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
        page?.on("request", (request) => {
          if (!request.url().startsWith(`${endpoint}/console/`) && !request.url().startsWith("data:"))
            wrong.push(`asks for ${request.url()}`);
        });
      }
      await opened().goto(`${endpoint}/console/#/${place}`);
      await opened().getByText("live", { exact: true }).waitFor();
      return opened();
    },
    async faults() {
      const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      // Not a script of the page, which its policy would refuse.
      await opened().evaluate(source);
      const found = await opened().evaluate<{
        violations: { id: string; impact: string; nodes: { html: string }[] }[];
      }>("axe.run(document)");
      return found.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    },
  };
}
