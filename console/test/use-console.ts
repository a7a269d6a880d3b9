import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { buildConsole } from "../../cloud/build.mjs";
import { useCloud, type TestCloud } from "../../cloud/testing/use-cloud";
import type { CloudOptions } from "../../cloud/index";
import { findBrowserProblem, NO_GPU, startBrowser } from "../../test/e2e/notebook-page";
import { findAxeFaults } from "../../grader/testing/axe-faults";
import { skipIf } from "../../cloud/testing/skip";

const VIEWPORT = { width: 1400, height: 900 };

/** A fresh cloud for each test, and its console in Chromium. */
interface TestConsole {
  readonly cloud: TestCloud;
  /** The console, once `open` was called. */
  readonly page: Page;
  /**
   * Opens a page of the console, such as `kinesis/trips`; `at` is the console's address, by default the cloud's own.
   */
  open(location?: string, scheme?: "light" | "dark", at?: string): Promise<Page>;
  /** The rules of axe that the present page breaks. */
  listFaults(): Promise<string[]>;
}

/**
 * One browser context for all files of the run, since bundling the page and starting Chromium takes seconds, and its own context would
 * cost each test a second of processor time. Stored data is separate for each origin, and each cloud has a port, and so an origin, of its own.
 */
let contextOfTheRun: Promise<BrowserContext> | undefined;
let pageOfTheRun: Page | undefined;
/** The events of a page that tests listen to. */
const HEARD = ["console", "dialog", "pageerror", "request"] as const;
const buildAndStart = (): Promise<BrowserContext> =>
  (contextOfTheRun ??= buildConsole()
    .then(() => startBrowser(NO_GPU))
    .then((browser) => browser.newContext({ viewport: VIEWPORT })));
// A hook of the root suite, since this file is loaded before any suite begins.
after(async () => {
  await (await contextOfTheRun)?.browser()?.close();
});

/**
 * Fails each test in which the console has an error, breaks its content security policy, or requests anything elsewhere.
 *
 * @param each "suite" for one cloud and one page that all tests of the suite share, if they only read
 */
export function useConsole(options: CloudOptions = {}, each: "test" | "suite" = "test"): TestConsole {
  let context: BrowserContext | undefined;
  let page: Page | undefined;
  const wrong: string[] = [];
  before(async function () {
    skipIf(this, findBrowserProblem());
    context = await buildAndStart();
  });
  // This hook must come before the cloud's own, or the page would report the missing feed as an error.
  (each === "suite" ? after : afterEach)(async () => {
    if (page !== undefined) await leave(page);
    page = undefined;
  });
  const cloud = useCloud(options, each);
  afterEach(() => expect(wrong.splice(0)).to.deep.equal([]));
  const getOpened = (): Page => {
    if (page === undefined) throw new Error("Open the console first.");
    return page;
  };
  return {
    cloud,
    get page() {
      return getOpened();
    },
    async open(location = "", scheme = "light", at = `${cloud.running.endpoint}/console/`) {
      if (page === undefined) {
        if (context === undefined) throw new Error("The browser runs only inside a test.");
        if (pageOfTheRun === undefined || pageOfTheRun.isClosed()) pageOfTheRun = await context.newPage();
        page = pageOfTheRun;
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: null });
        await page.setViewportSize(VIEWPORT);
        page.setDefaultTimeout(200_000);
        hear(page, at, wrong);
      }
      await getOpened().goto(`${at}#/${location}`);
      await getOpened().getByText("live", { exact: true }).waitFor();
      return getOpened();
    },
    listFaults: () => findAxeFaults(getOpened()),
  };
}

/** Records the errors of a page whose console is at `at`. */
function hear(page: Page, at: string, wrong: string[]): void {
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    // A refused call to AWS's APIs isn't an error of the page, which shows the refusal.
    const isRefusal = message.location().url === `${at}aws`;
    if (message.type() === "error" && !isRefusal) wrong.push(message.text());
  });
  page.on("dialog", (dialog) => void (wrong.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    if (!request.url().startsWith(at) && !request.url().startsWith("data:")) wrong.push(`asks for ${request.url()}`);
  });
}

/**
 * Resets the page for the next test. A test that changes the page for good, such as by an init script, must close the
 * page itself.
 */
async function leave(page: Page): Promise<void> {
  if (page.isClosed()) return;
  for (const event of HEARD) page.removeAllListeners(event);
  await page.goto("about:blank");
}
