import { expect } from "chai";
import { PRICES } from "../../cloud/cost/prices";
import { INSTANCE_HOUR_USD, PUBLIC_ADDRESS_HOUR_USD } from "../../src/aws/list-collection";
import { KPU_HOUR_USD, SHARD_HOUR_USD } from "../../src/aws/list-delivery-costs";
import { PARQUET_PRICES } from "../../src/parquet/parquet-costs";
import { useConsole } from "./use-console";

describe("the console's cost page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;

  it("adds up what it would have cost, by price and by hour, and what it still costs", async () => {
    await cloud.s3.createBucket({ Bucket: "trips-raw" });
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 4 });
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "trips-to-s3",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::trips-raw",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
    });
    await cloud.advance(2);
    const Records = Array.from({ length: 10 }, (_, n) => ({ Data: Buffer.from("x"), PartitionKey: String(n) }));
    await cloud.kinesis.putRecords({ StreamName: "trips", Records });
    await cloud.firehose.putRecord({ DeliveryStreamName: "trips-to-s3", Record: { Data: Buffer.from("x") } });
    for (let n = 0; n < 3; n += 1) await cloud.s3.putObject({ Bucket: "trips-raw", Key: String(n), Body: "1" });
    await cloud.advance(2 * 3600 - 2);
    const page = await console.open("cost");
    // 4 shards, 2 hours, 0.015 USD.
    await page
      .getByRole("row", { name: /^Kinesis shards of provisioned streams 8 × shard-hour .* 0.12 USD$/ })
      .waitFor();
    await page.getByRole("row", { name: /^Kinesis records put.* 10 × PUT payload unit / }).waitFor();
    // One record of a byte is billed as 5 KB: 4.8e-6 GB.
    await page.getByRole("row", { name: /^Firehose records taken in.* 0\.0000048 × GB / }).waitFor();
    // Three calls by the program, one by Firehose, and the creation of the bucket.
    await page.getByRole("row", { name: /^S3 PUT, COPY.* 5 × request / }).waitFor();
    await page.getByRole("row", { name: /^2030-01-01 01:00:00 UTC 0.06 USD / }).waitFor();
    await page.getByText("43.20 USD").waitFor();
    await page
      .getByRole("row", { name: /^Kinesis shards .* 0.015 USD for a shard-hour 2026-05 .*AWS's own list/ })
      .waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await cloud.kinesis.deleteStream({ StreamName: "trips" });
    const standing = page.locator("dt", { hasText: "Per hour, as it is now" }).locator("xpath=following-sibling::dd");
    await cloud.advance(2);
    await standing.getByText("0 USD", { exact: true }).waitFor();
    await page.getByRole("row", { name: /^Kinesis shards of provisioned streams 8/ }).waitFor();
  });
});

describe("the prices", () => {
  it("are those of one dated list, each with its source, also in the labs", () => {
    for (const { id, source, date } of PRICES) {
      expect(source, id).to.match(/https:\/\/(?:aws|docs\.aws)\.amazon\.com\//);
      if (date === null) expect(source, id).to.match(/^not verified/);
    }
    const readListed = (id: string) => PRICES.find((item) => item.id === id);
    expect(readListed("kinesis-shard-hour")?.usd).to.equal(SHARD_HOUR_USD);
    expect(readListed("ec2-t3-micro-hour")?.usd).to.equal(INSTANCE_HOUR_USD);
    expect(readListed("public-ipv4-hour")?.usd).to.equal(PUBLIC_ADDRESS_HOUR_USD);
    expect(readListed("flink-kpu-hour")?.usd).to.equal(KPU_HOUR_USD);
    const { s3PutThousand, flinkKpuHour } = PARQUET_PRICES;
    expect(readListed("s3-put")).to.include({ usd: s3PutThousand, per: 1000 });
    expect(readListed("flink-kpu-hour")).to.include({ usd: flinkKpuHour, per: 1 });
  });
});
