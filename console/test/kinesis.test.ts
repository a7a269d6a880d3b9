import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `{"note":"<img src=x onerror=alert(1)><script>alert(2)</script>"}`;

describe("the console's Kinesis page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const put = (count: number) =>
    cloud.kinesis.putRecords({
      StreamName: "trips",
      Records: Array.from({ length: count }, (_, n) => ({
        Data: Buffer.from(HOSTILE),
        PartitionKey: `<b>rider</b> ${n}`,
        ExplicitHashKey: "0",
      })),
    });
  async function createStream(shards: number): Promise<void> {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: shards });
    await cloud.advance(2);
  }

  it("lists the streams as they are created and change", async () => {
    const page = await console.open("kinesis");
    await page.getByText("There is no data stream yet.").waitFor();
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 2 });
    const row = page.getByRole("row", { name: /^trips/ });
    await row.getByText("CREATING").waitFor();
    await cloud.advance(2);
    await page.getByRole("row", { name: "trips ACTIVE 2 0" }).waitFor();
    await row.getByRole("link").click();
    await page.getByRole("heading", { name: "trips" }).waitFor();
  });

  it("splits a shard and merges two, and draws their lineage", async () => {
    await createStream(1);
    const page = await console.open("kinesis/trips");
    const countDrawn = (kind: "open" | "closed") => page.locator(`svg.shards g.${kind}`);
    await page.getByRole("button", { name: "Split shardId-000000000000" }).click();
    await page.getByText("UPDATING").waitFor();
    await cloud.advance(2);
    await page.getByRole("row", { name: /shardId-000000000002 open 50.0 %/ }).waitFor();
    expect(await countDrawn("open").count()).to.equal(2);
    expect(await countDrawn("closed").count()).to.equal(1);
    expect(await page.locator("svg.shards line").count()).to.equal(2);
    await page.getByRole("button", { name: "Merge shardId-000000000001 with shardId-000000000002" }).click();
    await page.getByText("UPDATING").waitFor();
    await cloud.advance(2);
    await page
      .getByRole("row", { name: /shardId-000000000003 open 100.0 % .*shardId-000000000001 and shardId-000000000002/ })
      .waitFor();
    expect(await countDrawn("closed").count()).to.equal(3);
    // Each change of shards has its time and its row; other shards continue beside it.
    const times = await page.locator("svg.shards > text").allTextContents();
    expect(times.slice(2))
      .to.have.lengthOf(3)
      .and.deep.equal([...new Set(times.slice(2))].sort());
    const boxes = await countDrawn("closed")
      .locator("rect")
      .evaluateAll((all) => all.map((item) => Number(item.getAttribute("y"))));
    expect(boxes[1])
      .to.equal(boxes[2])
      .and.be.greaterThan(boxes[0] ?? Infinity);
    expect(
      cloud.running.journal
        .listAfter(0)
        .flatMap(({ operation, caller }) =>
          ["SplitShard", "MergeShards"].includes(operation) ? [[operation, caller.split("/").at(-1)]] : [],
        ),
    ).to.deep.equal([
      ["SplitShard", "console"],
      ["MergeShards", "console"],
    ]);
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("shows in AWS's words why a shard operation is refused", async () => {
    await createStream(1);
    const page = await console.open("kinesis/trips");
    const button = page.getByRole("button", { name: "Split shardId-000000000000" });
    await button.click();
    await button.click();
    await page
      .getByRole("alert")
      .getByText(/ResourceInUseException/)
      .waitFor();
  });

  it("reads records from each kind of position, and shows their contents only as text", async () => {
    await createStream(1);
    await put(500);
    await cloud.advance(1);
    await put(100);
    const page = await console.open("kinesis/trips");
    const status = page.locator("form [role=status]");
    await page.getByRole("button", { name: "Get records" }).click();
    await status.getByText(/^500 records read/).waitFor();
    await page.getByRole("button", { name: "Read on" }).click();
    await status.getByText("100 records read; the end is reached").waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
    const first = page.getByRole("row", { name: /<b>rider<\/b> 0 / }).getByRole("button");
    const sequence = (await first.textContent()) ?? "";
    await first.click();
    expect(await page.getByRole("region", { name: "Data of the record: text" }).textContent()).to.contain("<script>");
    expect(await page.locator("main img, main script, main b").count()).to.equal(0);
    await page.getByRole("region", { name: "Way of the record" }).getByText("No Firehose reads this stream.").waitFor();

    await page.getByLabel("Iterator").selectOption("AFTER_SEQUENCE_NUMBER");
    await page.getByLabel("Sequence number", { exact: true }).fill(sequence);
    await page.getByRole("button", { name: "Get records" }).click();
    await status.getByText(/^500 records read/).waitFor();
    await page.getByRole("row", { name: /<b>rider<\/b> 1 / }).waitFor();
    expect(await page.getByRole("row", { name: /<b>rider<\/b> 0 / }).count()).to.equal(0);

    await cloud.advance(60);
    await put(1);
    await page.getByLabel("Iterator").selectOption("AT_TIMESTAMP");
    await page.getByLabel("From (UTC)").fill("2030-01-01 00:00:30");
    await page.getByRole("button", { name: "Get records" }).click();
    await status.getByText("1 record read; the end is reached").waitFor();
    await page.getByLabel("Iterator").selectOption("LATEST");
    await page.getByRole("button", { name: "Get records" }).click();
    await status.getByText("0 records read; the end is reached").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("charts each minute, including refused records", async () => {
    await createStream(1);
    for (let round = 0; round < 3; round += 1) await put(500);
    await cloud.advance(60);
    await put(7);
    const page = await console.open("kinesis/trips");
    const readFigures = (title: string) => page.locator("figure", { hasText: title });
    await readFigures("Records put").getByText("1007 in all").waitFor();
    await readFigures("Puts refused").getByText("500 in all").waitFor();
    const chart = readFigures("Records put").locator("canvas");
    expect((await chart.boundingBox())?.height).to.be.greaterThan(100);
    await readFigures("Records put").locator("summary").click();
    await page.getByRole("row", { name: "2030-01-01 00:01:00 UTC 7" }).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
  });
});
