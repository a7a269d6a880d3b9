import { expect } from "chai";
import { catchFault } from "../../cloud/testing/use-cloud";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;

describe("the console's faults, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const put = () => cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("1") });

  it("injects a fault, shows it on every page, and removes it with one button", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    const page = await console.open("faults");
    await page.getByText("None: every call goes through.").waitFor();
    await page.getByLabel("Example").selectOption("Kinesis is throttled");
    await page.getByLabel("Message").fill(HOSTILE);
    await page.getByLabel("How many times").fill("2");
    await page.getByRole("button", { name: "Inject this fault" }).click();
    await page.getByText("Injected: kinesis PutRecord answers").waitFor();
    await page.getByRole("row", { name: /^kinesis PutRecord .* all 2$/ }).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    expect(await catchFault(put())).to.include({ name: "ProvisionedThroughputExceededException", message: HOSTILE });
    await page.getByRole("row", { name: /^kinesis PutRecord .* all 1$/ }).waitFor();
    expect(await page.locator("img, script:not([src])").count()).to.equal(0);
    await page.getByRole("link", { name: "Kinesis" }).click();
    await page.getByText("kinesis PutRecord: ProvisionedThroughputExceededException, 1 more time").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await page.getByRole("button", { name: "Take all faults back" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("1 fault injected").waitFor({ state: "detached" });
    await put();
  });

  it("fails a share of the calls of a chosen operation, and explains impossible values", async () => {
    const page = await console.open("faults");
    await page.getByRole("combobox", { name: "Service" }).selectOption("kinesis");
    await page.getByRole("combobox", { name: "Operation" }).selectOption("DescribeStreamSummary");
    await page.getByLabel("Error code").fill("InternalFailure");
    await page.getByLabel("HTTP status").fill("500");
    await page.getByLabel("Percent of the calls").fill("50");
    await page.getByRole("button", { name: "Inject this fault" }).click();
    await page
      .getByRole("row", { name: /^kinesis DescribeStreamSummary InternalFailure 500 .* 50 % no end$/ })
      .waitFor();
    const describe = () =>
      catchFault(cloud.kinesis.describeStreamSummary({ StreamName: "none" })).then(({ name }) => name);
    const names = [];
    for (let n = 0; n < 20; n += 1) names.push(await describe());
    expect(new Set(names)).to.deep.equal(new Set(["InternalFailure", "ResourceNotFoundException"]));
  });
});
