import { gzipSync } from "node:zlib";
import { buildConsole } from "../cloud/build.mjs";
import { startCloud } from "../cloud/index";
import { startBrowser } from "../test/e2e/notebook-page";
import { takeTurns, type Bench } from "./bench";

/** The time of the browser's first contentful paint, in ms since the navigation began. */
const FIRST_PAINT = `new Promise((done) => {
  const seen = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  if (seen() !== undefined) done(seen());
  else new PerformanceObserver((_list, observer) => { if (seen() !== undefined) { observer.disconnect(); done(seen()); } }).observe({ type: "paint", buffered: true });
})`;

export const consolePage: Bench = {
  name: "console",
  does: "the lab console in Chromium, from the request for the page to its first paint; and what it weighs compressed, without the code editor.",
  async run() {
    const { files } = await buildConsole();
    const cloud = await startCloud({ port: 0, speed: 0 });
    const browser = await startBrowser();
    const measurePaint = async (path: string): Promise<number> => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${cloud.endpoint}${path}`);
      const ms = await page.evaluate<number>(FIRST_PAINT);
      await context.close();
      return ms;
    };
    // The ceiling: no page can be quicker than one response with a word in it.
    const { ours, bare } = await takeTurns(
      { ours: () => measurePaint("/console/"), bare: () => measurePaint("/_lab/health") },
      { rounds: 9 },
    ).finally(async () => {
      await browser.close();
      await cloud.stop();
    });
    const kilobytes = files
      .filter(({ path }) => !/editor-[\w-]+\.js$/.test(path))
      .reduce((sum, { contents }) => sum + gzipSync(contents).byteLength / 1000, 0);
    return [
      { what: "first paint, a fresh browser each", unit: "ms", values: ours, goal: { atMost: 500 } },
      { what: "ceiling: a page of one line of text", unit: "ms", values: bare },
      { what: "all files, compressed", unit: "KB", values: [kilobytes], goal: { atMost: 250 } },
    ];
  },
};
