import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import type { CloudProcess } from "./cloud-process";

const ROLE = "arn:aws:iam::000000000000:role/any";
const LOG_STREAM = { logGroupName: "g", logStreamName: "s" };
const ROW = { StreamName: "old", PartitionKey: "k" };

export type Clients = ReturnType<typeof createClients>;
/** A change of files that belong together. */
export interface Operation {
  /** The files that belong together. */
  readonly pair: string;
  readonly prepare?: (clients: Clients) => Promise<unknown>;
  /** The operation to kill at each of its file changes. */
  readonly apply: (clients: Clients) => Promise<unknown>;
  /** The content of the files, as clients see it. */
  readonly observe: (clients: Clients) => Promise<unknown>;
  /** Whether the observed state is the same before and after. */
  readonly isDurable?: true;
}

const createFunctionZip = (text: string) =>
  zipSync({ "index.mjs": strToU8(`export const handler = () => "${text}";`) });
/** The objects of a bucket, with their length and characters. */
const readObjects = async ({ s3 }: Clients): Promise<string[]> => {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: "objects" });
  return Promise.all(
    Contents.map(async ({ Key = "" }) => {
      const text = (await (await s3.getObject({ Bucket: "objects", Key })).Body?.transformToString()) ?? "";
      return `${Key} ${text.length} ${[...new Set(text)].join("")}`;
    }),
  );
};
const countMessages = async ({ sqs }: Clients): Promise<number[]> =>
  Promise.all(
    ["messages", "dead"].map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      return (["", "NotVisible", "Delayed"] as const)
        .map((which) => Number(Attributes[`ApproximateNumberOfMessages${which}`]))
        .reduce((sum, count) => sum + count, 0);
    }),
  );
const readStreams = async ({ kinesis }: Clients): Promise<unknown> => {
  const { StreamNames = [] } = await kinesis.listStreams({});
  return Promise.all(
    StreamNames.map(async (StreamName) => {
      const { Shards = [] } = await kinesis.listShards({ StreamName });
      const records = await Promise.all(
        Shards.map(async ({ ShardId }) => {
          const target = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
          const { ShardIterator } = await kinesis.getShardIterator(target);
          const { Records = [] } = await kinesis.getRecords({ ShardIterator: ShardIterator ?? "" });
          return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
        }),
      );
      return [StreamName, Shards.map(({ ShardId, HashKeyRange }) => [ShardId, HashKeyRange]), records];
    }),
  );
};
const readStreamsLater = async (clients: Clients): Promise<unknown> => {
  await clients.advance(1);
  return readStreams(clients);
};
const readFunctions = async ({ lambda }: Clients): Promise<unknown> => {
  const { Functions = [] } = await lambda.listFunctions({});
  return Promise.all(
    Functions.map(async ({ FunctionName, CodeSha256 }) => {
      const { Code } = await lambda.getFunction({ FunctionName });
      const zip = await (await fetch(Code?.Location ?? "")).arrayBuffer();
      return [FunctionName, CodeSha256, zip.byteLength];
    }),
  );
};
const takeMessage = async ({ sqs }: Clients) => {
  for (let looks = 0; looks < 100; looks += 1) {
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: "messages", VisibilityTimeout: 10 });
    if (message) return message;
  }
  return expect.fail("no message comes");
};

