import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;

describe("the console's CloudWatch page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;

  it("finds metrics, draws the selected ones, and shows their figures as text", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    for (let n = 0; n < 3; n += 1)
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("1") });
    await cloud.cloudwatch.putMetricData({
      Namespace: "Mine",
      MetricData: [{ MetricName: HOSTILE.slice(0, 40), Value: 7, Timestamp: new Date(cloud.running.clock.now()) }],
    });
    await cloud.advance(60);
    const page = await console.open("cloudwatch");
    await page.getByText(HOSTILE.slice(0, 40)).waitFor();
    expect(await page.locator("main img, main script").count()).to.equal(0);
    await page.getByLabel("Filter").fill("kinesis incomingrecords");
    await page
      .getByRole("status")
      .getByText(/^1 of \d+ metrics$/)
      .waitFor();
    await page.getByRole("button", { name: "IncomingRecords" }).focus();
    await page.keyboard.press("Enter");
    const figure = page.getByRole("figure", { name: "IncomingRecords, trips" });
    await figure.getByText("3 in all").click();
    await figure.getByRole("row", { name: "2030-01-01 00:00:00 UTC 3" }).waitFor();
    expect(await figure.locator("canvas").count()).to.equal(1);
    await page.getByLabel("Statistic").selectOption("Average");
    await figure.getByRole("row", { name: "2030-01-01 00:00:00 UTC 1" }).waitFor();
    await page.getByText("There is no alarm.").waitFor();
    // For an average, minimum and maximum are shown instead of a sum.
    await figure.getByText("from 1 to 1").waitFor();

    // An alarm for the drawn metric, made through the API, with its state as the clock moves.
    await page.getByLabel("Name of the alarm").fill(HOSTILE);
    await page.getByLabel("Threshold").fill("2");
    await page.getByRole("button", { name: "Make the alarm" }).press("Enter");
    const row = page.getByRole("row", { name: /onerror.* Sum of IncomingRecords is more than 2 for 1 minute/ });
    await row.getByText("INSUFFICIENT_DATA").waitFor();
    for (let n = 0; n < 3; n += 1)
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("1") });
    await cloud.advance(61);
    await row.getByText("ALARM", { exact: true }).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    // "No" must get the focus in the same frame as the question: if it came later, it would take the focus from a person
    // who has already moved on to "Yes".
    await row.getByRole("button", { name: /^Delete/ }).focus();
    const inFocus = await page.evaluate<string>(`new Promise((resolve) => {
      const drawn = () => resolve(document.activeElement.textContent);
      new MutationObserver(drawn).observe(document, { childList: true, subtree: true });
      document.activeElement.click();
    })`);
    expect(inFocus).to.equal("No");
    await page.getByRole("button", { name: /^Yes: delete/ }).press("Enter");
    await page.getByText("There is no alarm.").waitFor();
    const calls = cloud.running.journal.listAfter(0).filter(({ operation }) => /Alarms?$/.test(operation));
    expect(calls.map(({ operation }) => operation)).to.include.members(["PutMetricAlarm", "DeleteAlarms"]);
    expect(await page.locator("main img, main script").count()).to.equal(0);
  });
});
