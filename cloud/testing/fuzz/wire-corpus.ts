import { LAB } from "./wire-lab";
import { createMetadataExtraction, createPartitioned } from "../create-partitioned";
import { REST, createSigned, type Sample } from "./wire-rest";

const createJson =
  (target: string, version = "1.1") =>
  (operation: string, values: unknown): Sample => ({
    protocol: "json",
    method: "POST",
    target: "/",
    headers: { "x-amz-target": `${target}.${operation}`, "content-type": `application/x-amz-json-${version}` },
    values,
  });

const kinesis = createJson("Kinesis_20131202");
const firehose = createJson("Firehose_20150804");
const athena = createJson("AmazonAthena");
const glue = createJson("AWSGlue");
const logs = createJson("Logs_20140328");
const sqs = createJson("AmazonSQS", "1.0");
const ssm = createJson("AmazonSSM");
const ecr = createJson("AmazonEC2ContainerRegistry_V20150921");
const kms = createJson("TrentService");
const TOPIC = "arn:aws:sns:us-east-1:000000000000:t";
const flink = createJson("KinesisAnalytics_20180523");
const cloudwatch = createJson("GraniteServiceVersion20100801", "1.0");

const createCbor = (operation: string, values: unknown): Sample => ({
  protocol: "cbor",
  method: "POST",
  target: "/",
  headers: { "x-amz-target": `Kinesis_20131202.${operation}`, "content-type": "application/x-amz-cbor-1.1" },
  values,
});

const createRpc = (operation: string, values: unknown): Sample => ({
  protocol: "rpc",
  method: "POST",
  target: `/service/GraniteServiceVersion20100801/operation/${operation}`,
  headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
  values,
});

