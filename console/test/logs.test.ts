import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
const GROUP = "/aws/lambda/trips to Ulm".replaceAll(" ", "_");

describe("the console's Logs page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const put = (stream: string, ...messages: readonly string[]) =>
    cloud.logs.putLogEvents({
      logGroupName: GROUP,
      logStreamName: stream,
      logEvents: messages.map((message, n) => ({ message, timestamp: cloud.running.clock.now() + n })),
    });
  async function group(): Promise<void> {
    await cloud.logs.createLogGroup({ logGroupName: GROUP });
    for (const logStreamName of ["2030/01/01/[$LATEST]a", "b"])
      await cloud.logs.createLogStream({ logGroupName: GROUP, logStreamName });
  }

  it("links groups to streams to events, which appear as they are written, only as text", async () => {
    const page = await console.open("logs");
    await page.getByText("There is no log group yet.").waitFor();
    await group();
    await page.getByRole("link", { name: GROUP }).click();
    await page.getByText("No event is found.").waitFor();
    await put("2030/01/01/[$LATEST]a", HOSTILE);
    const events = page.getByRole("table", { name: "Log events" });
    await events.getByText(HOSTILE).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await page.getByRole("link", { name: "2030/01/01/[$LATEST]a" }).click();
    await page.getByRole("heading", { name: "2030/01/01/[$LATEST]a" }).waitFor();
    await cloud.advance(1);
    await put("b", "of another stream");
    await put("2030/01/01/[$LATEST]a", '{"level":"ERROR","n":7}');
    await page.getByRole("status").getByText("2 events", { exact: true }).waitFor();
    await events.getByRole("button").last().click();
    expect(await page.getByRole("region", { name: "Message: text" }).textContent()).to.contain('"level": "ERROR"');
    expect(await page.locator("main img, main script").count()).to.equal(0);
  });

  it("searches by AWS's filter patterns, and reports an invalid one", async () => {
    await group();
    await put("b", "ERROR out of fuel", "all is well", '{"level":"ERROR","n":7}', "ERROR timeout");
    const page = await console.open(`logs/${encodeURIComponent(GROUP)}/b`);
    const count = (text: string) => page.getByRole("status").getByText(text, { exact: true }).waitFor();
    await count("4 events");
    const pattern = page.getByLabel("Filter pattern");
    for (const [text, output] of [
      ["ERROR -timeout", "2 events"],
      ["{ $.n = 7 }", "1 event"],
      ["", "4 events"],
    ] as const) {
      await pattern.fill(text);
      await page.keyboard.press("Enter");
      await count(output);
    }
    await pattern.fill("{ $.n = ");
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .getByText(/InvalidParameterException/)
      .waitFor();
  });

  it("follows the end through thousands of lines, with a few rows in the page, unless switched off", async () => {
    await group();
    for (let n = 0; n < 5; n += 1)
      await put("b", ...Array.from({ length: 1_000 }, (_, line) => `line ${n * 1_000 + line}`));
    const page = await console.open(`logs/${encodeURIComponent(GROUP)}/b`);
    await page.getByRole("status").getByText("5000 events", { exact: true }).waitFor();
    await page.getByText("line 4999", { exact: true }).waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
    await cloud.advance(5);
    await put("b", "the newest");
    await page.getByText("the newest", { exact: true }).waitFor();
    await page.getByLabel("Show new events as they come").uncheck();
    await cloud.advance(5);
    await put("b", "not asked for");
    await page.getByText("2030-01-01 00:00:10 UTC").first().waitFor();
    await page.getByRole("status").getByText("5001 events", { exact: true }).waitFor();
    await page.getByLabel("Show new events as they come").check();
    await page.getByRole("status").getByText("5002 events", { exact: true }).waitFor();
  });
});
