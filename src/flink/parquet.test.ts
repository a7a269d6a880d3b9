import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { runQuery } from "../athena/run-query";
import { isStreamReady } from "../aws/is-stream-ready";
import { findProjectRoot } from "../running/project-root";
import { putAll } from "../streaming/put-all";
import { openFlink, type FlinkSession } from "./flink-session";
import { kinesis } from "./kinesis-options";
import { parquetFiles, type ParquetTable } from "./parquet-files";
import { sql } from "./sql";
import { requireParquet } from "./testing/require-flink";
import { useFlinkCloud } from "./testing/use-flink-cloud";
import { waitFor } from "./testing/wait-for";

const PYTHON = join(findProjectRoot(), ".venv", process.platform === "win32" ? "Scripts" : "bin", "python");

/** Parquet by Flink's own rolling file sink: pyarrow and Athena read its files. */
describe("Parquet by Flink", () => {
  requireParquet();
  useFlinkCloud();
  const folder = createTemporaryFolder();
  let clients: { readonly streams: KinesisClient; readonly s3: S3Client; readonly glue: GlueClient };
  before(async () => {
    clients = { streams: new KinesisClient({}), s3: new S3Client({ forcePathStyle: true }), glue: new GlueClient({}) };
    for (const streamName of ["by-checkpoint", "by-age", "by-size"]) {
      await clients.streams.send(new CreateStreamCommand({ StreamName: streamName, ShardCount: 1 }));
      await waitFor(() => isStreamReady({ streamName }));
    }
    await clients.s3.send(new CreateBucketCommand({ Bucket: "lake" }));
    await clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "lake" } }));
  });
  after(() => {
    for (const client of Object.values(clients ?? {})) client.destroy();
  });

  const put = (streamName: string, first: number, count: number): Promise<void> =>
    putAll(clients.streams, {
      streamName,
      records: Array.from({ length: count }, (_, at) => ({
        PartitionKey: "k",
        Data: Buffer.from(JSON.stringify({ n: first + at, name: `row ${first + at}` })),
      })),
    });
  /** A job that writes a stream's rows into a folder of the stream's name. */
  async function begin(
    stream: string,
    { checkpoints, ...table }: Omit<ParquetTable, "bucketName" | "folder"> & { readonly checkpoints: string },
  ): Promise<{ readonly flink: FlinkSession; readonly job: string }> {
    const flink = await openFlink({ settings: { "execution.checkpointing.interval": checkpoints } });
    await flink.run(sql`CREATE TABLE source (n INT, name STRING) ${kinesis({ stream })}`);
    const files = parquetFiles({ bucketName: "lake", folder: stream, ...table });
    await flink.run(sql`CREATE TABLE files (n INT, name STRING) ${files}`);
    return { flink, job: await flink.insert(sql`INSERT INTO files SELECT n, name FROM source`) };
  }
  async function listKeys(stream: string): Promise<readonly string[]> {
    const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: "lake", Prefix: `${stream}/` }));
    return Contents.map(({ Key = "" }) => Key);
  }
  /** The number of files that Flink has begun and that are not visible yet. */
  async function putFirst(stream: string): Promise<number> {
    const { Uploads = [] } = await clients.s3.send(
      new ListMultipartUploadsCommand({ Bucket: "lake", Prefix: `${stream}/` }),
    );
    return Uploads.length;
  }
  /** The contents of each file, read by pyarrow: only once, since files do not change. */
  const known = new Map<string, readonly number[]>();
  async function readNumbers(key: string): Promise<readonly number[]> {
    const before = known.get(key);
    if (before !== undefined) return before;
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: "lake", Key: key }));
    const path = join(folder, "file.parquet");
    writeFileSync(path, (await Body?.transformToByteArray()) ?? "");
    const program =
      "import sys, json, pyarrow.parquet as pq; print(json.dumps(pq.read_table(sys.argv[1]).to_pylist()))";
    const rows = JSON.parse(String(execFileSync(PYTHON, ["-c", program, path]))) as { n: number; name: string }[];
    for (const { n, name } of rows) expect(name).to.equal(`row ${n}`);
    const numbers = rows.map(({ n }) => n);
    known.set(key, numbers);
    return numbers;
  }
  async function readStreamNumbers(stream: string): Promise<readonly number[]> {
    const all: number[] = [];
    for (const key of await listKeys(stream)) all.push(...(await readNumbers(key)));
    return all.sort((a, b) => a - b);
  }
  const countUpTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

  it("finishes a file at each checkpoint, and Athena finds all rows once", async () => {
    await put("by-checkpoint", 0, 50);
    const { flink, job } = await begin("by-checkpoint", { checkpoints: "500 ms" });
    await waitFor(async () => (await listKeys("by-checkpoint")).length > 0);
    const first = await listKeys("by-checkpoint");
    await put("by-checkpoint", 50, 50);
    await waitFor(async () => (await readStreamNumbers("by-checkpoint")).length === 100);
    await flink.stop(job);
    expect(await listKeys("by-checkpoint"))
      .to.include.members([...first])
      .and.have.length.greaterThan(first.length);
    expect(await readStreamNumbers("by-checkpoint")).to.deep.equal(countUpTo(100));
    const athena = { database: "lake", outputLocation: "s3://lake/answers/" };
    const table =
      "CREATE EXTERNAL TABLE rows (n int, name string) STORED AS PARQUET LOCATION 's3://lake/by-checkpoint/'";
    await runQuery({ ...athena, sql: table });
    const ask = "SELECT count(*) AS many, sum(n) AS total, max(name) AS last FROM rows";
    expect((await runQuery({ ...athena, sql: ask })).rows).to.deep.equal([
      { many: "100", total: "4950", last: "row 99" },
    ]);
  });
  it("starts another file when one is old enough; between checkpoints nobody sees them", async () => {
    const { flink, job } = await begin("by-age", { checkpoints: "1 h", rolling: { age: "1 s" } });
    let count = 0;
    await waitFor(async () => {
      await put("by-age", count, 1);
      count += 1;
      return (await putFirst("by-age")) >= 2;
    });
    expect(await listKeys("by-age")).to.deep.equal([]);
    await flink.stopWithSavepoint(job);
    await waitFor(async () => (await listKeys("by-age")).length >= 2);
    // Records that had not been read at the savepoint are in no file.
    const written = await readStreamNumbers("by-age");
    expect(written).to.deep.equal(countUpTo(written.length));
  });
  it("starts another file when one is large enough", async () => {
    await put("by-size", 0, 4_000);
    const options = {
      "parquet.block.size": "4096",
      "parquet.page.size": "1024",
      "parquet.compression": "UNCOMPRESSED",
    };
    const { flink, job } = await begin("by-size", { checkpoints: "1 h", rolling: { size: "16kb" }, options });
    await waitFor(async () => (await putFirst("by-size")) >= 2);
    await flink.stopWithSavepoint(job);
    await waitFor(async () => (await listKeys("by-size")).length >= 2);
    const written = await readStreamNumbers("by-size");
    expect(written).to.deep.equal(countUpTo(written.length));
  });
});
