import { createMetadataExtraction, createPartitioned } from "../create-partitioned";

const ROLE = "arn:aws:iam::000000000000:role/aaa";
const BUCKET = "arn:aws:s3:::aaa";
const TOPIC = "arn:aws:sns:us-east-1:000000000000:aaa";
const QUEUE = { QueueUrl: "http://127.0.0.1/000000000000/aaa" };
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const TEMPLATE =
  '{"Parameters":{"P":{"Type":"String","Default":"x"}},"Resources":{"B":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":{"Fn::Sub":"${P}-q"}}}},"Outputs":{"O":{"Value":{"Fn::GetAtt":["B","Arn"]}}}}';
const YAML = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Sub 'a-${AWS::Region}'}\n";
const FLINK_SQL = 'CREATE OR REPLACE STREAM "D" (a VARCHAR(8));';
const SELECT = "SELECT c, count(*) FROM aaa WHERE p = 1 GROUP BY c";
const FORMULA = "FILL(a, 0) * 2 + IF(a > 1, a, 0)";
const AT = new Date("2030-01-01T00:00:00Z");
const PERIOD = { StartTime: new Date("2029-12-31"), EndTime: AT };
const BYTES = Buffer.from('{"a":1}');
const TOKEN = "0123456789".repeat(4);
const stream = { StreamName: "aaa" };
const delivery = { DeliveryStreamName: "aaa" };
const metric = { Namespace: "aaa", MetricName: "aaa" };
const bucket = { Bucket: "aaa" };
const object = { Bucket: "aaa", Key: "aaa" };
const table = { DatabaseName: "aaa", TableName: "aaa" };
const log = { logGroupName: "aaa", logStreamName: "aaa" };
const extraction = createMetadataExtraction("{a:.a}");
const partitioned = createPartitioned("p/!{partitionKeyFromQuery:a}/!{timestamp:yyyy}/", extraction);
const s3Destination = { BucketARN: BUCKET, RoleARN: ROLE, ...partitioned };
const serde = { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" };
const storage = { Location: "s3://aaa/t/", Columns: [{ Name: "c", Type: "struct<a:array<int>>" }], SerdeInfo: serde };
const alarm = {
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 1.5,
  ComparisonOperator: "LessThanThreshold",
};
const code = { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: FLINK_SQL } };
const rule = { IpProtocol: "tcp", FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: "10.0.0.0/8" }] };
const queries = [
  { Id: "a", MetricStat: { Metric: metric, Period: 60, Stat: "p99" } },
  { Id: "e", Expression: FORMULA },
];
const queueEvents = [{ QueueArn: "arn:aws:sqs:us-east-1:000000000000:aaa", Events: ["s3:ObjectCreated:*"] }];
const zip = Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64");
const data = { MetricName: "aaa", Values: [1, 2], Counts: [1, 1], Timestamp: AT, Unit: "Count" };
const putRecords = [{ PartitionKey: "k", Data: BYTES, ExplicitHashKey: `${2n ** 128n - 1n}` }];
const tableInput = { Name: "aaa", PartitionKeys: [{ Name: "p", Type: "int" }], StorageDescriptor: storage };
const cors = { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] };
const query = { QueryString: SELECT, QueryExecutionContext: { Database: "aaa" }, ClientRequestToken: TOKEN };
const schedule = { Target: { Arn: TOPIC, RoleArn: ROLE }, FlexibleTimeWindow: { Mode: "OFF" }, ClientToken: "a" };
const flink = { RuntimeEnvironment: "SQL-1_0", ServiceExecutionRole: ROLE };
const attribute = { DataType: "Number", StringValue: "1" };

