import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import * as kinesis from "@aws-sdk/client-kinesis";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { createAwsJson } from "../aws-json";
import { createAwsQuery } from "../aws-query";
import { createEc2Query } from "../ec2-query";
import { createRestJson } from "../rest-json";
import { createRestXml } from "../rest-xml";
import { createRpcV2Cbor } from "../rpc-v2-cbor";
import { loadOperations, Wire } from "./wire";

const AT = new Date("2030-01-02T03:04:05Z");
const LATER = new Date("2030-01-02T03:04:05.678Z");
const BYTES = new Uint8Array([0, 255, 1, 254]);
/** Text with all characters that JSON, XML and forms escape. */
export const TEXT = `a&b <c> "d" 'e' \\ \n é漢😀 +%20=`;

/** A client's command and its answer. */
export interface Exchange {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Members that the client adds to its caller's input. */
  readonly added?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly status?: number;
}

/** A protocol as one client speaks it. */
interface ProtocolExchanges {
  readonly sdk: object;
  readonly client: string;
  readonly wire: Wire;
  readonly config?: object;
  readonly exchanges: readonly Exchange[];
}

export const dialect = {
  xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
  headerValues: { "x-amz-checksum-mode": ["ENABLED"] },
  createHeaders: () => ({ server: "AmazonS3", "x-amz-id-2": "host" }),
} as const;
const B = { Bucket: "b" };
const BK = { ...B, Key: "a b/é+" };

