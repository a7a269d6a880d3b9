/**
 * The capstone. The design is yours, as long as this file exports three functions:
 *
 * - `deploy(): Promise<void>` creates everything
 * - `produce(lines: AsyncIterable<string>): Promise<void>` takes the lines that the scanners send
 * - `cleanUp(): Promise<void>` deletes everything
 *
 * Each call is a process of its own, which knows nothing of earlier ones. The notebook's brief says what they have to achieve.
 */

// ### START CODE HERE ### (~ 140 lines of code)
// Your design.
import { randomUUID } from "node:crypto";
import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { runQuery } from "../../../src/athena/run-query";
import { accountId } from "../../../src/aws/account-id";
import { deleteS3Bucket } from "../../../src/aws/delete-s3-bucket";
import { createLabTags, tagList } from "../../../src/aws/lab-tags";
import { waitUntil } from "../../../src/waiting/wait-until";

const STACK = "parcels-pipeline";
const cloudFormation = new CloudFormationClient({});
const kinesis = new KinesisClient({});
const bucketName = async (): Promise<string> => `parcels-lake-${await accountId()}`;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// Firehose sends each batch of lines through this function. Bad lines are delivered too, to a partition of their own, with the reason.
const CHECK_LINES = `
const findFault = (line, scan) => {
  if (scan === undefined) return "not JSON";
  if (typeof scan.scan_id !== "string") return "no scan_id";
  return scan.weight_g > 0 ? undefined : "weight_g is not above 0";
};
const parse = (line) => { try { return JSON.parse(line); } catch { return undefined; } };
exports.handler = async ({ records }) => ({
  records: records.map(({ recordId, data, approximateArrivalTimestamp }) => {
    const line = Buffer.from(data, "base64").toString();
    const scan = parse(line);
    const reason = findFault(line, scan);
    const day = reason ? new Date(approximateArrivalTimestamp).toISOString() : scan.scanned_at;
    const partitionKeys = { depot: reason ? "rejected" : scan.depot, day: day.slice(0, 10) };
    const row = JSON.stringify(reason ? { reason, line } : scan);
    return { recordId, result: "Ok", data: Buffer.from(row).toString("base64"), metadata: { partitionKeys } };
  }),
});`;

const COLUMNS = { scan_id: "string", parcel_id: "string", scanned_at: "string", status: "string", weight_g: "int", note: "string", reason: "string", line: "string" };