/** Calls in an order in which most of them find the resources that they name. */
export const SAMPLE_CALLS: readonly (readonly [operation: string, input: object])[] = [
  ["iam.CreateRole", { RoleName: "aaa", AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "a", Value: "b" }] }],
  ["iam.PutRolePolicy", { RoleName: "aaa", PolicyName: "p", PolicyDocument: TRUST }],
  ["iam.ListRoles", { MaxItems: 10, PathPrefix: "/" }],
  ["sts.GetCallerIdentity", {}],
  ["kinesis.CreateStream", { ...stream, ShardCount: 2 }],
  ["kinesis.DescribeStreamSummary", stream],
  ["kinesis.ListShards", { ...stream, MaxResults: 10, ShardFilter: { Type: "AT_LATEST" } }],
  ["kinesis.ListStreams", { Limit: 5, ExclusiveStartStreamName: "a" }],
  ["kinesis.PutRecord", { ...stream, PartitionKey: "k", Data: BYTES, ExplicitHashKey: "1" }],
  ["kinesis.PutRecords", { ...stream, Records: putRecords }],
  [
    "kinesis.GetShardIterator",
    { ...stream, ShardId: "shardId-000000000000", ShardIteratorType: "AT_TIMESTAMP", Timestamp: PERIOD.StartTime },
  ],
  ["kinesis.GetRecords", { ShardIterator: "~NextShardIterator~", Limit: 10 }],
  ["kinesis.SplitShard", { ...stream, ShardToSplit: "shardId-000000000000", NewStartingHashKey: "10" }],
  ["kinesis.AddTagsToStream", { ...stream, Tags: { a: "b" } }],
  ["sqs.CreateQueue", { QueueName: "aaa", Attributes: { VisibilityTimeout: "1", Policy: '{"Statement":[]}' } }],
  ["sqs.SendMessage", { ...QUEUE, MessageBody: "b", DelaySeconds: 0, MessageAttributes: { a: attribute } }],
  ["sqs.SendMessageBatch", { ...QUEUE, Entries: [{ Id: "1", MessageBody: "x" }] }],
  ["sqs.ReceiveMessage", { ...QUEUE, WaitTimeSeconds: 0, MessageSystemAttributeNames: ["All"] }],
  ["sqs.DeleteMessage", { ...QUEUE, ReceiptHandle: "~ReceiptHandle~" }],
  ["sqs.GetQueueAttributes", { ...QUEUE, AttributeNames: ["All"] }],
  ["s3.CreateBucket", bucket],
  ["s3.PutObject", { ...object, Body: BYTES, Metadata: { a: "b" }, ContentType: "text/csv" }],
  ["s3.GetObject", { ...object, Range: "bytes=1-2", ResponseContentType: "a/b" }],
  ["s3.HeadObject", { ...object, IfNoneMatch: '"x"' }],
  ["s3.ListObjectsV2", { ...bucket, Prefix: "a", Delimiter: "/", MaxKeys: 5, EncodingType: "url" }],
  ["s3.ListMultipartUploads", { ...bucket, KeyMarker: "a", Prefix: "b" }],
  ["s3.CreateMultipartUpload", object],
  ["s3.UploadPart", { ...object, PartNumber: 1, UploadId: "~UploadId~", Body: BYTES }],
  [
    "s3.CompleteMultipartUpload",
    { ...object, UploadId: "~UploadId~", MultipartUpload: { Parts: [{ PartNumber: 1 }] } },
  ],
  ["s3.CopyObject", { ...bucket, Key: "copy", CopySource: "/aaa/aaa", MetadataDirective: "REPLACE" }],
  ["s3.DeleteObjects", { ...bucket, Delete: { Objects: [{ Key: "a" }], Quiet: true } }],
  ["s3.PutBucketTagging", { ...bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }],
  ["s3.GetObjectAttributes", { ...object, ObjectAttributes: ["ETag", "ObjectSize"] }],
  ["s3.PutBucketVersioning", { ...bucket, VersioningConfiguration: { Status: "Enabled" } }],
  ["s3.ListObjectVersions", { ...bucket, KeyMarker: "a", VersionIdMarker: "x", MaxKeys: 3 }],
  ["s3.DeleteObject", { ...object, VersionId: "~VersionId~" }],
  [
    "s3.PutBucketNotificationConfiguration",
    { ...bucket, NotificationConfiguration: { QueueConfigurations: queueEvents } },
  ],
  ["s3.PutBucketPolicy", { ...bucket, Policy: POLICY }],
  ["s3.PutBucketCors", { ...bucket, CORSConfiguration: cors }],
  ["lambda.ListFunctions", { MaxItems: 5, Marker: "x" }],
  [
    "lambda.CreateFunction",
    { FunctionName: "aaa", Runtime: "nodejs20.x", Role: ROLE, Handler: "i.h", Code: { ZipFile: zip } },
  ],
  ["lambda.Invoke", { FunctionName: "aaa", Payload: BYTES, InvocationType: "RequestResponse" }],
  ["lambda.CreateEventSourceMapping", { FunctionName: "aaa", EventSourceArn: queueEvents[0]?.QueueArn, BatchSize: 1 }],
  ["firehose.CreateDeliveryStream", { ...delivery, ExtendedS3DestinationConfiguration: s3Destination }],
  ["firehose.PutRecordBatch", { ...delivery, Records: [{ Data: BYTES }, { Data: Buffer.from("x") }] }],
  ["firehose.DescribeDeliveryStream", delivery],
  ["glue.CreateDatabase", { DatabaseInput: { Name: "aaa" } }],
  ["glue.CreateTable", { DatabaseName: "aaa", TableInput: tableInput }],
  ["glue.CreatePartition", { ...table, PartitionInput: { Values: ["1"] } }],
  ["glue.GetPartitions", { ...table, Expression: "p >= 1 AND (p <> 3 OR p IN (1, 2))" }],
  ["athena.CreateNamedQuery", { Name: "n", Database: "aaa", QueryString: "SELECT 1", ClientRequestToken: TOKEN }],
  ["athena.ListQueryExecutions", { MaxResults: 5, WorkGroup: "primary" }],
  ["athena.StartQueryExecution", { ...query, ResultConfiguration: { OutputLocation: "s3://aaa/r/" } }],
  ["logs.CreateLogGroup", { logGroupName: "aaa" }],
  ["logs.CreateLogStream", log],
  ["logs.PutLogEvents", { ...log, logEvents: [{ timestamp: AT.getTime(), message: '{"a":1}' }] }],
  ["logs.FilterLogEvents", { logGroupName: "aaa", filterPattern: '{ ($.a = 1) || ($.b.c[0] = "x*") }', limit: 5 }],
  ["cloudwatch.PutMetricData", { Namespace: "aaa", MetricData: [data] }],
  ["cloudwatch.ListMetrics", { Namespace: "aaa", Dimensions: [{ Name: "d", Value: "v" }] }],
  ["cloudwatch.GetMetricData", { ...PERIOD, MetricDataQueries: queries }],
  ["cloudwatch.GetMetricStatistics", { ...metric, ...PERIOD, Period: 60, Statistics: ["Sum"] }],
  ["cloudwatch.PutMetricAlarm", { AlarmName: "aaa", ...metric, ...alarm }],
  ["cloudwatch.SetAlarmState", { AlarmName: "aaa", StateValue: "ALARM", StateReason: "r", StateReasonData: "{}" }],
  ["cloudwatch.PutDashboard", { DashboardName: "aaa", DashboardBody: '{"widgets":[]}' }],
  ["cloudwatch.DescribeAlarms", { AlarmNamePrefix: "a", MaxRecords: 5 }],
  ["cloudformation.CreateStack", { StackName: "aaa", TemplateBody: TEMPLATE, Parameters: [{ ParameterKey: "P" }] }],
  ["cloudformation.ValidateTemplate", { TemplateBody: YAML }],
  ["cloudformation.DescribeStacks", { StackName: "aaa" }],
  ["ec2.DescribeInstances", { InstanceIds: ["i-12345678"], MaxResults: 10 }],
  ["ec2.CreateSecurityGroup", { GroupName: "aaa", Description: "d" }],
  ["ec2.AuthorizeSecurityGroupIngress", { GroupName: "aaa", IpPermissions: [rule] }],
  ["ec2.RunInstances", { ImageId: "ami-12345678", MinCount: 1, MaxCount: 1, ClientToken: TOKEN }],
  ["ssm.PutParameter", { Name: "/a/b", Type: "String", Value: "aaa", AllowedPattern: "^a+$", Tags: [] }],
  ["ssm.GetParametersByPath", { Path: "/", Recursive: true, MaxResults: 5 }],
  ["ecr.CreateRepository", { repositoryName: "aaa", imageTagMutability: "MUTABLE", tags: [{ Key: "a", Value: "b" }] }],
  ["ecr.PutLifecyclePolicy", { repositoryName: "aaa", lifecyclePolicyText: '{"rules":[]}' }],
  ["kms.CreateKey", { Description: "a", Tags: [{ TagKey: "a", TagValue: "b" }] }],
  ["kms.DescribeKey", { KeyId: "alias/aws/s3" }],
  ["sns.CreateTopic", { Name: "aaa", Tags: [{ Key: "a", Value: "b" }] }],
  ["sns.Subscribe", { TopicArn: TOPIC, Protocol: "email", Endpoint: "a@b.org" }],
  ["sns.Publish", { TopicArn: TOPIC, Message: '{"default":1}', MessageStructure: "json" }],
  ["scheduler.CreateSchedule", { Name: "aaa", ScheduleExpression: "rate(5 minutes)", ...schedule }],
  [
    "kinesisanalyticsv2.CreateApplication",
    { ApplicationName: "aaa", ...flink, ApplicationConfiguration: { ApplicationCodeConfiguration: code } },
  ],
  ["kinesisanalyticsv2.DescribeApplication", { ApplicationName: "aaa", IncludeAdditionalDetails: true }],
];

