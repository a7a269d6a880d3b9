import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { OptionError, startCloud, type Cloud, type CloudOptions, type Resources } from "../index";
import { runCloud, startCloudProcess } from "../testing/cloud-process";
import { START, useCloud } from "../testing/use-cloud";

const ACCOUNT = "000000000000";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/delivery`;
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const pipeline: Resources = {
  deliveryStreams: [
    {
      DeliveryStreamName: "trips-to-s3",
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/trips`,
        RoleARN: ROLE,
      },
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::trips-raw", RoleARN: ROLE },
    },
  ],
  streams: [{ StreamName: "trips", ShardCount: 2 }],
  buckets: [{ Bucket: "trips-raw" }],
  roles: [{ RoleName: "delivery", AssumeRolePolicyDocument: TRUST }],
  logGroups: [{ logGroupName: "deliveries" }],
  logStreams: [{ logGroupName: "deliveries", logStreamName: "trips" }],
  queues: [
    { QueueName: "dead" },
    {
      QueueName: "jobs",
      Attributes: {
        VisibilityTimeout: "5",
        RedrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead`, maxReceiveCount: 3 },
      },
    },
  ],
  databases: [{ DatabaseInput: { Name: "lake" } }],
  tables: [
    {
      DatabaseName: "lake",
      TableInput: { Name: "trips", StorageDescriptor: { Columns: [{ Name: "id", Type: "string" }] } },
    },
  ],
};

const folder = createTemporaryFolder();
const writeFile = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("a cloud's initial resources", () => {
  describe("in startCloud", () => {
    const cloud = useCloud({ resources: pipeline, iam: "on" });

    it("can be used at once, in any order, at the cloud's start time", async () => {
      expect(new Date(cloud.running.clock.now()).toISOString()).to.equal(START);
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("x") });
      const { DeliveryStreamDescription } = await cloud.firehose.describeDeliveryStream({
        DeliveryStreamName: "trips-to-s3",
      });
      expect(DeliveryStreamDescription?.DeliveryStreamStatus).to.equal("ACTIVE");
      await cloud.s3.headBucket({ Bucket: "trips-raw" });
      const { logStreams = [] } = await cloud.logs.describeLogStreams({ logGroupName: "deliveries" });
      expect(logStreams.map(({ logStreamName }) => logStreamName)).to.deep.equal(["trips"]);
      const { Role } = await cloud.iam.getRole({ RoleName: "delivery" });
      expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""))).to.deep.equal(TRUST);
    });

    it("have AWS's default settings, and accept policies as objects or texts", async () => {
      const { Attributes } = await cloud.createClient(SQS).getQueueAttributes({
        QueueUrl: `${cloud.running.endpoint}/${ACCOUNT}/jobs`,
        AttributeNames: ["VisibilityTimeout", "RedrivePolicy"],
      });
      expect(Attributes?.["VisibilityTimeout"]).to.equal("5");
      expect(JSON.parse(Attributes?.["RedrivePolicy"] ?? "")).to.include({
        deadLetterTargetArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:dead`,
      });
      const { Table } = await cloud.createClient(Glue).getTable({ DatabaseName: "lake", Name: "trips" });
      expect(Table?.StorageDescriptor?.Columns?.map(({ Name }) => Name)).to.deep.equal(["id"]);
    });

    it("aren't journaled, because nobody called", () => {
      expect(cloud.running.journal.listAfter(0)).to.deep.equal([]);
    });

    it("exist again after a reset, and are usable", async () => {
      await cloud.kinesis.updateShardCount({
        StreamName: "trips",
        TargetShardCount: 4,
        ScalingType: "UNIFORM_SCALING",
      });
      await fetch(`${cloud.running.endpoint}/_lab/reset`, { method: "POST" });
      const { StreamDescriptionSummary: stream } = await cloud.kinesis.describeStreamSummary({ StreamName: "trips" });
      expect(stream).to.include({ StreamStatus: "ACTIVE", OpenShardCount: 2 });
    });
  });

  describe("in startCloud with a data folder", () => {
    const data = join(folder, "kept");
    const cloud = useCloud({ resources: pipeline, data });

    it("keep later changes when the cloud starts again, and new ones are added", async () => {
      await cloud.kinesis.updateShardCount({
        StreamName: "trips",
        TargetShardCount: 4,
        ScalingType: "UNIFORM_SCALING",
      });
      await cloud.advance(5);
      await cloud.restart({
        resources: { ...pipeline, streams: [...(pipeline.streams ?? []), { StreamName: "rides" }] },
      });
      const readSummary = async (StreamName: string) =>
        (await cloud.kinesis.describeStreamSummary({ StreamName })).StreamDescriptionSummary;
      expect(await readSummary("trips")).to.include({ StreamStatus: "ACTIVE", OpenShardCount: 4 });
      expect(await readSummary("rides")).to.include({ StreamStatus: "ACTIVE", OpenShardCount: 4 });
    });
  });

  describe("in startCloud, in large numbers", () => {
    const names = Array.from({ length: 23 }, (_, index) => `stream-${10 + index}`);
    const cloud = useCloud({
      resources: { streams: names.map((StreamName) => ({ StreamName, ShardCount: 1 })) },
      speed: 1,
    });

    it("may exceed the number that AWS creates at once", async () => {
      expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(names);
    });
  });

  describe("with errors", () => {
    const cases: Record<string, [unknown, string]> = {
      "no object": [[], "resources must hold an object with lists of resources."],
      "an unknown kind": [
        { stream: [] },
        'resources: there are no resources called "stream". There are: roles, logGroups, ',
      ],
      "no list": [{ streams: {} }, "resources: streams must be a list."],
      "no object in a list": [
        { streams: [{ StreamName: "a" }, "b"] },
        "resources: streams[1] must be an object: the input of CreateStream.",
      ],
      "an unknown member": [
        { streams: [{ StreamName: "a", shards: 1 }] },
        'resources: streams[0] (a): CreateStream has no member "shards"; there are StreamName, ShardCount,',
      ],
      "an unknown member inside": [
        { deliveryStreams: [{ DeliveryStreamName: "a", Tags: [{ Key: "a", value: "b" }] }] },
        'resources: deliveryStreams[0] (a): CreateDeliveryStream has no member Tags."value"; there are Key, Value',
      ],
      "a refused member": [
        { streams: [{ StreamName: "a", WarmThroughputMiBps: 1 }] },
        "resources: streams[0] (a): NotImplemented: The lab cloud does not emulate the member 'WarmThroughputMiBps'.",
      ],
      "a broken rule": [
        { buckets: [{ Bucket: "good-name" }], streams: [{ StreamName: "a b" }] },
        "resources: streams[0] (a b): 1 validation error detected: Value 'a b' at 'streamName' failed to satisfy constraint",
      ],
      "a name twice": [
        {
          logStreams: [
            ["a", "x"],
            ["b", "x"],
            ["a", "x"],
          ].map(([logGroupName, logStreamName]) => ({ logGroupName, logStreamName })),
        },
        "resources: logStreams[2] (x): it was named before, in resources: logStreams[0] (x).",
      ],
      "a table twice": [
        { tables: [1, 2].map(() => ({ DatabaseName: "d", TableInput: { Name: "t" } })) },
        "resources: tables[1] (t): it was named before, in resources: tables[0] (t).",
      ],
      "what it belongs to is missing": [
        { tables: [{ DatabaseName: "none", TableInput: { Name: "t" } }] },
        "resources: tables[0] (t): EntityNotFoundException: ",
      ],
      "a wrong type": [{ streams: [{ StreamName: 7 }] }, "resources: streams[0] (7): SerializationException: "],
      "no name": [
        { streams: [{ ShardCount: 1 }] },
        "resources: streams[0]: 1 validation error detected: Value null at 'streamName'",
      ],
      "what AWS refuses": [
        { buckets: [{ Bucket: "good-name" }, { Bucket: "Not_Good" }] },
        "resources: buckets[1] (Not_Good): InvalidBucketName: ",
      ],
    };
    for (const [title, [resources, message]] of Object.entries(cases)) {
      it(`names the entry: ${title}`, async () => {
        const options = { port: 0, speed: 0, resources } as CloudOptions;
        const outcome = await startCloud(options).catch((error: unknown) => error);
        expect(outcome).to.be.instanceOf(OptionError);
        expect((outcome as OptionError).message).to.include(message);
      });
    }
  });

  describe("in a file passed to the command", () => {
    const runShell = async (
      args: readonly string[],
      look: (config: {
        endpoint: string;
        region: string;
        credentials: Cloud["credentials"];
        maxAttempts: number;
      }) => Promise<void>,
    ) => {
      const cloud = await startCloudProcess(["--port", "0", ...args]);
      await look({
        endpoint: cloud.endpoint,
        region: "us-east-1",
        credentials: { accessKeyId: "any", secretAccessKey: "any" },
        maxAttempts: 1,
      });
      expect(await cloud.end("SIGTERM")).to.equal(0);
      expect(cloud.getErrors()).to.equal("");
    };

    it("exist when the cloud reports that it is ready: JSON", async () => {
      await runShell(["--resources", writeFile("pipeline.json", JSON.stringify(pipeline))], async (config) => {
        const kinesis = new Kinesis(config);
        await kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("x") });
        kinesis.destroy();
      });
    });

    it("may come from a module that exports a function of account and region", async () => {
      const text = `export default async ({ account, region }) => ({
        deliveryStreams: [{ DeliveryStreamName: "direct", ExtendedS3DestinationConfiguration: {
          BucketARN: "arn:aws:s3:::x", RoleARN: \`arn:aws:iam::\${account}:role/\${region}\` } }],
      });`;
      await runShell(["--resources", writeFile("pipeline.mjs", text)], async (config) => {
        const firehose = new Firehose(config);
        const { DeliveryStreamDescription } = await firehose.describeDeliveryStream({ DeliveryStreamName: "direct" });
        expect(DeliveryStreamDescription?.Destinations?.[0]?.ExtendedS3DestinationDescription?.RoleARN).to.equal(
          `arn:aws:iam::${ACCOUNT}:role/us-east-1`,
        );
        firehose.destroy();
      });
    });

    const wrong: Record<string, [string, string]> = {
      "is not there": [join(folder, "none.json"), "none.json cannot be read: ENOENT"],
      "is not JSON": [writeFile("broken.json", "{"), "broken.json is not JSON: "],
      "is not a program": [writeFile("broken.mjs", "export default {"), "broken.mjs cannot be loaded: "],
      "exports nothing": [writeFile("empty.mjs", "export const streams = [];"), "empty.mjs has no default export."],
      throws: [
        writeFile("throws.mjs", "export default () => { throw new Error('not today'); };"),
        "throws.mjs failed: not today",
      ],
      "holds what is wrong": [
        writeFile("wrong.json", '{"streams":[{"StreamName":"a b"}]}'),
        "wrong.json: streams[0] (a b): 1 validation error detected: ",
      ],
    };
    for (const [title, [path, message]] of Object.entries(wrong)) {
      it(`make the command exit with 2 and a sentence if the file ${title}`, async () => {
        const { status, output, errors } = await runCloud(["--port", "0", "--resources", path]);
        expect(errors).to.include(message);
        expect(errors).not.to.include("    at ");
        expect({ status, output }).to.deep.equal({ status: 2, output: "" });
      });
    }
  });
});