const ROLE = '!Sub "arn:aws:iam::${AWS::AccountId}:role/LabStack-Parcels-FirehoseRole"';
const TEMPLATE = `
Resources:
  Lake: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "parcels-lake-\${AWS::AccountId}" } }
  Scans: { Type: AWS::Kinesis::Stream, Properties: { Name: parcels-scans, ShardCount: 1 } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /aws/lambda/parcels-check } }
  Check:
    Type: AWS::Lambda::Function
    DependsOn: Log
    Properties:
      FunctionName: parcels-check
      Runtime: nodejs24.x
      Handler: index.handler
      Timeout: 60
      Role: !Sub "arn:aws:iam::\${AWS::AccountId}:role/LabStack-Parcels-FunctionRole"
      Code: { ZipFile: ${JSON.stringify(CHECK_LINES)} }
  Database: { Type: AWS::Glue::Database, Properties: { CatalogId: !Ref AWS::AccountId, DatabaseInput: { Name: parcels } } }
  Delivered:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: !Ref AWS::AccountId
      DatabaseName: !Ref Database
      TableInput:
        Name: delivered
        TableType: EXTERNAL_TABLE
        PartitionKeys: [{ Name: depot, Type: string }, { Name: day, Type: string }]
        Parameters:
          projection.enabled: "true"
          projection.depot.type: enum
          projection.depot.values: north,south,east,west,rejected
          projection.day.type: date
          projection.day.format: yyyy-MM-dd
          projection.day.range: NOW-7DAYS,NOW+1DAYS
        StorageDescriptor:
          Location: !Sub "s3://parcels-lake-\${AWS::AccountId}/scans/"
          Columns: ${JSON.stringify(Object.entries(COLUMNS).map(([Name, Type]) => ({ Name, Type })))}
          InputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat
          OutputFormat: org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat
          SerdeInfo: { SerializationLibrary: org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe }
  Delivery:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamName: parcels-delivery
      DeliveryStreamType: KinesisStreamAsSource
      KinesisStreamSourceConfiguration: { KinesisStreamARN: !GetAtt Scans.Arn, RoleARN: ${ROLE} }
      ExtendedS3DestinationConfiguration:
        BucketARN: !GetAtt Lake.Arn
        RoleARN: ${ROLE}
        Prefix: scans/depot=!{partitionKeyFromLambda:depot}/day=!{partitionKeyFromLambda:day}/
        ErrorOutputPrefix: errors/!{firehose:error-output-type}/
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 }
        DynamicPartitioningConfiguration: { Enabled: true }
        ProcessingConfiguration:
          Enabled: true
          Processors: [{ Type: Lambda, Parameters: [{ ParameterName: LambdaArn, ParameterValue: !GetAtt Check.Arn }] }]
        DataFormatConversionConfiguration:
          Enabled: true
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } }
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } }
          SchemaConfiguration: { DatabaseName: !Ref Database, TableName: !Ref Delivered, RoleARN: ${ROLE}, Region: !Ref AWS::Region, VersionId: LATEST }
  Stalled:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: parcels-stalled
      Namespace: AWS/Firehose
      MetricName: DeliveryToS3.DataFreshness
      Dimensions: [{ Name: DeliveryStreamName, Value: !Ref Delivery }]
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 300
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
`;

// A scan that was sent twice has two rows. Grouping by its id gives one, and reads only the columns that a query asks for.
const VIEWS = [
  `CREATE OR REPLACE VIEW scans AS SELECT scan_id, depot, day, min(parcel_id) parcel_id, min(scanned_at) scanned_at, min(status) status, min(weight_g) weight_g,
    min(note) note FROM delivered WHERE depot <> 'rejected' GROUP BY scan_id, depot, day`,
  "CREATE OR REPLACE VIEW rejected AS SELECT DISTINCT reason, line FROM delivered WHERE depot = 'rejected'",
];

const isSettled = async (): Promise<boolean> => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }));
  return !Stacks?.[0]?.StackStatus?.endsWith("_IN_PROGRESS");
};

export async function deploy(): Promise<void> {
  await cloudFormation.send(new CreateStackCommand({ StackName: STACK, TemplateBody: TEMPLATE, Tags: tagList(await createLabTags({ lab: "06-capstone" })) }));
  await waitUntil({ what: "the stack", timeoutSeconds: 600, check: isSettled });
  const outputLocation = `s3://${await bucketName()}/queries/`;
  for (const sql of VIEWS) await runQuery({ sql, database: "parcels", outputLocation });
}

async function putLines(lines: readonly string[]): Promise<void> {
  let left = lines.map((line) => ({ PartitionKey: randomUUID(), Data: Buffer.from(line) }));
  while (left.length > 0) {
    const { Records = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: "parcels-scans", Records: left }));
    left = left.filter((_, at) => Records[at]?.ErrorCode !== undefined);
    if (left.length > 0) await pause(500);
  }
}

/** @param lines the lines that the scanners send, as they come */
export async function produce(lines: AsyncIterable<string>): Promise<void> {
  let batch: string[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < 500) continue;
    await putLines(batch);
    batch = [];
  }
  await putLines(batch);
}

export async function cleanUp(): Promise<void> {
  await deleteS3Bucket({ bucketName: await bucketName() });
  await cloudFormation.send(new DeleteStackCommand({ StackName: STACK }));
  await waitUntil({ what: "the stack to be gone", timeoutSeconds: 600, check: async () => (await isSettled().catch(() => true)) });
}
// ### END CODE HERE ###