const JSON_TYPE = { "content-type": "application/json" };
const PAGE = { ...JSON_TYPE, "x-lab-console": "1", "sec-fetch-site": "same-origin", "x-lab-service": "s3" };
const CHUNKED = { "x-amz-decoded-content-length": "4", "content-encoding": "aws-chunked" };
const SIGNED = { ...CHUNKED, "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" };
const TRAILER = { ...CHUNKED, "x-amz-trailer": "x-amz-checksum-crc32" };
const UNSIGNED = { ...TRAILER, "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER" };
const TARGET = { "x-lab-content-type": "application/x-amz-json-1.1", "x-amz-target": "Kinesis_20131202.ListStreams" };
/** A policy that lets any key in, for a long time. */
const FORM_POLICY = btoa('{"expiration":"2999-01-01T00:00:00Z","conditions":[["starts-with","$key",""]]}');
const FORM = Object.entries({ key: "k", policy: FORM_POLICY, AWSAccessKeyId: "any", signature: "x", file: "body" })
  .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  .join("");

type RawRequest = readonly [line: string, body?: string, headers?: Readonly<Record<string, string>>];
/** Requests that no SDK sends: S3's forms and chunks, the lab's own endpoints, and the console's page. */
export const RAW_REQUESTS: readonly RawRequest[] = [
  ["POST /aaa", `${FORM}--b--\r\n`, { "content-type": "multipart/form-data; boundary=b" }],
  ["PUT /aaa/c", "4;chunk-signature=00\r\nabcd\r\n0;chunk-signature=00\r\n\r\n", SIGNED],
  ["PUT /aaa/c", "4\r\nabcd\r\n0\r\nx-amz-checksum-crc32:7YLNEQ==\r\n\r\n", UNSIGNED],
  ["GET /_lab/journal?after=0"],
  ["GET /_lab/firehose/buffers?stream=aaa"],
  ["GET /_lab/sqs/messages?queue=aaa"],
  ["GET /_lab/kinesisanalyticsv2/translation?application=aaa"],
  ["GET /_lab/random-user/api/?results=5&nat=us&seed=x"],
  ["GET /_lab/lambda/code?function=aaa&version=$LATEST&until=9&signature=00"],
  ["PUT /_lab/cloudformation/response?token=x", '{"Status":"SUCCESS","PhysicalResourceId":"a","Data":{"a":[1]}}'],
  ["POST /_lab/faults", '{"service":"kinesis","operation":"DescribeLimits","code":"Throttling","times":1}', JSON_TYPE],
  ["DELETE /_lab/faults"],
  ["POST /_lab/clock", '{"advanceSeconds":1}', JSON_TYPE],
  ["GET /console/tables"],
  ["POST /console/aws", '{"Limit":5}', { ...PAGE, ...TARGET, "x-lab-request": "POST /", "x-lab-service": "kinesis" }],
  ["POST /console/aws", "", { ...PAGE, "x-lab-request": "GET /aaa?list-type=2&prefix=a" }],
  ["POST /console/aws", "<b>x</b>", { ...PAGE, "x-lab-request": "PUT /aaa/page", "x-lab-content-type": "text/html" }],
];