/** The operations of all services whose changes touch several files, in the order in which they are tried. */
export const OPERATIONS: readonly Operation[] = [
  {
    pair: "an object's bytes and its entry in the index, when it is replaced",
    prepare: ({ s3 }) => s3.putObject({ Bucket: "objects", Key: "a", Body: "o".repeat(200_000) }),
    apply: ({ s3 }) => s3.putObject({ Bucket: "objects", Key: "a", Body: "n".repeat(300_000) }),
    observe: readObjects,
  },
  {
    pair: "an object's bytes and its entry in the index, when it is deleted",
    apply: ({ s3 }) => s3.deleteObject({ Bucket: "objects", Key: "a" }),
    observe: readObjects,
  },
  {
    pair: "the parts of an upload, the joined bytes and the index",
    prepare: async ({ s3 }) => {
      const target = { Bucket: "objects", Key: "joined" };
      const { UploadId } = await s3.createMultipartUpload(target);
      for (const PartNumber of [1, 2])
        await s3.uploadPart({ ...target, UploadId, PartNumber, Body: String(PartNumber).repeat(5 * 1024 ** 2) });
    },
    apply: async ({ s3 }) => {
      const { Uploads: [upload] = [] } = await s3.listMultipartUploads({ Bucket: "objects" });
      const target = { Bucket: "objects", Key: "joined", UploadId: upload?.UploadId };
      const { Parts = [] } = await s3.listParts(target);
      await s3.completeMultipartUpload({
        ...target,
        MultipartUpload: { Parts: Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
      });
    },
    observe: async (clients) => [
      await readObjects(clients),
      ((await clients.s3.listMultipartUploads({ Bucket: "objects" })).Uploads ?? []).length,
    ],
  },
  {
    pair: "a queue's table and its log of messages",
    prepare: async ({ sqs }) => {
      await sqs.createQueue({ QueueName: "dead" });
      const deadLetterTargetArn = "arn:aws:sqs:us-east-1:000000000000:dead";
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
      await sqs.createQueue({ QueueName: "messages", Attributes: { RedrivePolicy } });
    },
    apply: ({ sqs }) => sqs.sendMessage({ QueueUrl: "messages", MessageBody: "m".repeat(5_000) }),
    observe: countMessages,
  },
  {
    pair: "the logs of a queue and of its dead-letter queue",
    prepare: async (clients) => {
      await takeMessage(clients);
      await clients.advance(11);
    },
    // A short poll asks some of the machines: the message moves at one of these.
    apply: async ({ sqs }) => {
      for (let polls = 0; polls < 10; polls += 1) await sqs.receiveMessage({ QueueUrl: "messages" });
    },
    observe: countMessages,
  },
  {
    pair: "the table of streams and a shard's log, when a stream is created",
    apply: async ({ kinesis, advance }) => {
      await kinesis.createStream({ StreamName: "old", ShardCount: 1 });
      await advance(1);
    },
    observe: readStreamsLater,
  },
  {
    pair: "a shard's log and its sequence numbers, when records arrive",
    apply: ({ kinesis }) => kinesis.putRecord({ ...ROW, Data: Buffer.from("r".repeat(3_000)) }),
    observe: readStreams,
  },
  {
    pair: "the table of streams and the logs of two new shards, when one is split",
    apply: async ({ kinesis, advance }) => {
      const ShardToSplit = "shardId-000000000000";
      await kinesis.splitShard({ StreamName: "old", ShardToSplit, NewStartingHashKey: String(2n ** 127n) });
      await advance(1);
    },
    observe: readStreamsLater,
  },
  {
    pair: "the table of streams and its shards' logs, when a stream is deleted",
    apply: async ({ kinesis, advance }) => {
      await kinesis.deleteStream({ StreamName: "old" });
      await advance(1);
    },
    observe: readStreamsLater,
  },
  {
    pair: "a function's code and its entry in the table",
    prepare: ({ iam }) => iam.createRole({ RoleName: "any", AssumeRolePolicyDocument: TRUST }),
    apply: async ({ lambda, advance }) => {
      const settings = { FunctionName: "f", Role: ROLE, Runtime: "nodejs22.x", Handler: "index.handler" } as const;
      await lambda.createFunction({ ...settings, Code: { ZipFile: createFunctionZip("one") } });
      await advance(1);
    },
    observe: readFunctions,
  },
  {
    pair: "a function's new code, its old code and its entry in the table",
    apply: ({ lambda }) => lambda.updateFunctionCode({ FunctionName: "f", ZipFile: createFunctionZip("the second") }),
    observe: readFunctions,
  },
  {
    pair: "a Firehose's log of records and the object that it delivers",
    prepare: async ({ firehose, s3, advance }) => {
      await s3.createBucket({ Bucket: "delivered" });
      await firehose.createDeliveryStream({
        DeliveryStreamName: "delivery",
        ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::delivered", RoleARN: ROLE },
      });
      await advance(1);
      const Record = { Data: Buffer.from("one\n") };
      await firehose.putRecord({ DeliveryStreamName: "delivery", Record });
    },
    apply: ({ advance }) => advance(301),
    // At least once, as on AWS: the line is never missing.
    isDurable: true,
    observe: async ({ s3, advance }) => {
      await advance(301);
      const { Contents = [] } = await s3.listObjectsV2({ Bucket: "delivered" });
      const texts = await Promise.all(
        Contents.map(async ({ Key }) => (await s3.getObject({ Bucket: "delivered", Key })).Body?.transformToString()),
      );
      return [...new Set(texts.join("").split("\n"))];
    },
  },
  {
    pair: "a table of the catalog and its older versions",
    prepare: async ({ glue }) => {
      await glue.createDatabase({ DatabaseInput: { Name: "d" } });
      await glue.createTable({ DatabaseName: "d", TableInput: { Name: "t", Description: "one" } });
    },
    apply: ({ glue }) => glue.updateTable({ DatabaseName: "d", TableInput: { Name: "t", Description: "two" } }),
    observe: async ({ glue }) => {
      const { Table } = await glue.getTable({ DatabaseName: "d", Name: "t" });
      const { TableVersions = [] } = await glue.getTableVersions({ DatabaseName: "d", TableName: "t" });
      return [Table?.Description, TableVersions.map(({ Table: older }) => older?.Description)];
    },
  },
  {
    pair: "the table of log groups and a stream's log",
    prepare: async ({ logs }) => {
      await logs.createLogGroup(LOG_STREAM);
      await logs.createLogStream(LOG_STREAM);
    },
    apply: ({ logs }) => logs.putLogEvents({ ...LOG_STREAM, logEvents: [{ timestamp: Date.now(), message: "line" }] }),
    observe: async ({ logs }) => ((await logs.getLogEvents(LOG_STREAM)).events ?? []).map(({ message }) => message),
  },
];

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** AWS's clients of a cloud, and its clock. */
export function createClients(config: CloudProcess["clientConfig"], advance: (seconds: number) => Promise<unknown>) {
  const all = {
    s3: new S3({ ...config, forcePathStyle: true }),
    sqs: new SQS(config),
    kinesis: new Kinesis(config),
    firehose: new Firehose(config),
    glue: new Glue(config),
    iam: new IAM(config),
    lambda: new Lambda(config),
    logs: new CloudWatchLogs(config),
  };
  return { ...all, advance, close: () => Object.values(all).forEach((client) => client.destroy()) };
}
