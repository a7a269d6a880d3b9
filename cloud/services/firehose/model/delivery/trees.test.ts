import type { ExtendedS3DestinationConfiguration, Processor } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { createConversion, readDeliveredFiles, makeTable, createDeliveryTools, ROLE } from "../../testing/glue-tables";
import { createMetadataExtraction } from "../../../../testing/create-partitioned";
import { readParquetRows } from "../../testing/delivery-run";

const createMetadata = (keys: Readonly<Record<string, string>>): Processor =>
  createMetadataExtraction(
    `{${Object.entries(keys)
      .map(([name, query]) => `${name}:${query}`)
      .join(",")}}`,
  );

describe("Firehose delivers the exact object tree of", () => {
  const cloud = useCloud();
  const { makeBucket, create, putAll } = createDeliveryTools(cloud);
  beforeEach(makeBucket);

  /** Every object by its key, without the parts that differ from run to run: rows of columnar files, lines of other files. */
  const readTree = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      await Promise.all(
        (await readDeliveredFiles(cloud, "")).map(async ({ key, content }) => {
          const name = key.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, "UUID");
          if (key.endsWith(".parquet"))
            return [name, (await readParquetRows(content)).map((row) => Object.values(row).join(" "))];
          return [
            name,
            Buffer.from(content)
              .toString()
              .split("\n")
              .map((line) =>
                line.startsWith('{"rawData"') || line.startsWith('{"attempts') ? createFailed(line) : line,
              ),
          ];
        }),
      ),
    );
  /** The message of an error line, and the record that it is about. */
  const createFailed = (line: string): string => {
    const { errorCode, lastErrorCode = errorCode, rawData } = JSON.parse(line) as Record<string, string>;
    return `${lastErrorCode}: ${Buffer.from(rawData ?? "", "base64").toString()}`;
  };

  it("the gas stations: five keys as Parquet, and a sixth after an update (FH-023, FH-042, FH-058, FH-068, FH-070, FH-086)", async () => {
    const KEYS = {
      station_id: ".station_id",
      year: '.event_timestamp| strftime("%Y")',
      month: '.event_timestamp| strftime("%m")',
      day: '.event_timestamp| strftime("%d")',
      hour: '.event_timestamp| strftime("%H")',
      minute: '.event_timestamp| strftime("%M")',
    };
    const createConfiguration = (count: number): Partial<ExtendedS3DestinationConfiguration> => {
      const keys = Object.fromEntries(Object.entries(KEYS).slice(0, count));
      return {
        Prefix: `station-data/${Object.keys(keys)
          .map((name) => `${name}=!{partitionKeyFromQuery:${name}}/`)
          .join("")}`,
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            createMetadata(keys),
            { Type: "AppendDelimiterToRecord", Parameters: [{ ParameterName: "Delimiter", ParameterValue: "\\n" }] },
          ],
        },
      };
    };
    const createReading = (station: string, at: string, level = "512"): string =>
      JSON.stringify({
        station_id: station,
        fuel_tank1_level: level,
        event_timestamp: Date.parse(`2026-05-17T${at}:00Z`) / 1000,
      });
    await makeTable(cloud, { station_id: "string", fuel_tank1_level: "int", event_timestamp: "int" });
    await create("SI-Firehose", {
      ...createConfiguration(5),
      ErrorOutputPrefix: "error",
      BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
      DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } },
      DataFormatConversionConfiguration: createConversion({ ParquetSerDe: {} }),
    });
    const noLevel = createReading("9", "09:59", "empty");
    await putAll("SI-Firehose", [
      createReading("9", "09:05"),
      createReading("8", "09:07"),
      createReading("9", "09:59", "99"),
      createReading("8", "10:00"),
      '{"station_id":"7"}',
      noLevel,
    ]);
    await cloud.advance(20);
    await cloud.firehose.updateDestination({
      DeliveryStreamName: "SI-Firehose",
      CurrentDeliveryStreamVersionId: "1",
      DestinationId: "destinationId-000000000001",
      ExtendedS3DestinationUpdate: createConfiguration(6),
    });
    await putAll("SI-Firehose", [
      createReading("9", "09:05"),
      createReading("8", "09:07"),
      createReading("9", "09:05", "98"),
    ]);
    await cloud.advance(60);
    const createName = (version: number, second: string): string =>
      `SI-Firehose-${version}-2030-01-01-00-00-${second}-UUID`;
    const nine = Date.parse("2026-05-17T09:00:00Z") / 1000;
    expect(await readTree()).to.deep.equal({
      [`station-data/station_id=8/year=2026/month=05/day=17/hour=09/${createName(1, "01")}.parquet`]: [
        `8 512 ${nine + 7 * 60}`,
      ],
      [`station-data/station_id=8/year=2026/month=05/day=17/hour=10/${createName(1, "01")}.parquet`]: [
        `8 512 ${nine + 60 * 60}`,
      ],
      [`station-data/station_id=9/year=2026/month=05/day=17/hour=09/${createName(1, "01")}.parquet`]: [
        `9 512 ${nine + 5 * 60}`,
        `9 99 ${nine + 59 * 60}`,
      ],
      [`station-data/station_id=8/year=2026/month=05/day=17/hour=09/minute=07/${createName(2, "21")}.parquet`]: [
        `8 512 ${nine + 7 * 60}`,
      ],
      [`station-data/station_id=9/year=2026/month=05/day=17/hour=09/minute=05/${createName(2, "21")}.parquet`]: [
        `9 512 ${nine + 5 * 60}`,
        `9 98 ${nine + 5 * 60}`,
      ],
      [`errormetadata-extraction-failed/2030/01/01/00/${createName(1, "01")}`]: [
        'DynamicPartitioning.MetadataExtractionFailed: {"station_id":"7"}',
        "",
      ],
      [`errorformat-conversion-failed/2030/01/01/00/${createName(1, "01")}`]: [
        `DataFormatConversion.MalformedData: ${noLevel}`,
        "",
      ],
    });
  });

  it("the components: a Kinesis stream partitioned by componentName (FH-067, FH-068, FH-069, FH-103)", async () => {
    await cloud.kinesis.createStream({ StreamName: "metrics-out", ShardCount: 1 });
    await cloud.advance(1);
    await create(
      "metrics-to-s3",
      {
        Prefix: "!{partitionKeyFromQuery:componentName}/",
        ErrorOutputPrefix: "errors/",
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
        DynamicPartitioningConfiguration: { Enabled: true },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [createMetadata({ componentName: ".componentName" }), { Type: "AppendDelimiterToRecord" }],
        },
      },
      {
        DeliveryStreamType: "KinesisStreamAsSource",
        KinesisStreamSourceConfiguration: {
          KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/metrics-out",
          RoleARN: ROLE,
        },
      },
    );
    const readMetric = (componentName: string, minValue: number): string =>
      JSON.stringify({
        componentName,
        metricName: "cpu-usage",
        unit: "percent",
        minValue,
        maxValue: 55.333,
        fromTimestamp: "2021-09-09T12:15:02.001Z",
        toTimestamp: "2021-09-09T12:15:07.001Z",
      });
    const texts = [
      readMetric("user-service", 20.24),
      readMetric("order-service", 1),
      '{"metricName":"lost"}',
      readMetric("user-service", 3),
    ];
    await cloud.kinesis.putRecords({
      StreamName: "metrics-out",
      Records: texts.map((text, index) => ({ Data: Buffer.from(text), PartitionKey: String(index) })),
    });
    await cloud.advance(62);
    expect(await readTree()).to.deep.equal({
      "user-service/metrics-to-s3-1-2030-01-01-00-00-02-UUID": [texts[0], texts[3], ""],
      "order-service/metrics-to-s3-1-2030-01-01-00-00-02-UUID": [texts[1], ""],
      "errors/metadata-extraction-failed/2030/01/01/00/metrics-to-s3-1-2030-01-01-00-00-02-UUID": [
        `DynamicPartitioning.MetadataExtractionFailed: ${texts[2]}`,
        "",
      ],
    });
  });
});
