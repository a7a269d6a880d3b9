import type { RunConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { testFunctions } from "../../../lambda/testing/functions";
import { translate } from "../../model/sql/translate";
import { drawPumps, drawTrades } from "../random-pumps";
import { ROLE, createSqlApplication, createStreamArn } from "../studio";
import { type AnalyticsWorld, readRows } from "../world";
import { LONG } from "../../../../testing/skip";

const SEED = "trades-1";
const CODE = `CREATE OR REPLACE STREAM "DEAR" (ticker VARCHAR(8), price DOUBLE);
CREATE OR REPLACE PUMP "P1" AS INSERT INTO "DEAR" SELECT STREAM "ticker", "price" FROM "SOURCE_SQL_STREAM_001" WHERE "price" > 10;
CREATE OR REPLACE STREAM "PER_WINDOW" (ticker VARCHAR(8), many INTEGER);
CREATE OR REPLACE PUMP "P2" AS INSERT INTO "PER_WINDOW"
SELECT STREAM ticker, COUNT(*) FROM "DEAR" GROUP BY ticker, STEP("DEAR".ROWTIME BY INTERVAL '10' SECOND);`;
const JSON_ROWS = { RecordFormatType: "JSON" } as const;

export function describeSqlApplications({
  cloud,
  createClient: api,
  make,
  put,
  readRecords,
  wait,
  start,
  stop,
  readStatus,
  readLog,
}: AnalyticsWorld): void {
  const functions = testFunctions(cloud);
  async function readDelivered(): Promise<string> {
    const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: "rows" });
    const objects = await Promise.all(Contents.map(({ Key }) => cloud.s3.getObject({ Bucket: "rows", Key })));
    return (await Promise.all(objects.map(({ Body }) => Body?.transformToString()))).join("");
  }

  it("send windows to Kinesis, and rows to Firehose and a function, and stop with their state (KDA-007, KDA-008)", async () => {
    await make({ streams: ["trades", "out", "errors"], log: "trades" });
    await cloud.s3.createBucket({ Bucket: "rows" });
    const { DeliveryStreamARN } = await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "rows",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::rows", RoleARN: ROLE },
    });
    await functions.create(
      "exports.handler = async ({ records }) => ({ records: records.map(({ recordId }) => ({ recordId, result: 'Ok' })) });",
    );
    await cloud.advance(2);
    await createSqlApplication(api(), CODE, {
      Outputs: [
        {
          Name: "PER_WINDOW",
          KinesisStreamsOutput: { ResourceARN: createStreamArn("out") },
          DestinationSchema: JSON_ROWS,
        },
        { Name: "DEAR", KinesisFirehoseOutput: { ResourceARN: DeliveryStreamARN }, DestinationSchema: JSON_ROWS },
      ],
    });
    const lambda = { ResourceARN: "arn:aws:lambda:us-east-1:000000000000:function:f" };
    await api().addApplicationOutput({
      ApplicationName: "trades",
      CurrentApplicationVersionId: 1,
      Output: { Name: "DEAR", LambdaOutput: lambda, DestinationSchema: JSON_ROWS },
    });
    const run: RunConfiguration = {
      SqlRunConfigurations: [{ InputId: "1.1", InputStartingPositionConfiguration: { InputStartingPosition: "NOW" } }],
    };
    await start("trades", run);
    await cloud.advance(1);
    expect(await readStatus("trades")).to.equal("RUNNING");
    for (const [ticker, price] of [
      ["A", 11],
      ["A", 9],
      ["B", 12],
    ] as const)
      await put("trades", { ticker, price });
    await cloud.advance(20);
    // A window ends when a row with a later time comes.
    await put("trades", { ticker: "C", price: 13 });
    await wait(async () => (await readRecords("out")).length >= 2);
    expect(await readRecords("out")).to.have.deep.members([
      { TICKER: "A", MANY: 1 },
      { TICKER: "B", MANY: 1 },
    ]);
    await wait(async () => countCalls("Invoke") > 0 && countCalls("PutRecordBatch") > 0);
    await stop("trades");
    await cloud.advance(1);
    expect(await readStatus("trades")).to.equal("READY");
    await cloud.advance(300);
    expect(await readDelivered()).to.equal(
      '{"TICKER":"A","PRICE":11.0}{"TICKER":"B","PRICE":12.0}{"TICKER":"C","PRICE":13.0}',
    );
  });

  it("report unreadable records in error_stream (KDA-010)", async () => {
    const getVersion = (version: number) => ({ ApplicationName: "trades", CurrentApplicationVersionId: version });
    await api().deleteApplicationOutput({ ...getVersion(2), OutputId: "4.1" });
    const output = {
      Name: "error_stream",
      KinesisStreamsOutput: { ResourceARN: createStreamArn("errors") },
      DestinationSchema: JSON_ROWS,
    };
    await api().addApplicationOutput({ ...getVersion(3), Output: output });
    await start("trades");
    await cloud.advance(1);
    expect(await readStatus("trades"), await readLog("trades")).to.equal("RUNNING");
    const broken = Buffer.from("no JSON");
    await cloud.kinesis.putRecord({ StreamName: "trades", PartitionKey: "k", Data: broken });
    await put("trades", { ticker: "D", price: "dear" }, { ticker: "E", price: 20 });
    await wait(async () => (await readRecords("errors")).length >= 2);
    const errors = (await readRecords("errors")).map(({ ERROR_NAME, MESSAGE, DATA_ROW, PUMP_NAME }) => [
      ERROR_NAME,
      MESSAGE,
      Buffer.from(String(DATA_ROW), "hex").toString(),
      PUMP_NAME,
    ]);
    expect(errors).to.have.deep.members([
      ["Malformed record", "The record is not JSON", "no JSON", null],
      [
        "Coercion error",
        "The value 'dear' of the column price is not of type DOUBLE",
        '{"ticker":"D","price":"dear"}',
        null,
      ],
    ]);
    await stop("trades");
    await cloud.advance(1);
  });
  const countCalls = (operation: string): number =>
    cloud.running.journal.listAfter(0).filter((journalEntry) => journalEntry.operation === operation).length;

  it("agree with direct computation for random pumps", async () => {
    const folder = mkdtempSync(join(tmpdir(), "trades-"));
    try {
      const trades = drawTrades(SEED, 120);
      const file = join(folder, "trades");
      writeFileSync(
        file,
        trades.map((trade) => `${JSON.stringify({ ...trade, at: formatStamp(trade.at) })}\n`).join(""),
      );
      const pumps = drawPumps(SEED, LONG ? 12 : 5);
      const { statements } = translate(pumps.map(({ sql }) => sql).join("\n"), {
        inputs: [
          {
            stream: "SOURCE_SQL_STREAM_001",
            source: "trades",
            region: "us-east-1",
            format: { kind: "JSON" },
            from: "TRIM_HORIZON",
            columns: [
              { name: "ticker", type: "VARCHAR(8)", mapping: "$.ticker" },
              { name: "PRICE", type: "DOUBLE", mapping: "$.price" },
              { name: "QTY", type: "INTEGER", mapping: "$.qty" },
            ],
          },
        ],
        outputs: [],
      });
      // The same records from a file, so that the query ends.
      const table = `CREATE TEMPORARY TABLE \`SOURCE_SQL_STREAM_001_RECORDS\` (\`data\` STRING,
        \`ROWTIME\` AS CAST(JSON_VALUE(\`data\`, '$.at') AS TIMESTAMP(3)), WATERMARK FOR \`ROWTIME\` AS \`ROWTIME\`)
        WITH ('connector' = 'filesystem', 'path' = '${pathToFileURL(file).href}', 'format' = 'raw')`;
      const reply = await fetch(`${cloud.running.endpoint}/_lab/flink`, { method: "POST" });
      const { gateway } = (await reply.json()) as { gateway: string };
      const before = [table, ...statements.slice(1)];
      const found = await readRows(
        gateway,
        before,
        pumps.map(({ stream }) => `SELECT * FROM \`${stream}\``),
      );
      for (const [at, { sql, getExpected }] of pumps.entries())
        expect(
          found[at]?.map((row) => row.slice(0, -1)),
          `seed ${SEED}\n${sql}`,
        ).to.have.deep.members(getExpected(trades).map((row) => [...row]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

const formatStamp = (at: number): string => new Date(at).toISOString().replace("T", " ").replace("Z", "");
