/** Another design, whose parts differ from the solution's: no stream, no function, no template. */
export const DIRECT_PUT =
  String.raw`
import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateDeliveryStreamCommand, DeleteDeliveryStreamCommand, DescribeDeliveryStreamCommand, FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { CreateDatabaseCommand, CreateTableCommand, DeleteDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateAliasCommand, CreateKeyCommand, DeleteAliasCommand, DescribeKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { accountId } from "../aws/account-id";
import { deleteS3Bucket } from "../aws/delete-s3-bucket";

const firehose = new FirehoseClient({});
const kms = new KMSClient({});
const KEY = "alias/parcels-archive";
const STREAMS = ["parcels-scans", "parcels-bad"];
const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const DATA = { scan_id: "string", parcel_id: "string", scanned_at: "string", status: "string", weight_g: "int", note: "string" };
const listColumns = (columns: Record<string, string>) => Object.entries(columns).map(([Name, Type]) => ({ Name, Type }));

async function createTable(glue: GlueClient, name: string, settings: object): Promise<void> {
  await glue.send(new CreateTableCommand({ DatabaseName: "parcels", TableInput: { Name: name, TableType: "EXTERNAL_TABLE", ...settings } }));
}

async function ask(sql: string, bucket: string): Promise<void> {
  const athena = new AthenaClient({});
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({ QueryString: sql, QueryExecutionContext: { Database: "parcels" }, ResultConfiguration: { OutputLocation: "s3://" + bucket + "/athena/" } }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const state = QueryExecution?.Status?.State;
    if (state === "SUCCEEDED") return;
    if (state === "FAILED") throw new Error(QueryExecution?.Status?.StateChangeReason);
    await sleep(1);
  }
}

export async function deploy(): Promise<void> {
  const account = await accountId();
  const bucket = "parcels-direct-" + account;
  const RoleARN = "arn:aws:iam::" + account + ":role/LabStack-Parcels-FirehoseRole";
  const BucketARN = "arn:aws:s3:::" + bucket;
  const glue = new GlueClient({});
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: "for an archive of the scans" }));
  await kms.send(new CreateAliasCommand({ AliasName: KEY, TargetKeyId: KeyMetadata?.KeyId }));
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "parcels" } }));
  const parquet = "org.apache.hadoop.hive.ql.io.parquet.";
  await createTable(glue, "raw_scans", {
    PartitionKeys: [{ Name: "day", Type: "string" }, { Name: "depot", Type: "string" }],
    Parameters: {
      "projection.enabled": "true",
      "projection.depot.type": "enum",
      "projection.depot.values": "north,south,east,west",
      "projection.day.type": "date",
      "projection.day.format": "yyyy-MM-dd",
      "projection.day.range": "NOW-3DAYS,NOW+1DAYS",
      "storage.location.template": "s3://" + bucket + "/by-day/$` +
  "{day}/$" +
  String.raw`{depot}/",
    },
    StorageDescriptor: {
      Location: "s3://" + bucket + "/by-day/",
      Columns: listColumns(DATA),
      InputFormat: parquet + "MapredParquetInputFormat",
      OutputFormat: parquet + "MapredParquetOutputFormat",
      SerdeInfo: { SerializationLibrary: parquet + "serde.ParquetHiveSerDe" },
    },
  });
  await createTable(glue, "raw_bad", {
    StorageDescriptor: {
      Location: "s3://" + bucket + "/bad/",
      Columns: listColumns({ reason: "string", line: "string", received: "string" }),
      InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
    },
  });
  const buffer = (SizeInMBs: number) => ({ SizeInMBs, IntervalInSeconds: 60 });
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "parcels-scans",
      ExtendedS3DestinationConfiguration: {
        BucketARN,
        RoleARN,
        Prefix: "by-day/!{partitionKeyFromQuery:day}/!{partitionKeyFromQuery:depot}/",
        ErrorOutputPrefix: "failed/!{firehose:error-output-type}/",
        BufferingHints: buffer(64),
        DynamicPartitioningConfiguration: { Enabled: true },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            {
              Type: "MetadataExtraction",
              Parameters: [
                { ParameterName: "MetadataExtractionQuery", ParameterValue: "{day:.scanned_at[0:10],depot:.depot}" },
                { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
              ],
            },
          ],
        },
        DataFormatConversionConfiguration: {
          Enabled: true,
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          SchemaConfiguration: { DatabaseName: "parcels", TableName: "raw_scans", RoleARN, Region: process.env["AWS_REGION"], VersionId: "LATEST" },
        },
      },
    }),
  );
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "parcels-bad",
      ExtendedS3DestinationConfiguration: { BucketARN, RoleARN, Prefix: "bad/", ErrorOutputPrefix: "failed/", BufferingHints: buffer(1) },
    }),
  );
  for (const DeliveryStreamName of STREAMS)
    while ((await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }))).DeliveryStreamDescription?.DeliveryStreamStatus !== "ACTIVE") await sleep(2);
  await new CloudWatchClient({}).send(
    new PutMetricAlarmCommand({
      AlarmName: "parcels-refused",
      Namespace: "AWS/Firehose",
      MetricName: "DeliveryToS3.Success",
      Dimensions: [{ Name: "DeliveryStreamName", Value: "parcels-scans" }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "ignore",
    }),
  );
  await ask(
    "CREATE OR REPLACE VIEW scans AS SELECT scan_id, max(parcel_id) AS parcel_id, depot, day, max(scanned_at) AS scanned_at, max(status) AS status, max(weight_g) AS weight_g, max(note) AS note FROM raw_scans GROUP BY day, depot, scan_id",
    bucket,
  );
  await ask("CREATE OR REPLACE VIEW rejected AS SELECT line, min(reason) AS reason FROM raw_bad WHERE received > CAST(current_date - INTERVAL '7' DAY AS varchar) GROUP BY line", bucket);
}

function describeFault(line: string): string | undefined {
  try {
    const scan = JSON.parse(line);
    if (!scan.scan_id) return "the id is missing";
    return Number(scan.weight_g) > 0 ? undefined : "impossible weight: " + "not above zero";
  } catch {
    return "damaged JSON";
  }
}

async function send(DeliveryStreamName: string, texts: string[]): Promise<void> {
  for (let start = 0; start < texts.length; start += 400) {
    let Records = texts.slice(start, start + 400).map((text) => ({ Data: Buffer.from(text + "\n") }));
    while (Records.length > 0) {
      const { RequestResponses = [] } = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName, Records }));
      Records = Records.filter((_, at) => RequestResponses[at]?.RecordId === undefined);
      if (Records.length > 0) await sleep(1);
    }
  }
}

export async function produce(lines: AsyncIterable<string>): Promise<void> {
  const good: string[] = [];
  const bad: string[] = [];
  const flush = async () => {
    await send("parcels-scans", good.splice(0));
    await send("parcels-bad", bad.splice(0));
  };
  for await (const line of lines) {
    const reason = describeFault(line);
    if (reason) bad.push(JSON.stringify({ reason, line, received: new Date().toISOString() }));
    else good.push(line);
    if (good.length >= 400) await flush();
  }
  await flush();
}

export async function cleanUp(): Promise<void> {
  for (const DeliveryStreamName of STREAMS) await firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName, AllowForceDelete: true }));
  for (const DeliveryStreamName of STREAMS)
    while (await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })).then(() => true, () => false)) await sleep(5);
  await new CloudWatchClient({}).send(new DeleteAlarmsCommand({ AlarmNames: ["parcels-refused"] }));
  await new GlueClient({}).send(new DeleteDatabaseCommand({ Name: "parcels" }));
  await deleteS3Bucket({ bucketName: "parcels-direct-" + (await accountId()) });
  // A key is deleted a week after the request, at the earliest.
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: KEY }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays: 7 }));
  await kms.send(new DeleteAliasCommand({ AliasName: KEY }));
}`;