/** Headers that seldom suit a request. */
export const HEADERS =
  `content-encoding: gzip|content-encoding: aws-chunked|content-encoding: br, x|expect: 100-continue
range: bytes=9-1,3-|content-md5: x|if-match: *|if-modified-since: never|x-amz-copy-source: %|x-amz-tagging: a=b&=&a|x-amz-trailer: x-amz-checksum-sha1
x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD|x-amz-content-sha256: 00|x-amz-decoded-content-length: -1|x-amz-checksum-crc32: AAAA
x-amz-decoded-content-length: 99999999999999999999|x-amz-date: x|x-amz-target: Kinesis_20131202.|x-amz-target: constructor.__proto__
content-type: application/x-amz-json-1.1|content-type: application/x-amz-cbor-1.1|content-type: |smithy-protocol: rpc-v2-cbor
authorization: AWS4-HMAC-SHA256 Credential=/, SignedHeaders=;, Signature=0|authorization: AWS a:b|x-amz-security-token: AAAA
x-amz-expected-bucket-owner: 1|x-amz-invocation-type: Event|x-amz-client-context: e30=|x-amz-log-type: Tail|host: aaa.localhost
x-amzn-query-mode: true|accept: application/cbor|cookie: lab-token=x`.split(/[|\n]/);
/** Paths, and additions to queries, that seldom suit a request. */
export const PATHS = `/ // /% /%00 /aaa/../x /aaa/%2e%2e%2f /. * http://x/ /service/x/operation/y /console/
/2015-03-31/functions/%2F/x /_lab/firehose/record?record=x /${"a".repeat(2000)}`.split(/\s/);
export const QUERIES =
  `uploads uploadId=x&partNumber=0 tagging delete list-type=2&continuation-token=% max-keys=-1 versionId=x X-Amz-Signature=1
X-Amz-Signature=1&X-Amz-Credential=a/b/c/s3/x&X-Amz-Date=x AWSAccessKeyId=a&Signature=b&Expires=c attributes acl % &&==& marker=%ff
Action=ListQueues&Version=2012-11-05 response-expires=x prefix=%00`.split(/\s/);
