import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { requireFlink } from "./testing/require-flink";
import { useFlinkCloud } from "./testing/use-flink-cloud";
import { openFlink, type FlinkSession } from "./flink-session";
import { kinesis } from "./kinesis-options";
import { sql } from "./sql";
import { readShards } from "../streaming/read-shards";
import { waitFor } from "./testing/wait-for";

describe("Flink from a notebook", () => {
  requireFlink();
  useFlinkCloud();
  let client: KinesisClient;
  let flink: FlinkSession;
  before(async function () {
    client = new KinesisClient({});
    for (const StreamName of ["numbers", "sums", "resumed"])
      await client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    flink = await openFlink({ settings: { "execution.checkpointing.interval": "500 ms" } });
    await flink.run(sql`CREATE TABLE numbers (n INT) ${kinesis({ stream: "numbers" })}`);
  });
  after(() => client?.destroy());

  const put = (...numbers: readonly number[]) =>
    client.send(
      new PutRecordsCommand({
        StreamName: "numbers",
        Records: numbers.map((n) => ({ PartitionKey: "k", Data: Buffer.from(JSON.stringify({ n })) })),
      }),
    );
  async function readWritten(streamName: string): Promise<Readonly<Record<string, number>>[]> {
    const all: Readonly<Record<string, number>>[] = [];
    for await (const { records } of readShards({ kinesis: client, streamName, untilCaughtUp: true }))
      for (const { Data } of records) all.push(JSON.parse(Buffer.from(Data ?? "").toString()));
    return all;
  }

  it("answers a bounded query", async () => {
    const rows = await flink.run(sql`SELECT k, COUNT(*) AS many FROM (VALUES (1), (2), (1)) AS t (k) GROUP BY k`);
    expect(rows.at(-1)).to.deep.include({ k: 1, many: 2 });
  });
  it("reports an error in a statement with line and column, without a stack", async () => {
    const wrong = await flink.run(sql`SELECT n\nFROM numbers\nWHERE nope = 1`).catch((error: unknown) => error);
    expect(wrong).to.include({ name: "FlinkError", line: 3, column: 7 });
    expect(String(wrong))
      .to.include("Column 'nope' not found")
      .and.to.include("WHERE nope = 1")
      .and.not.to.include("\tat ");
  });
  it("reports why a background job failed", async () => {
    await flink.run(sql`CREATE TABLE missing (n INT) ${kinesis({ stream: "no-such-stream" })}`);
    const [first] = await collect(flink.query(sql`SELECT * FROM missing`), 1).catch((error: unknown) => [error]);
    expect(String(first)).to.match(/no-such-stream/);
  });
  it("reads a stream by Flink's own connector, with changes as they arrive", async () => {
    await put(1, 2, 3);
    const seen = await collect(flink.query(sql`SELECT SUM(n) AS total FROM numbers`), 5);
    expect(seen.map(({ row }) => row["total"])).to.deep.equal([1, 1, 3, 3, 6]);
    expect(seen.at(-1)?.kind).to.equal("UPDATE_AFTER");
    // Leaving the loop has ended the job.
    await waitFor(async () => (await flink.listJobs()).every(({ status }) => status !== "RUNNING"));
  });
  it("writes a stream, stops a job with a savepoint, and continues from it without a missing or duplicate record", async () => {
    await flink.run(sql`CREATE TABLE resumed (n INT) ${kinesis({ stream: "resumed" })}`);
    const statement = sql`INSERT INTO resumed SELECT n * 10 AS n FROM numbers`;
    const job = await flink.insert(statement, { name: "tenfold" });
    await waitFor(async () => (await readWritten("resumed")).length === 3);
    expect(await flink.listJobs()).to.deep.include({ id: job, name: "tenfold", status: "RUNNING" });
    const savepoint = await flink.stopWithSavepoint(job);
    await waitFor(async () => (await flink.listJobs()).some(({ id, status }) => id === job && status === "FINISHED"));
    await put(4, 5);
    const next = await flink.insert(statement, { from: savepoint });
    await waitFor(async () => (await readWritten("resumed")).length >= 5);
    await flink.stop(next);
    expect((await readWritten("resumed")).map(({ n }) => n)).to.deep.equal([10, 20, 30, 40, 50]);
  });
  it("reports that a session is over after Flink has ended", async () => {
    await flink.close();
    expect(String(await flink.listJobs().catch((error: unknown) => error))).to.match(/does not exist/);
  });
});

async function collect<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
    if (all.length === count) break;
  }
  return all;
}
