import { gzipSync } from "node:zlib";
import { buildConsole } from "../cloud/build.mjs";
import { startCloud } from "../cloud/index";
import { startBrowser } from "../test/e2e/notebook-page";
import type { Bench } from "./bench";

const ROUNDS = 9;
/** The ceiling: no page can be quicker than one response with a word in it. */
const BARE = "/_lab/health";
/** The time of the browser's first contentful paint, in ms since the navigation began. */
const FIRST_PAINT = `new Promise((done) => {
  const seen = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  if (seen() !== undefined) done(seen());
  else new PerformanceObserver((_list, observer) => { if (seen() !== undefined) { observer.disconnect(); done(seen()); } }).observe({ type: "paint", buffered: true });
})`;

const measureCompressedKb = (files: readonly { readonly contents: Uint8Array }[]): number =>
  files.reduce((sum, { contents }) => sum + gzipSync(contents).byteLength, 0) / 1000;

export const consolePage: Bench = {
  name: "console",
  does: "the lab console in Chromium, from the request for the page to its first paint; and what it weighs compressed, without the code editor.",
  async run() {
    const { files } = await buildConsole();
    const cloud = await startCloud({ port: 0, speed: 0 });
    const browser = await startBrowser();
    const [ours, bare]: [number[], number[]] = [[], []];
    try {
      // Round -1 does not count: it warms the browser up.
      for (let round = -1; round < ROUNDS; round += 1)
        for (const [list, path] of [
          [ours, "/console/"],
          [bare, BARE],
        ] as const) {
          const context = await browser.newContext();
          const page = await context.newPage();
          await page.goto(`${cloud.endpoint}${path}`);
          const ms = await page.evaluate<number>(FIRST_PAINT);
          if (round >= 0) list.push(ms);
          await context.close();
        }
    } finally {
      await browser.close();
      await cloud.stop();
    }
    const withoutEditor = files.filter(({ path }) => !/editor-[\w-]+\.js$/.test(path));
    const first = files.filter(({ path }) => /(?:main\.js|style\.css|index\.html)$/.test(path));
    return [
      { what: "first paint, a fresh browser each", unit: "ms", values: ours, goal: { atMost: 500 } },
      { what: "ceiling: a page of one line of text", unit: "ms", values: bare },
      {
        what: "all files, compressed",
        unit: "KB",
        values: [measureCompressedKb(withoutEditor)],
        goal: { atMost: 250 },
      },
      { what: "files of the first page, compressed", unit: "KB", values: [measureCompressedKb(first)] },
    ];
  },
};