const query = (service: string, version: string, values: Readonly<Record<string, string>>): Sample => ({
  protocol: "query",
  method: "POST",
  target: "/",
  headers: { authorization: createSigned(service), "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
  values: { Version: version, ...values },
});

const ROLE = "arn:aws:iam::000000000000:role/r";
const QUEUE = "http://127.0.0.1/000000000000/q";
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const RECORD = { PartitionKey: "k", Data: "eyJhIjoxfQ==" };
const TEMPLATE =
  '{"Parameters":{"P":{"Type":"String","Default":"x"}},"Resources":{"B":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":{"Fn::Sub":"${P}-q"}}}},"Outputs":{"O":{"Value":{"Fn::GetAtt":["B","Arn"]}}}}';

/** Requests of every protocol that a fresh cloud answers with success, in an order in which most of them find the resources that they name. */
export const SAMPLES: readonly Sample[] = [
  kinesis("CreateStream", { StreamName: "s", ShardCount: 2 }),
  kinesis("DescribeStreamSummary", { StreamName: "s" }),
  kinesis("ListShards", { StreamName: "s", MaxResults: 10, ShardFilter: { Type: "AT_LATEST" } }),
  kinesis("PutRecord", { StreamName: "s", ...RECORD, ExplicitHashKey: "1" }),
  kinesis("PutRecords", {
    StreamName: "s",
    Records: [RECORD, { ...RECORD, ExplicitHashKey: "340282366920938463463374607431768211455" }],
  }),
  kinesis("GetShardIterator", {
    StreamName: "s",
    ShardId: "shardId-000000000000",
    ShardIteratorType: "AT_TIMESTAMP",
    Timestamp: 1.5e9,
  }),
  kinesis("GetRecords", { ShardIterator: "AAAA", Limit: 10 }),
  kinesis("SplitShard", { StreamName: "s", ShardToSplit: "shardId-000000000000", NewStartingHashKey: "10" }),
  kinesis("AddTagsToStream", { StreamName: "s", Tags: { a: "b" } }),
  createCbor("PutRecord", { StreamName: "s", PartitionKey: "k", Data: new Uint8Array([1, 2]) }),
  createCbor("ListStreams", { Limit: 5, ExclusiveStartStreamName: "a" }),
  createCbor("GetShardIterator", { StreamName: "s", ShardId: "shardId-000000000001", ShardIteratorType: "LATEST" }),
  createRpc("PutMetricData", {
    Namespace: "n",
    MetricData: [{ MetricName: "m", Value: 1.5, Dimensions: [{ Name: "d", Value: "v" }] }],
  }),
  createRpc("ListMetrics", { Namespace: "n", Dimensions: [{ Name: "d" }] }),
  cloudwatch("PutMetricData", {
    Namespace: "n",
    MetricData: [{ MetricName: "m", Values: [1, 2], Counts: [1, 1], Timestamp: 1.893456e9, Unit: "Count" }],
  }),
  cloudwatch("GetMetricData", {
    StartTime: 1.893e9,
    EndTime: 1.8935e9,
    MetricDataQueries: [
      { Id: "a", MetricStat: { Metric: { Namespace: "n", MetricName: "m" }, Period: 60, Stat: "p99" } },
      { Id: "e", Expression: "FILL(a, 0) * 2 + IF(a > 1, a, 0)" },
    ],
  }),
  cloudwatch("GetMetricStatistics", {
    Namespace: "n",
    MetricName: "m",
    StartTime: 1.893e9,
    EndTime: 1.8935e9,
    Period: 60,
    Statistics: ["Sum"],
  }),
  sqs("CreateQueue", { QueueName: "q", Attributes: { VisibilityTimeout: "1", Policy: '{"Statement":[]}' } }),
  sqs("SendMessage", {
    QueueUrl: QUEUE,
    MessageBody: "b",
    DelaySeconds: 0,
    MessageAttributes: { a: { DataType: "Number", StringValue: "1" } },
  }),
  sqs("SendMessageBatch", { QueueUrl: QUEUE, Entries: [{ Id: "1", MessageBody: "x" }] }),
  sqs("ReceiveMessage", {
    QueueUrl: QUEUE,
    MaxNumberOfMessages: 3,
    WaitTimeSeconds: 0,
    MessageSystemAttributeNames: ["All"],
  }),
  sqs("DeleteMessage", { QueueUrl: QUEUE, ReceiptHandle: "x" }),
  query("sqs", "2012-11-05", { Action: "GetQueueAttributes", QueueUrl: QUEUE, "AttributeName.1": "All" }),
  query("sqs", "2012-11-05", {
    Action: "SendMessage",
    QueueUrl: QUEUE,
    MessageBody: "x",
    "MessageAttribute.1.Name": "n",
    "MessageAttribute.1.Value.DataType": "String",
    "MessageAttribute.1.Value.StringValue": "v",
  }),
  query("iam", "2010-05-08", {
    Action: "CreateRole",
    RoleName: "r",
    AssumeRolePolicyDocument: TRUST,
    "Tags.member.1.Key": "a",
    "Tags.member.1.Value": "b",
  }),
  query("iam", "2010-05-08", {
    Action: "PutRolePolicy",
    RoleName: "r",
    PolicyName: "p",
    PolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
  }),
  query("iam", "2010-05-08", { Action: "ListRoles", MaxItems: "10", PathPrefix: "/" }),
  query("sts", "2011-06-15", { Action: "GetCallerIdentity" }),
  query("monitoring", "2010-08-01", { Action: "ListMetrics", Namespace: "n", "Dimensions.member.1.Name": "d" }),
  query("cloudformation", "2010-05-15", {
    Action: "CreateStack",
    StackName: "st",
    TemplateBody: TEMPLATE,
    "Parameters.member.1.ParameterKey": "P",
    "Parameters.member.1.ParameterValue": "y",
  }),
  query("cloudformation", "2010-05-15", {
    Action: "ValidateTemplate",
    TemplateBody: "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Sub 'a-${AWS::Region}'}\n",
  }),
  query("cloudformation", "2010-05-15", { Action: "DescribeStacks", StackName: "st" }),
  query("ec2", "2016-11-15", { Action: "DescribeInstances", "InstanceId.1": "i-12345678", MaxResults: "10" }),
  query("ec2", "2016-11-15", { Action: "CreateSecurityGroup", GroupName: "g", GroupDescription: "d" }),
  query("ec2", "2016-11-15", {
    Action: "AuthorizeSecurityGroupIngress",
    GroupName: "g",
    "IpPermissions.1.IpProtocol": "tcp",
    "IpPermissions.1.FromPort": "1",
    "IpPermissions.1.ToPort": "2",
    "IpPermissions.1.IpRanges.1.CidrIp": "10.0.0.0/8",
  }),
  query("ec2", "2016-11-15", {
    Action: "RunInstances",
    ImageId: "ami-12345678",
    MinCount: "1",
    MaxCount: "1",
    UserData: "IyEvYmluL2Jhc2gK",
  }),
  ...REST,
  firehose("CreateDeliveryStream", {
    DeliveryStreamName: "d",
    DeliveryStreamType: "DirectPut",
    ExtendedS3DestinationConfiguration: {
      BucketARN: "arn:aws:s3:::trips",
      RoleARN: ROLE,
      ...createPartitioned("p/!{partitionKeyFromQuery:a}/!{timestamp:yyyy}/", createMetadataExtraction("{a:.a}")),
      ErrorOutputPrefix: "e/",
    },
  }),
  firehose("PutRecordBatch", { DeliveryStreamName: "d", Records: [{ Data: "eyJhIjoxfQ==" }, { Data: "eA==" }] }),
  firehose("DescribeDeliveryStream", { DeliveryStreamName: "d" }),
  glue("CreateDatabase", { DatabaseInput: { Name: "db" } }),
  glue("CreateTable", {
    DatabaseName: "db",
    TableInput: {
      Name: "t",
      PartitionKeys: [{ Name: "p", Type: "int" }],
      StorageDescriptor: {
        Location: "s3://trips/t/",
        Columns: [{ Name: "c", Type: "struct<a:array<int>>" }],
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
      },
    },
  }),
  glue("CreatePartition", { DatabaseName: "db", TableName: "t", PartitionInput: { Values: ["1"] } }),
  glue("GetPartitions", { DatabaseName: "db", TableName: "t", Expression: "p >= 1 AND (p <> 3 OR p IN (1, 2))" }),
  logs("CreateLogGroup", { logGroupName: "g" }),
  logs("CreateLogStream", { logGroupName: "g", logStreamName: "l" }),
  logs("PutLogEvents", {
    logGroupName: "g",
    logStreamName: "l",
    logEvents: [{ timestamp: 1_893_456_000_000, message: '{"a":1}' }],
  }),
  logs("FilterLogEvents", { logGroupName: "g", filterPattern: '{ ($.a = 1) || ($.b.c[0] = "x*") }', limit: 5 }),
  athena("StartQueryExecution", {
    QueryString: "SELECT c, count(*) FROM t WHERE p = 1 GROUP BY c",
    QueryExecutionContext: { Database: "db" },
    ClientRequestToken: "0123456789012345678901234567890123456789",
    ResultConfiguration: { OutputLocation: "s3://trips/results/" },
  }),
  athena("CreateNamedQuery", {
    Name: "n",
    Database: "db",
    QueryString: "SELECT 1",
    ClientRequestToken: "0123456789012345678901234567890123456780",
  }),
  athena("ListQueryExecutions", { MaxResults: 5, WorkGroup: "primary" }),
  ssm("PutParameter", { Name: "/a/b", Type: "String", Value: "aaa", AllowedPattern: "^a+$", Tags: [] }),
  ssm("GetParametersByPath", { Path: "/", Recursive: true, MaxResults: 5 }),
  ecr("CreateRepository", {
    repositoryName: "images",
    imageTagMutability: "MUTABLE",
    tags: [{ Key: "a", Value: "b" }],
  }),
  ecr("PutLifecyclePolicy", { repositoryName: "images", lifecyclePolicyText: '{"rules":[]}' }),
  kms("CreateKey", { Description: "a", Tags: [{ TagKey: "a", TagValue: "b" }] }),
  kms("DescribeKey", { KeyId: "alias/aws/s3" }),
  query("sns", "2010-03-31", { Action: "CreateTopic", Name: "t", "Tags.member.1.Key": "a" }),
  query("sns", "2010-03-31", { Action: "Subscribe", TopicArn: TOPIC, Protocol: "email", Endpoint: "a@b.org" }),
  query("sns", "2010-03-31", { Action: "Publish", TopicArn: TOPIC, Message: "{}", MessageStructure: "json" }),
  flink("CreateApplication", {
    ApplicationName: "sql",
    RuntimeEnvironment: "SQL-1_0",
    ServiceExecutionRole: ROLE,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: "PLAINTEXT",
        CodeContent: { TextContent: 'CREATE OR REPLACE STREAM "D" (a VARCHAR(8));' },
      },
    },
  }),
  flink("DescribeApplication", { ApplicationName: "sql", IncludeAdditionalDetails: true }),
  cloudwatch("PutMetricAlarm", {
    AlarmName: "al",
    Namespace: "n",
    MetricName: "m",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 2,
    Threshold: 1.5,
    ComparisonOperator: "GreaterThanThreshold",
  }),
  cloudwatch("SetAlarmState", { AlarmName: "al", StateValue: "ALARM", StateReason: "r", StateReasonData: "{}" }),
  cloudwatch("PutDashboard", { DashboardName: "da", DashboardBody: '{"widgets":[]}' }),
  cloudwatch("DescribeAlarms", { AlarmNamePrefix: "a", MaxRecords: 5 }),
  ...LAB,
];
