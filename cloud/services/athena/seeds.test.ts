import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";
import { AWS_CLI, BOTO3 } from "./testing/python-clients";
import { createQueries, RESULTS, type TestQueries } from "./testing/queries";

const TANKS = [1, 2, 3, 4, 5].map((tank) => `fuel_tank${tank}_level`);
const LOW = `SELECT *
             FROM lab.stations
             WHERE ${TANKS.map((tank) => `${tank} < '200'`).join("\n             OR ")};`;

const STATIONS = `CREATE EXTERNAL TABLE stations (station_id string, ${TANKS.map((tank) => `${tank} string`).join(", ")}, event_timestamp int)
  ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/stations/'`;

/** The steps to the components' table, and the answer to each. The pitfall: there are no rows until a partition is added (ATH-026, ATH-029). */
const COMPONENTS = "SELECT componentName, maxValue, toTimestamp FROM metrics ORDER BY 1";
const HEADER = ["componentName", "maxValue", "toTimestamp"];
const [USERS, ORDERS] = [
  ["user-service", "55.333", "2021-09-09T12:15:02.001Z"],
  ["order-service", "55.333", "2021-09-09T12:15:02.001Z"],
];
const createAdded = (component: string) =>
  `ALTER TABLE metrics ADD PARTITION (componentname = '${component}') LOCATION 's3://data/metrics/${component}/'`;
const STEPS: readonly (readonly [sql: string, rows: unknown])[] = [
  [
    `CREATE EXTERNAL TABLE metrics (metricName string, unit string, minValue double, maxValue double, fromTimestamp string, toTimestamp string)
    PARTITIONED BY (componentName string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/metrics/'`,
    [],
  ],
  [COMPONENTS, [HEADER]],
  ["MSCK REPAIR TABLE metrics", [["Partitions not in metastore:\tmetrics:order-service\tmetrics:user-service"]]],
  [COMPONENTS, [HEADER]],
  [createAdded("user-service"), []],
  [COMPONENTS, [HEADER, USERS]],
  [createAdded("order-service"), []],
  [COMPONENTS, [HEADER, ORDERS, USERS]],
  ["SELECT count(*) AS n FROM metrics WHERE componentName = 'order-service'", [["n"], ["1"]]],
];

/** Puts the objects as Firehose's prefix names them: a folder for each component. */
async function putMetrics(athena: TestQueries): Promise<void> {
  for (const component of ["user-service", "order-service"]) {
    await athena.put(
      `data/metrics/${component}/1`,
      `${JSON.stringify({ componentName: component, metricName: "cpu-usage", unit: "percent", minValue: 20.24, maxValue: 55.333, fromTimestamp: "2021-09-09T12:15:02.001Z", toTimestamp: "2021-09-09T12:15:02.001Z" })}\n`,
    );
  }
}

/** A station of the seed; the first one's level is low. Levels are texts, and as texts '99' is not below '200'. */
const createStation = (id: number) => ({
  station_id: String(id),
  ...Object.fromEntries(
    TANKS.map((tank, index) => [
      tank,
      id === 1 && index === 4 ? "150" : id === 2 && index === 0 ? "99" : String(200 + id * 10 + index),
    ]),
  ),
  event_timestamp: 1893456000,
});

