import { CreateDeliveryStreamCommand, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { inVenv, withoutVenv } from "../../testing/venv";
import { queriesOn, RESULTS } from "./testing/queries";

const TANKS = [1, 2, 3, 4, 5].map((tank) => `fuel_tank${tank}_level`);
const LOW = `SELECT *
             FROM lab.stations
             WHERE ${TANKS.map((tank) => `${tank} < '200'`).join("\n             OR ")};`;

/** The seed's function, from Athena's answer on: it takes the first row for the names of the columns. */
const LOW_BY_BOTO3 = `
import boto3, json, sys, time
athena = boto3.client("athena")
started = athena.start_query_execution(QueryString=sys.argv[1], QueryExecutionContext={"Database": "lab"}, ResultConfiguration={"OutputLocation": "${RESULTS}"})
query_id = started["QueryExecutionId"]
while athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]["State"] in ("QUEUED", "RUNNING"):
    time.sleep(0.05)
rows = athena.get_query_results(QueryExecutionId=query_id)["ResultSet"]["Rows"]
header = [column["VarCharValue"] for column in rows[0]["Data"]]
print(json.dumps([dict(zip(header, [value["VarCharValue"] for value in row["Data"]]))["station_id"] for row in rows[1:]]))
`;

/** The stations of the seed: the first is low. Levels are texts, of which '99' is not below '200'. */
const station = (id: number) => ({ station_id: String(id), ...Object.fromEntries(TANKS.map((tank, at) => [tank, id === 1 && at === 4 ? "150" : id === 2 && at === 0 ? "99" : String(200 + id * 10 + at)])), event_timestamp: 1893456000 });

describe("athena in the courses", () => {
  describe("gas stations, delivered as Parquet", () => {
    const cloud = useCloud({ keys: "own" });
    const athena = queriesOn(cloud);
    beforeEach(async () => {
      await athena.setUp();
      const columns = ["station_id", ...TANKS].map((Name) => ({ Name, Type: "string" }));
      await cloud.client(GlueClient).send(new CreateTableCommand({ DatabaseName: "lab", TableInput: {
        Name: "stations", TableType: "EXTERNAL_TABLE", Parameters: { classification: "parquet" },
        StorageDescriptor: {
          Columns: [...columns, { Name: "event_timestamp", Type: "int" }], Location: "s3://data/stations/",
          InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
          SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
        },
      } }));
      const role = "arn:aws:iam::000000000000:role/delivery";
      await cloud.firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName: "SI-Firehose", ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::data", RoleARN: role, Prefix: "stations/", ErrorOutputPrefix: "errors/", BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
        DataFormatConversionConfiguration: {
          Enabled: true, SchemaConfiguration: { DatabaseName: "lab", TableName: "stations", RoleARN: role, Region: "us-east-1" },
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } }, OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
        },
      } }));
      await cloud.advance(2);
      await cloud.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: "SI-Firehose", Records: Array.from({ length: 10 }, (_, at) => ({ Data: Buffer.from(JSON.stringify(station(at + 1))) })) }));
      await cloud.advance(61);
    });

    it("finds the station that is low on fuel from the JS SDK; '99' is not below '200' (ATH-037)", async () => {
      const [header, ...rows] = await athena.rows(LOW);
      expect(header).to.deep.equal(["station_id", ...TANKS, "event_timestamp"]);
      expect(rows).to.deep.equal([["1", "210", "211", "212", "213", "150", "1893456000"]]);
    });

    it("compares no text with a number (ATH-037)", async () => {
      const { Status: status } = await athena.finish("SELECT * FROM stations WHERE fuel_tank1_level < 200");
      expect(status?.StateChangeReason).to.equal("TYPE_MISMATCH: line 1:47: Cannot apply operator: varchar < integer");
    });

    it("reads fewer bytes of fewer columns, for Parquet keeps them apart (ATH-012)", async () => {
      const bytes = async (sql: string) => (await athena.finish(sql)).Statistics?.DataScannedInBytes ?? 0;
      expect(await bytes("SELECT station_id FROM stations")).to.be.greaterThan(0).and.lessThan(await bytes("SELECT * FROM stations") / 2);
    });
  });

  describe("gas stations, from other clients", function () {
    this.timeout(60_000); // each call of the AWS CLI starts Python
    before(function () {
      if (withoutVenv !== undefined) {
        console.log(`      skipped: ${withoutVenv}`);
        this.skip();
      }
    });
    const cloud = useCloud({ keys: "own", speed: 1, startAt: undefined });
    const athena = queriesOn(cloud);
    beforeEach(async () => {
      await athena.setUpSoon();
      await athena.put("data/stations/1.json", Array.from({ length: 10 }, (_, at) => JSON.stringify(station(at + 1))).join("\n"));
      await athena.finishSoon(`CREATE EXTERNAL TABLE stations (station_id string, ${TANKS.map((tank) => `${tank} string`).join(", ")}, event_timestamp int)
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/stations/'`);
    });

    it("the seed's function finds the station by boto3 (ATH-007)", async () => {
      expect(await inVenv("python", ["-c", LOW_BY_BOTO3, LOW], cloud.running)).to.deep.include({ status: 0, errors: "", output: '["1"]\n' });
    });

    it("the AWS CLI starts the query, waits, and reads the result's file", async () => {
      const aws = async (...args: string[]) => {
        const { output, errors, status } = await inVenv("aws", args, cloud.running);
        if (status !== 0) throw new Error(errors);
        return output.trim();
      };
      const id = await aws("athena", "start-query-execution", "--query-string", LOW, "--result-configuration", `OutputLocation=${RESULTS}`, "--query", "QueryExecutionId", "--output", "text");
      for (let state = ""; state !== "SUCCEEDED";) {
        state = await aws("athena", "get-query-execution", "--query-execution-id", id, "--query", "QueryExecution.Status.State", "--output", "text");
        if (state === "FAILED" || state === "CANCELLED") throw new Error(state);
      }
      expect(await aws("s3", "cp", `${RESULTS}${id}.csv`, "-")).to.match(/^"station_id",.*\n"1","210","211","212","213","150","1893456000"$/);
      expect(await aws("athena", "get-query-results", "--query-execution-id", id, "--query", "ResultSet.Rows[1:].Data[0].VarCharValue", "--output", "text")).to.equal("1");
    });
  });

  describe("components, partitioned by Firehose's prefix", () => {
    const cloud = useCloud();
    const athena = queriesOn(cloud);
    beforeEach(async () => {
      await athena.setUp();
      await athena.rows(`CREATE EXTERNAL TABLE metrics (metricName string, unit string, minValue double, maxValue double, fromTimestamp string, toTimestamp string)
        PARTITIONED BY (componentName string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/metrics/'`);
      for (const component of ["user-service", "order-service"]) {
        await athena.put(`data/metrics/${component}/1`, `${JSON.stringify({ componentName: component, metricName: "cpu-usage", unit: "percent", minValue: 20.24, maxValue: 55.333, fromTimestamp: "2021-09-09T12:15:02.001Z", toTimestamp: "2021-09-09T12:15:07.001Z" })}\n`);
      }
    });

    it("has no rows, and no error, until its partitions are added by hand (ATH-026, ATH-029)", async () => {
      const sql = "SELECT componentName, maxValue, toTimestamp FROM metrics ORDER BY 1";
      const header = ["componentName", "maxValue", "toTimestamp"];
      expect(await athena.rows(sql)).to.deep.equal([header]);
      await athena.rows("MSCK REPAIR TABLE metrics");
      expect(await athena.rows(sql)).to.deep.equal([header]);
      await athena.rows("ALTER TABLE metrics ADD PARTITION (componentname = 'user-service') LOCATION 's3://data/metrics/user-service/'");
      expect(await athena.rows(sql)).to.deep.equal([header, ["user-service", "55.333", "2021-09-09T12:15:07.001Z"]]);
      await athena.rows("ALTER TABLE metrics ADD PARTITION (componentname = 'order-service') LOCATION 's3://data/metrics/order-service/'");
      expect((await athena.rows(sql)).map(([component]) => component)).to.deep.equal(["componentName", "order-service", "user-service"]);
      expect(await athena.rows("SELECT count(*) AS n FROM metrics WHERE componentName = 'order-service'")).to.deep.equal([["n"], ["1"]]);
    });
  });
});