/** Commands of the SDK's clients, and their answers, by protocol. */
export const EXCHANGES: Readonly<Record<string, ProtocolExchanges>> = {
  "AWS JSON 1.1": {
    sdk: kinesis,
    client: "KinesisClient",
    wire: new Wire(createAwsJson("1.1"), loadOperations(kinesis, "Kinesis_20131202")),
    exchanges: [
      { command: "PutRecord", input: { StreamName: "s", PartitionKey: TEXT, Data: BYTES }, output: { ShardId: TEXT } },
      {
        command: "GetShardIterator",
        input: { ShardId: "0", ShardIteratorType: "AT_TIMESTAMP", Timestamp: LATER },
        output: {},
      },
      {
        command: "GetRecords",
        input: { ShardIterator: "i", Limit: 3 },
        output: {
          MillisBehindLatest: 0,
          Records: [
            { Data: BYTES, ApproximateArrivalTimestamp: LATER, PartitionKey: "k", SequenceNumber: "1" },
            { Data: new Uint8Array(30_000), ApproximateArrivalTimestamp: AT, PartitionKey: "é", SequenceNumber: "2" },
          ],
        },
      },
      { command: "CreateStream", input: { StreamName: "s", Tags: { a: TEXT } } },
      { command: "DescribeLimits", input: {} },
      { command: "ListStreams", input: {}, output: { StreamNames: [], HasMoreStreams: false } },
    ],
  },
  "AWS JSON 1.0": {
    sdk: sqs,
    client: "SQSClient",
    wire: new Wire(createAwsJson("1.0"), loadOperations(sqs, "AmazonSQS")),
    config: { md5: false },
    exchanges: [
      {
        command: "SendMessage",
        input: {
          QueueUrl: "http://127.0.0.1/q",
          MessageBody: TEXT.repeat(1_000),
          MessageAttributes: { a: { DataType: "Binary", BinaryValue: BYTES } },
        },
        output: { MessageId: "m" },
      },
      {
        command: "ReceiveMessage",
        input: { QueueUrl: "http://127.0.0.1/q", WaitTimeSeconds: 0 },
        output: { Messages: [{ Body: TEXT.repeat(1_000), Attributes: { SentTimestamp: "1" } }, { Body: "b" }] },
      },
    ],
  },
  "Smithy RPC v2 CBOR": {
    sdk: cloudwatch,
    client: "CloudWatchClient",
    wire: new Wire(createRpcV2Cbor(), loadOperations(cloudwatch)),
    config: { protocol: AwsSmithyRpcV2CborProtocol },
    exchanges: [
      {
        command: "PutMetricData",
        input: { Namespace: TEXT, MetricData: [{ MetricName: "m", Value: 0.1, Timestamp: LATER, Values: [-1, 2.5] }] },
      },
      {
        command: "GetMetricStatistics",
        input: { Namespace: "n", MetricName: "m", StartTime: AT, EndTime: LATER, Period: 60, Statistics: ["Sum"] },
        output: { Label: "m", Datapoints: [{ Timestamp: AT, Sum: 1e9, ExtendedStatistics: { p90: 1, é: 0.5 } }] },
      },
      {
        command: "DescribeAlarms",
        input: {},
        output: {
          MetricAlarms: [
            { AlarmName: "é".repeat(20), AlarmDescription: TEXT.repeat(300), ActionsEnabled: true, Period: 60 },
            { EvaluationPeriods: -1, Period: 70_000 },
          ],
        },
      },
      { command: "ListMetrics", input: {} },
    ],
  },
  "AWS query": {
    sdk: iam,
    client: "IAMClient",
    wire: new Wire(createAwsQuery("https://iam.amazonaws.com/doc/2010-05-08/"), loadOperations(iam)),
    exchanges: [
      {
        command: "CreateRole",
        input: {
          RoleName: "r",
          AssumeRolePolicyDocument: TEXT,
          MaxSessionDuration: 3_600,
          Tags: Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: TEXT })),
        },
        output: { Role: { RoleName: TEXT, CreateDate: AT, Path: "/", RoleId: "i", Arn: "a" } },
      },
      {
        command: "ListRoles",
        input: { MaxItems: 2 },
        output: { IsTruncated: true, Marker: "m", Roles: [{ RoleName: "a", Tags: [{ Key: "k", Value: "" }] }] },
      },
      { command: "ListUsers", input: {} },
      { command: "DeleteRole", input: { RoleName: "r" } },
    ],
  },
  "AWS query with maps": {
    sdk: sns,
    client: "SNSClient",
    wire: new Wire(createAwsQuery("http://sns.amazonaws.com/doc/2010-03-31/"), loadOperations(sns)),
    exchanges: [
      {
        command: "Publish",
        input: {
          Message: TEXT,
          MessageAttributes: { a: { DataType: "Binary", BinaryValue: BYTES }, b: { DataType: "String" } },
        },
        output: { MessageId: "m" },
      },
      {
        command: "GetTopicAttributes",
        input: { TopicArn: "t" },
        output: { Attributes: { a: TEXT, b: "c" } },
      },
      { command: "CreateTopic", input: { Name: "t", Attributes: { a: "b", c: TEXT } }, output: { TopicArn: "t" } },
    ],
  },
  "EC2's query": {
    sdk: ec2,
    client: "EC2Client",
    wire: new Wire(createEc2Query("http://ec2.amazonaws.com/doc/2016-11-15/"), loadOperations(ec2)),
    exchanges: [
      {
        command: "RunInstances",
        input: {
          ImageId: "ami",
          MinCount: 1,
          MaxCount: 2,
          ClientToken: "t",
          EbsOptimized: false,
          TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "k", Value: TEXT }] }],
        },
        output: {
          ReservationId: "r",
          Instances: [{ InstanceId: "i", LaunchTime: AT, Tags: [{ Key: "k", Value: TEXT }] }],
        },
      },
      {
        command: "DescribeInstances",
        input: { InstanceIds: ["i", "j"], Filters: [{ Name: "n", Values: ["v", "w"] }] },
        output: { Reservations: [{ ReservationId: "r" }] },
      },
      { command: "DescribeVpcs", input: {} },
      { command: "CreateTags", input: { Resources: ["i"], Tags: [{ Key: "k" }] } },
    ],
  },
  "REST-JSON": {
    sdk: lambda,
    client: "LambdaClient",
    wire: new Wire(createRestJson(), loadOperations(lambda)),
    exchanges: [
      {
        command: "CreateFunction",
        input: {
          FunctionName: "f",
          Role: TEXT,
          Code: { ZipFile: BYTES },
          Timeout: 3,
          Environment: { Variables: { a: TEXT } },
        },
        output: { FunctionName: "f", CodeSize: 4, Timeout: 3, Environment: { Variables: { a: TEXT } } },
        status: 201,
      },
      {
        command: "Invoke",
        input: { FunctionName: "arn:aws:lambda:f", InvocationType: "Event", Payload: BYTES, Qualifier: "é 1" },
        output: { StatusCode: 202, FunctionError: "Unhandled", Payload: BYTES },
        status: 202,
      },
      {
        command: "ListEventSourceMappings",
        input: { FunctionName: "f", MaxItems: 3 },
        output: { EventSourceMappings: [{ UUID: "u", LastModified: LATER, BatchSize: 1 }] },
      },
      { command: "ListFunctions", input: {} },
      { command: "UntagResource", input: { Resource: "arn:aws:f", TagKeys: ["a", "b"] }, status: 204 },
      { command: "DeleteFunction", input: { FunctionName: "f" }, output: { StatusCode: 204 }, status: 204 },
    ],
  },
  "REST-XML": {
    sdk: s3,
    client: "S3Client",
    wire: new Wire(createRestXml(dialect), loadOperations(s3)),
    config: {
      forcePathStyle: true,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    },
    exchanges: [
      { command: "CreateBucket", input: B, output: { Location: "/b" } },
      { command: "ListBuckets", input: {}, output: { Buckets: [{ Name: "b", CreationDate: AT }], Owner: { ID: "o" } } },
      { command: "GetBucketTagging", input: B },
      { command: "HeadBucket", input: B, output: { BucketRegion: "r" } },
      { command: "GetBucketLocation", input: B, output: { LocationConstraint: "eu-west-1" } },
      {
        command: "PutObject",
        input: { ...BK, Body: BYTES, ContentType: "text/plain", Metadata: { a: "1", "b-c": "2" }, IfNoneMatch: "*" },
        added: { ContentLength: 4 },
        output: { ETag: '"e"', VersionId: "v" },
      },
      {
        command: "UploadPart",
        input: { ...BK, UploadId: "u", PartNumber: 2, Body: BYTES },
        added: { ContentLength: 4 },
        output: { ETag: "e" },
      },
      {
        command: "GetObject",
        input: { ...BK, Range: "bytes=0-3", IfModifiedSince: AT, ChecksumMode: "ENABLED" },
        output: { ContentLength: 4, LastModified: AT, Metadata: { a: "1" }, Body: BYTES },
        status: 206,
      },
      { command: "HeadObject", input: BK, output: { ContentLength: 4, ETag: "e", Metadata: {} } },
      {
        command: "CopyObject",
        input: { ...BK, CopySource: "b/c" },
        output: { VersionId: "v", CopyObjectResult: { ETag: "e", LastModified: LATER } },
      },
      {
        command: "ListObjectsV2",
        input: { ...B, Prefix: TEXT, MaxKeys: 5 },
        output: {
          KeyCount: 1,
          IsTruncated: false,
          Contents: [{ Key: TEXT.replace("\n", ""), LastModified: AT, Size: 3 }],
        },
      },
      { command: "ListObjects", input: { ...B, Marker: "m" }, output: { IsTruncated: false } },
      {
        command: "DeleteObjects",
        input: { ...B, Delete: { Objects: [{ Key: "a" }, { Key: "<b>" }], Quiet: true } },
        output: { Deleted: [{ Key: "a" }], Errors: [{ Key: "<b>", Code: "c" }] },
      },
      { command: "PutBucketPolicy", input: { ...B, Policy: TEXT }, status: 200 },
      { command: "GetBucketPolicy", input: B, output: { Policy: TEXT } },
      { command: "DeleteObject", input: { ...BK, VersionId: "v" }, output: { DeleteMarker: true }, status: 204 },
    ],
  },
};
