import { expect } from "chai";
import type { FeedMessage } from "../src/lab-api";
import { useConsole } from "./use-console";
import { itIfLong } from "../../cloud/testing/skip";

/** As many updates as in ten seconds with a hundred each, sent at once. */
const MESSAGES = 1_000;

/** Counts, in the page, the frames that the browser draws and the changes of the page's content. */
const COUNT = `(() => {
  window.work = { frames: 0, changes: 0 };
  const nextFrame = window.requestAnimationFrame.bind(window);
  const frame = () => { work.frames += 1; nextFrame(frame); };
  nextFrame(frame);
  new MutationObserver(() => { work.changes += 1; }).observe(document, { subtree: true, childList: true, characterData: true });
})()`;

/**
 * Switches the page's throttle off: callbacks that wait for the browser's next frame are called at once. COUNT counts
 * the real frames.
 */
const NO_THROTTLE = `window.requestAnimationFrame = (draw) => (queueMicrotask(() => draw(performance.now())), 1);`;

describe("the console under a hundred updates a second, in Chromium", () => {
  const console = useConsole();

  const createMessage = (n: number): FeedMessage => ({
    now: Date.parse("2030-01-01T00:00:00Z") + n * 10,
    speed: 1,
    account: "000000000000",
    region: "us-east-1",
    journal: n,
    calls: { "kinesis.PutRecords": 1, "kinesis.CreateStream": 1 },
    refused: {},
    // The number of planned faults, which every page shows and each message changes.
    faults: [
      { service: "kinesis", operation: "PutRecord", code: "Slow", message: "", status: 400, times: MESSAGES + 1 - n },
    ],
    live: { kinesis: { trips: { status: "ACTIVE", open: 1, records: n } } },
  });

  /** Sends a page all messages, and counts the page's work until it shows the last message. */
  async function runBurst(scripts: readonly string[]) {
    const page = await console.open("kinesis");
    const { endpoint } = console.cloud.running;
    let requestCount = 0;
    page.on("request", (request) => (requestCount += request.url() === `${endpoint}/console/aws` ? 1 : 0));
    await page.route("**/console/feed", (route) =>
      route.fulfill({
        contentType: "text/event-stream",
        body: Array.from({ length: MESSAGES }, (_, n) => `data: ${JSON.stringify(createMessage(n + 1))}\n\n`).join(""),
      }),
    );
    for (const script of scripts) await page.addInitScript(script);
    await page.reload();
    await page.getByText("There is no data stream yet.").waitFor();
    // The last message is shown in the end.
    await page.getByText("kinesis PutRecord: Slow, 1 more time").waitFor();
    const work = await page.evaluate<{ frames: number; changes: number }>("window.work");
    // The page is closed, since these scripts must not be in another test's page.
    await page.close();
    // Answers of the cloud and ticks of the clock change the page, too: hence the constant.
    return { ...work, requestCount, max: Math.min(MESSAGES / 2, 2 * work.frames + 20) };
  }

  it("draws once per frame and requests no more than it can read, whatever arrives", async () => {
    const { changes, frames, requestCount: requested, max } = await runBurst([COUNT]);
    expect(changes, `in ${frames} frames`).to.be.lessThan(max);
    expect(requested, "a list is asked for at its beginning, and once a second").to.be.lessThan(MESSAGES / 20);
  });

  // Shows that the test above can fail; only in long runs.
  itIfLong("would draw for each message without waiting for frames, as this test detects", async () => {
    const { changes, frames, max } = await runBurst([COUNT, NO_THROTTLE]);
    expect(changes, `in ${frames} frames`).to.be.greaterThan(max);
  });
});
