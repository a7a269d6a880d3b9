import { expect } from "chai";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { startCloud } from "../../index";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, withoutVenv } from "../../testing/venv";
import {
  createConversion,
  createConverting,
  readDeliveredFiles,
  makeTable,
  createDeliveryTools,
} from "./testing/glue-tables";
import { createMetadataExtraction } from "../../testing/create-partitioned";
import { readParquetRows } from "./testing/delivery-run";

const MEBIBYTE = 1024 * 1024;
const query = createMetadataExtraction("{id:.id}");

describe("Firehose with a higher put quota", () => {
  const cloud = useCloud({ firehose: { mebibytesPerSecond: 6 } });
  const { create, readMetric } = createDeliveryTools(cloud);
  const putBatch = async (megabytes: number): Promise<number | undefined> =>
    (
      await cloud.firehose.putRecordBatch({
        DeliveryStreamName: "s",
        Records: Array.from({ length: megabytes * 2 }, () => ({ Data: Buffer.alloc(MEBIBYTE / 2) })),
      })
    ).FailedPutCount;

  it("accepts that many MiB per second, and proportionally more requests and records (FH-028)", async () => {
    await create("s");
    expect([await putBatch(4), await putBatch(4)]).to.deep.equal([0, 4]);
    await cloud.advance(1);
    expect(await putBatch(2)).to.equal(0);
    const readLimit = async (name: string) => (await readMetric(name))?.Maximum;
    expect([
      await readLimit("BytesPerSecondLimit"),
      await readLimit("PutRequestsPerSecondLimit"),
      await readLimit("RecordsPerSecondLimit"),
    ]).to.deep.equal([6 * MEBIBYTE, 2_400, 600_000]);
  });
});

describe("Firehose with a different partition quota", () => {
  const cloud = useCloud({ firehose: { activePartitions: 2 } });
  const { makeBucket, create, putAll, readDelivered } = createDeliveryTools(cloud);

  it("rejects a third partition until one is delivered (FH-073)", async () => {
    await makeBucket();
    await create("s", {
      Prefix: "!{partitionKeyFromQuery:id}/",
      ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
      BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
      DynamicPartitioningConfiguration: { Enabled: true },
      ProcessingConfiguration: { Enabled: true, Processors: [query] },
    });
    const records = ["a", "b", "c"].map((id) => `{"id":"${id}"}`);
    await putAll("s", records);
    await cloud.advance(60);
    await putAll("s", records.slice(2));
    await cloud.advance(60);
    const keys = (await readDelivered()).map(({ key }) => key.replace(/[^/]*$/, ""));
    expect(keys).to.deep.equal(["a/", "b/", "c/", "errors/activePartitionExceeded/"]);
  });
});

describe("Firehose with little memory", () => {
  const data = createTemporaryFolder();
  const cloud = useCloud({ data, firehose: { memoryMiB: 128 } });
  const onDisk = (): number =>
    readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath.endsWith("buffers"))
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  const { makeBucket, create, putAll, readDelivered } = createDeliveryTools(cloud);

  it("keeps excess buffers on disk, and delivers them completely", async () => {
    await makeBucket();
    await create("s", { BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 } });
    const createRecord = (index: number): string => `<${index}>`.padEnd(1_000_000, ".");
    for (let second = 0; second < 12; second++) {
      await putAll(
        "s",
        [0, 1, 2, 3].map((index) => createRecord(4 * second + index)),
      );
      await cloud.advance(1);
    }
    expect(onDisk()).to.be.within(20 * MEBIBYTE, 48 * MEBIBYTE);
    await cloud.advance(900);
    expect(onDisk()).to.equal(0);
    const [object, ...others] = await readDelivered();
    expect(others).to.deep.equal([]);
    expect(object?.text).to.equal(Array.from({ length: 48 }, (_, index) => createRecord(index)).join(""));
  });
});

describe("Firehose conversion with little memory", () => {
  const cloud = useCloud({ firehose: { memoryMiB: 128 } });
  const { makeBucket, create, putAll } = createDeliveryTools(cloud);

  const folder = createTemporaryFolder();

  it("writes rows of a megabyte each, in row groups that fit in the smallest block (FH-084)", async () => {
    await makeBucket();
    await makeTable(cloud, { n: "int", pad: "string" });
    await create("s", {
      ...createConverting(createConversion({ ParquetSerDe: {} })),
      BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 },
    });
    for (let second = 0; second < 12; second++) {
      await putAll(
        "s",
        [0, 1, 2, 3].map((index) => `{"n":${4 * second + index},"pad":"${"x".repeat(1_000_000)}"}`),
      );
      await cloud.advance(1);
    }
    await cloud.advance(900);
    const [file] = await readDeliveredFiles(cloud, "data/");
    const content = file?.content ?? new Uint8Array();
    expect((await readParquetRows(content)).map(({ n }) => n)).to.deep.equal(Array.from({ length: 48 }, (_, n) => n));
    if (withoutVenv !== undefined) return;
    const path = join(folder, "file.parquet");
    writeFileSync(path, content);
    const { output } = await runInVenv(
      "python",
      [
        "-c",
        "import sys, pyarrow.parquet as pq\nm = pq.read_metadata(sys.argv[1])\nfor i in range(m.num_row_groups): print(m.row_group(i).total_byte_size)",
        path,
      ],
      cloud.running,
    );
    const groups = output.trim().split("\n").map(Number);
    expect(groups).to.have.length.above(1);
    expect(Math.max(...groups)).to.be.within(MEBIBYTE, 64 * MEBIBYTE);
  });
});

describe("invalid Firehose settings", () => {
  for (const [firehose, message] of [
    [{ memoryMiB: 127 }, "firehose.memoryMiB must be a number from 128 on, not 127"],
    [{ mebibytesPerSecond: 0 }, "firehose.mebibytesPerSecond must be a number above 0, not 0"],
    [{ mebibytesPerSecond: -1 }, "firehose.mebibytesPerSecond must be a number above 0, not -1"],
    [{ activePartitions: 0 }, "firehose.activePartitions must be a whole number from 1 on, not 0"],
    [{ activePartitions: 0.5 }, "firehose.activePartitions must be a whole number from 1 on, not 0.5"],
  ] as const) {
    it(`are rejected: ${message}`, async () => {
      const failed = await (async () => startCloud({ port: 0, firehose }))().catch((error: unknown) => error);
      expect(failed).to.be.instanceOf(Error).with.property("message", message);
    });
  }
});
