import { expect } from "chai";
import { createMetadataExtraction, createPartitioned } from "../../cloud/testing/create-partitioned";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;

describe("the console's Firehose page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const put = async (text: string) =>
    (await cloud.firehose.putRecord({ DeliveryStreamName: "trips-by-city", Record: { Data: Buffer.from(text) } }))
      .RecordId ?? "";

  /** A delivery stream that partitions by city. */
  async function createDeliveryStream(): Promise<void> {
    await cloud.s3.createBucket({ Bucket: "trips-raw" });
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "trips-by-city",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::trips-raw",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
        ...createPartitioned("data/!{partitionKeyFromQuery:city}/", createMetadataExtraction("{city: .city}")),
      },
    });
    await cloud.advance(2);
  }

  it("shows buffers as they fill, delivers on request, and shows a record before and after", async () => {
    await createDeliveryStream();
    const page = await console.open("firehose");
    await page.getByRole("link", { name: "trips-by-city" }).click();
    await page.getByText("64 MiB").waitFor();
    await page.getByText("Nothing is waiting").waitFor();
    await put('{"city":"Bonn"}');
    const id = await put('{"city":"Ulm"}');
    await put('{"city":"Ulm"}');
    await page.getByRole("row", { name: /^Ulm 2 .* of 64.0 MiB .*1 min 0 s$/ }).waitFor();
    await page.getByRole("row", { name: /^Bonn 1 / }).waitFor();
    await page.getByLabel("Record id or sequence number").fill(id);
    const ask = page.getByRole("button", { name: "Where is it?" });
    await ask.click();
    await page.getByText("It waits in the buffer of Ulm until 2030-01-01 00:01:").waitFor();
    await cloud.advance(30);
    await page.getByRole("row", { name: /^Ulm 2 .*30 s$/ }).waitFor();
    expect(await console.listFaults()).to.deep.equal([]);

    await page.getByRole("button", { name: "Deliver now" }).click();
    await page.getByText("Nothing is waiting").waitFor();
    await ask.click();
    await page.getByText(/^delivered at 2030-01-01 00:01:\d\d UTC: s3:\/\/trips-raw\/data\/Ulm\//).waitFor();
    // The keys of its partitions, with the programs that find them.
    await page.getByRole("row", { name: "MetadataExtraction MetadataExtractionQuery {city: .city}" }).waitFor();
    await page.getByRole("link", { name: /^s3:\/\/trips-raw\/data\/Ulm\// }).click();
    await page.getByRole("navigation", { name: "Folders above" }).getByRole("link", { name: "Ulm" }).waitFor();
  });

  it("shows which records failed, and why, as text", async () => {
    await createDeliveryStream();
    const page = await console.open("firehose/trips-by-city");
    await page.getByText("No record has failed.").waitFor();
    await put(HOSTILE);
    await page.getByRole("row", { name: /^metadata-extraction-failed 1 / }).waitFor();
    await page.getByRole("button", { name: "Deliver now" }).click();
    const row = page.getByRole("row", { name: /errors\/metadata-extraction-failed\// });
    await row.waitFor();
    expect(await row.textContent())
      .to.contain(HOSTILE)
      .and.to.match(/MetadataExtraction|JQ|jq|JSON/);
    expect(await page.locator("main img, main script").count()).to.equal(0);
    expect(await console.listFaults()).to.deep.equal([]);
  });
});
