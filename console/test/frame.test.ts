import { expect } from "chai";
import { useConsole } from "./use-console";

/** A name that would be HTML in a page: names and keys may contain any text. */
const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;

describe("the console's frame, overview and journal, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;

  /** Records that flow through a stream and a Firehose into a bucket. */
  async function createPipeline(): Promise<void> {
    await cloud.s3.createBucket({ Bucket: "trips-raw" });
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 2 });
    await cloud.advance(2);
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "trips-to-s3",
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::trips-raw",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
    });
    await cloud.advance(2);
  }
  const put = (count: number) =>
    cloud.kinesis.putRecords({
      StreamName: "trips",
      Records: Array.from({ length: count }, (_, n) => ({
        Data: Buffer.from(HOSTILE),
        PartitionKey: `${HOSTILE} ${n}`,
      })),
    });

  it("shows data moving from a stream through a Firehose into a bucket", async () => {
    const page = await console.open();
    await page.getByText("Nothing has been created yet").waitFor();
    await createPipeline();
    const findNode = (name: string) => page.locator(".node", { hasText: name });
    await findNode("trips-to-s3").getByText("nothing buffered").waitFor();
    await put(7);
    await findNode("trips").getByText("2 open shards, 7 records").waitFor();
    await cloud.advance(2);
    await findNode("trips-to-s3")
      .getByText(/^7 records, due in /)
      .waitFor();
    const arrow = page.getByRole("table", { name: "Arrows" }).getByRole("row", { name: /trips trips-to-s3/ });
    await arrow.getByText(/\d\/s/).waitFor();
    await page.getByRole("button", { name: "Move the clock on" }).click();
    await page.getByLabel("Move the clock on by").selectOption("5 minutes");
    await page.getByRole("button", { name: "Move the clock on" }).click();
    await findNode("trips-raw")
      .getByText(/^1 object$/)
      .waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    // The path of one record: from the viewer of its stream to the object that holds it.
    await console.open("kinesis/trips");
    const way = page.getByRole("list", { name: "Deliveries of the record" });
    for (const shard of ["shardId-000000000000", "shardId-000000000001"]) {
      await page.getByRole("combobox", { name: /^Shard/ }).selectOption(shard);
      await page.getByRole("button", { name: "Get records" }).click();
      await page
        .locator("form [role=status]")
        .getByText(/read; the end is reached/)
        .waitFor();
      const first = page.getByRole("table", { name: "Records" }).getByRole("button").first();
      if ((await first.count()) > 0) await first.click();
    }
    await way.getByText(/^trips-to-s3: delivered at .*: s3:\/\/trips-raw\//).waitFor();
    await console.open();
    await findNode("trips-to-s3").waitFor();
    // Each arrow has its rate, and no text is cut off if the window has room for the picture.
    for (const row of await page.getByRole("table", { name: "Arrows" }).getByRole("row").all())
      expect(await row.textContent()).to.match(/\/s|Flow/);
  });

  it("works by keyboard alone, and announces the page a link led to", async () => {
    const page = await console.open();
    const readFocused = (): Promise<string> => page.evaluate("document.activeElement.textContent.trim()");
    await page.keyboard.press("Tab");
    await page.locator("a.skip:focus").waitFor();
    for (let n = 0; (await readFocused()) !== "Journal"; n += 1) {
      expect(n, "no Tab leads to the journal").to.be.lessThan(20);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("main", { name: "Journal" }).waitFor();
    // The focus and the title are set after the frame in which the page is drawn.
    await page.locator("main:focus").waitFor();
    expect(await page.title()).to.equal("Journal · Lab cloud");
  });

  it("shows each call as a command and as code, and its contents only as text", async () => {
    await createPipeline();
    await put(1);
    const page = await console.open("journal");
    const row = page.getByRole("row", { name: /kinesis PutRecords ok/ });
    await row.getByRole("button").click();
    const cli = page.getByRole("region", { name: "AWS CLI: text" });
    expect(await cli.textContent())
      .to.contain("aws kinesis put-records")
      .and.to.contain("--stream-name trips");
    expect(await cli.textContent()).to.contain("<script>");
    const code = await page.getByRole("region", { name: "TypeScript: text" }).textContent();
    expect(code).to.contain('import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";');
    expect(await page.locator("main img, main script").count()).to.equal(0);
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("separates its own calls, which can be shown as well", async () => {
    const page = await console.open();
    await page.getByText("Nothing has been created yet").waitFor();
    await page.getByRole("link", { name: "Journal" }).click();
    await page.getByText("No calls yet except this console’s.").waitFor();
    await page.getByLabel(/Show this console/).check();
    await page.getByRole("row", { name: /kinesis ListStreams ok this console/ }).waitFor();
  });

  it("stays fast under load: 200 calls are a list of a few rows", async () => {
    await createPipeline();
    const page = await console.open("journal");
    for (let round = 0; round < 8; round += 1) await Promise.all(Array.from({ length: 25 }, () => put(1)));
    await page
      .getByRole("status")
      .getByText(/^20\d of 2\d\d calls$/)
      .waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
    // Only the visible rows are in the page: if the list had room for all rows, all would be.
    await page.evaluate(`(() => {
      const list = document.querySelector(".list-body");
      list.style.maxHeight = "none";
      list.dispatchEvent(new Event("scroll"));
    })()`);
    await page.locator(".list-row").nth(200).waitFor({ state: "attached" });
    await page.evaluate(`(() => {
      const list = document.querySelector(".list-body");
      list.style.maxHeight = "";
      list.dispatchEvent(new Event("scroll"));
    })()`);
    await page.locator(".list-row").nth(59).waitFor({ state: "detached" });
    // Meanwhile the page stays responsive: a frame is drawn, and the box takes typed text.
    await page.getByLabel("Filter").fill("putrecords");
    await page
      .getByRole("status")
      .getByText(/^200 of 2\d\d calls$/)
      .waitFor();
  });
});
