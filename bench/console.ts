import { gzipSync } from "node:zlib";
import { buildConsole } from "../cloud/build.mjs";
import { startBrowser } from "../test/e2e/notebook-page";
import { createRow, compareInTurn, type Row, type Run } from "./bench";
import { startLabCloud } from "./servers";

/** The time of the browser's first contentful paint, in ms since the navigation began. */
const FIRST_PAINT = `new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntriesByName("first-contentful-paint")[0].startTime)).observe({ type: "paint", buffered: true });
})`;

export async function measureConsole(run: Run): Promise<Row[]> {
  const { files } = await buildConsole();
  const { endpoint } = await startLabCloud(run);
  const browser = await startBrowser();
  run.onEnd(() => browser.close());
  const measurePaint = async (path: string): Promise<number> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${endpoint}${path}`);
    const ms = await page.evaluate<number>(FIRST_PAINT);
    await context.close();
    return ms;
  };
  const paints = await compareInTurn(
    { ours: () => measurePaint("/console/"), bare: () => measurePaint("/_lab/health") },
    {
      rounds: 9,
      rows: [
        ["first paint, a fresh browser each", "≤ 500 ms", "ours"],
        ["ceiling: a page of one line of text", "ms", "bare"],
      ],
    },
  );
  const kilobytes = files
    .filter(({ path }) => !/editor-[\w-]+\.js$/.test(path))
    .reduce((sum, { contents }) => sum + gzipSync(contents).byteLength / 1000, 0);
  return [...paints, createRow("all files, compressed", "≤ 250 KB", [kilobytes])];
}