describe("Athena in the course", () => {
  describe("gas stations, delivered as Parquet", () => {
    const cloud = useCloud({ keys: "own" });
    const athena = createQueries(cloud);
    beforeEach(async () => {
      await athena.setUp();
      const columns = ["station_id", ...TANKS].map((Name) => ({ Name, Type: "string" }));
      await cloud.createClient(Glue).createTable({
        DatabaseName: "lab",
        TableInput: {
          Name: "stations",
          TableType: "EXTERNAL_TABLE",
          Parameters: { classification: "parquet" },
          StorageDescriptor: {
            Columns: [...columns, { Name: "event_timestamp", Type: "int" }],
            Location: "s3://data/stations/",
            InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
          },
        },
      });
      const role = "arn:aws:iam::000000000000:role/delivery";
      await cloud.firehose.createDeliveryStream({
        DeliveryStreamName: "SI-Firehose",
        ExtendedS3DestinationConfiguration: {
          BucketARN: "arn:aws:s3:::data",
          RoleARN: role,
          Prefix: "stations/",
          ErrorOutputPrefix: "errors/",
          BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 64 },
          DataFormatConversionConfiguration: {
            Enabled: true,
            SchemaConfiguration: { DatabaseName: "lab", TableName: "stations", RoleARN: role, Region: "us-east-1" },
            InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
            OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          },
        },
      });
      await cloud.advance(2);
      await cloud.firehose.putRecordBatch({
        DeliveryStreamName: "SI-Firehose",
        Records: Array.from({ length: 10 }, (_, index) => ({
          Data: Buffer.from(JSON.stringify(createStation(index + 1))),
        })),
      });
      await cloud.advance(61);
    });

    it("finds the station low on fuel from the JavaScript SDK, although the text '99' isn't below '200' (ATH-037)", async () => {
      const [header, ...rows] = await athena.readRows(LOW);
      expect(header).to.deep.equal(["station_id", ...TANKS, "event_timestamp"]);
      expect(rows).to.deep.equal([["1", "210", "211", "212", "213", "150", "1893456000"]]);
    });

    it("doesn't compare text with numbers (ATH-037)", async () => {
      const { Status: status } = await athena.finish("SELECT * FROM stations WHERE fuel_tank1_level < 200");
      expect(status?.StateChangeReason).to.equal("TYPE_MISMATCH: line 1:47: Cannot apply operator: varchar < integer");
    });

    it("reads fewer bytes for fewer columns, because Parquet stores columns separately (ATH-012)", async () => {
      const readBytes = async (sql: string) => (await athena.finish(sql)).Statistics?.DataScannedInBytes ?? 0;
      expect(await readBytes("SELECT station_id FROM stations"))
        .to.be.greaterThan(0)
        .and.lessThan((await readBytes("SELECT * FROM stations")) / 2);
    });
  });

  describe("components, partitioned by Firehose's prefix", () => {
    const cloud = useCloud();
    const athena = createQueries(cloud);

    it("have no rows and no error until their partitions are added, from the JavaScript SDK (ATH-026, ATH-029)", async () => {
      await athena.setUp();
      await putMetrics(athena);
      for (const [sql, rows] of STEPS) expect(await athena.readRows(sql), sql).to.deep.equal(rows);
    });
  });

  describe("both, from other clients", () => {
    needVenv();
    const cloud = useCloud({ keys: "own", speed: 100, startAt: undefined });
    const athena = createQueries(cloud);
    beforeEach(async () => {
      await athena.setUpSoon();
      await athena.put(
        "data/stations/1.json",
        Array.from({ length: 10 }, (_, index) => JSON.stringify(createStation(index + 1))).join("\n"),
      );
      await putMetrics(athena);
    });

    for (const [client, program] of [
      ["boto3", BOTO3],
      ["the AWS CLI", AWS_CLI],
    ] as const) {
      it(`${client} finds the station low on fuel, and the components after adding their partitions (ATH-007, ATH-029, ATH-037)`, async () => {
        const steps = [STATIONS, LOW, ...STEPS.map(([sql]) => sql)];
        const { status, errors, output } = await runInVenv(
          "python",
          ["-c", program, JSON.stringify(steps), RESULTS],
          cloud.running,
        );
        expect({ status, errors }).to.deep.equal({ status: 0, errors: "" });
        const low = [
          ["station_id", ...TANKS, "event_timestamp"],
          ["1", "210", "211", "212", "213", "150", "1893456000"],
        ];
        expect(JSON.parse(output)).to.deep.equal([[], low, ...STEPS.map(([, rows]) => rows)]);
      });
    }
  });
});
