import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";
import { catchFault } from "./testing/use-cloud";
import { skipIf } from "./testing/skip";

const NAME = "trips";
/** A string larger than the free room in a file's last page. */
const TEXT = "x".repeat(9_000);
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** A kind of data that is written and read back. */
interface Kind {
  readonly write: (id: string) => Promise<unknown>;
  /** The ids of the stored ones. */
  readonly read: () => Promise<readonly (string | undefined)[]>;
}

describe("a full disk", () => {
  const data = createTemporaryFolder();
  let isMounted = false;
  let cloud: CloudProcess;
  const clients: { destroy(): void }[] = [];

  before(function () {
    isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", data]).status === 0;
    skipIf(this, isMounted ? undefined : "a small disk takes the right to mount one, which root has on Linux");
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });
  after(async () => {
    if (!isMounted) return;
    await cloud.end("SIGKILL");
    spawnSync("umount", [data]);
  });

  const start = async (): Promise<void> => {
    cloud = await startCloudProcess(["--port", "0", "--data", join(data, "cloud"), "--speed", "0"]);
  };
  const advance = async (seconds: number): Promise<number> => (await cloud.advance(seconds)).status;
  /** Fills the disk. */
  const fill = (): void => {
    const file = openSync(join(data, "ballast"), "w");
    try {
      for (;;) writeSync(file, Buffer.alloc(4_096));
    } catch (error) {
      expect(error).to.include({ code: "ENOSPC" });
    }
    closeSync(file);
  };
  const free = (): void => rmSync(join(data, "ballast"));

  const createClient = <C extends { destroy(): void }>(Client: new (config: object) => C): C => {
    const client = new Client(cloud.clientConfig);
    clients.push(client);
    return client;
  };
  const createKinds = (): Readonly<Record<string, Kind>> => {
    const [kinesis, s3, sqs] = [createClient(Kinesis), createClient(S3), createClient(SQS)];
    const [logs, cloudwatch, iam] = [createClient(CloudWatchLogs), createClient(CloudWatch), createClient(IAM)];
    const target = { logGroupName: NAME, logStreamName: NAME };
    return {
      records: {
        async write(id) {
          const { Records = [] } = await kinesis.putRecords({
            StreamName: NAME,
            Records: [{ PartitionKey: id, Data: Buffer.from(TEXT) }],
          });
          if (Records[0]?.ErrorCode !== undefined)
            throw Object.assign(new Error(Records[0].ErrorMessage), { name: Records[0].ErrorCode });
        },
        async read() {
          const { ShardIterator } = await kinesis.getShardIterator({
            StreamName: NAME,
            ShardId: "shardId-000000000000",
            ShardIteratorType: "TRIM_HORIZON",
          });
          return ((await kinesis.getRecords({ ShardIterator })).Records ?? []).map(({ PartitionKey }) => PartitionKey);
        },
      },
      objects: {
        write: (Key) => s3.putObject({ Bucket: NAME, Key, Body: TEXT }),
        read: async () => ((await s3.listObjectsV2({ Bucket: NAME })).Contents ?? []).map(({ Key }) => Key),
      },
      messages: {
        write: (id) => sqs.sendMessage({ QueueUrl: NAME, MessageBody: `${id} ${TEXT}` }),
        read: async () =>
          (
            (
              await sqs.receiveMessage({
                QueueUrl: NAME,
                MaxNumberOfMessages: 10,
                WaitTimeSeconds: 1,
                VisibilityTimeout: 0,
              })
            ).Messages ?? []
          ).map(({ Body }) => Body?.split(" ")[0]),
      },
      events: {
        write: (id) =>
          logs.putLogEvents({ ...target, logEvents: [{ timestamp: Date.now(), message: `${id} ${TEXT}` }] }),
        read: async () =>
          ((await logs.getLogEvents({ ...target, startFromHead: true })).events ?? []).map(
            ({ message }) => message?.split(" ")[0],
          ),
      },
      metrics: {
        write: (id) =>
          cloudwatch.putMetricData({
            Namespace: NAME,
            MetricData: Array.from({ length: 100 }, (_, index) => ({
              MetricName: id,
              Value: index,
              Unit: "Count",
              Dimensions: [{ Name: "d", Value: "v".repeat(200) }],
            })),
          }),
        read: async () =>
          ((await cloudwatch.listMetrics({ Namespace: NAME })).Metrics ?? []).map(({ MetricName }) => MetricName),
      },
      roles: {
        async write(id) {
          for (let part = 0; part < 10; part += 1)
            await iam.createRole({
              RoleName: `${id}-${part}`,
              AssumeRolePolicyDocument: TRUST,
              Description: "x".repeat(1_000),
            });
        },
        read: async () =>
          ((await iam.listRoles({})).Roles ?? [])
            .filter(({ RoleName = "" }) => RoleName.endsWith("-9"))
            .map(({ RoleName }) => RoleName?.slice(0, -2)),
      },
    };
  };

  const read = async (): Promise<Record<string, readonly string[]>> => {
    const found = Object.entries(createKinds()).map(
      async ([kind, { read: ids }]) => [kind, (await ids()).map(String).sort()] as const,
    );
    return Object.fromEntries(await Promise.all(found));
  };
  const groupEach = (ids: readonly string[]): Record<string, readonly string[]> =>
    Object.fromEntries(Object.keys(createKinds()).map((kind) => [kind, ids]));
  const writeEach = async (id: string): Promise<void> => {
    for (const { write } of Object.values(createKinds())) await write(id);
  };

  /** The ids of the records that Firehose has delivered. */
  const readDelivered = async (): Promise<(string | undefined)[]> => {
    const s3 = createClient(S3);
    const lines: string[] = [];
    for (const { Key } of (await s3.listObjectsV2({ Bucket: "delivered" })).Contents ?? [])
      lines.push(
        ...((await (await s3.getObject({ Bucket: "delivered", Key })).Body?.transformToString()) ?? "").split("\n"),
      );
    return lines.filter((line) => line !== "").map((line) => line.split(" ")[0]);
  };

  it("causes an error for the caller, loses nothing, and is over as soon as there is room", async () => {
    await start();
    const [kinesis, s3, sqs, logs] = [
      createClient(Kinesis),
      createClient(S3),
      createClient(SQS),
      createClient(CloudWatchLogs),
    ];
    await kinesis.createStream({ StreamName: NAME, ShardCount: 1 });
    await s3.createBucket({ Bucket: NAME });
    await sqs.createQueue({ QueueName: NAME });
    await logs.createLogGroup({ logGroupName: NAME });
    await logs.createLogStream({ logGroupName: NAME, logStreamName: NAME });
    const firehose = createClient(Firehose);
    await s3.createBucket({ Bucket: "delivered" });
    await firehose.createDeliveryStream({
      DeliveryStreamName: NAME,
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::delivered",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
    });
    const putRecord = (id: string) =>
      firehose.putRecord({ DeliveryStreamName: NAME, Record: { Data: Buffer.from(`${id} ${TEXT}\n`) } });
    await advance(1);
    await writeEach("before");
    await putRecord("before");
    await kinesis.createStream({ StreamName: "underway", ShardCount: 1, Tags: { large: "x".repeat(250) } });
    fill();
    for (const [kind, { write }] of Object.entries(createKinds())) {
      const fault = await catchFault(write("meanwhile"));
      const message =
        kind === "records" ? "Internal Service Failure" : "The lab cloud's disk is full: nothing was written.";
      expect(fault, kind).to.include({ name: "InternalFailure", message });
      // An SDK retries these calls. PutRecords responds with 200, and fails each record.
      if (kind !== "records") expect(fault, kind).to.have.nested.property("$metadata.httpStatusCode", 500);
    }
    expect(await catchFault(putRecord("meanwhile"))).to.have.nested.property("$metadata.httpStatusCode", 500);
    expect(await read()).to.deep.equal(groupEach(["before"]));
    expect(await advance(1), "the clock goes on").to.equal(200);
    expect(await advance(400), "and the time for a delivery passes").to.equal(200);
    expect(await readDelivered(), "no part of an object").to.deep.equal([]);
    free();
    expect(await advance(2)).to.equal(200);
    const { StreamDescriptionSummary } = await kinesis.describeStreamSummary({ StreamName: "underway" });
    expect(StreamDescriptionSummary?.StreamStatus, "what was under way").to.equal("ACTIVE");
    await writeEach("later");
    await putRecord("later");
    expect(await advance(900)).to.equal(200);
    expect(await readDelivered()).to.deep.equal(["before", "later"]);
    expect(await read()).to.deep.equal(groupEach(["before", "later"]));
    expect(cloud.getErrors()).to.not.contain("bug of the lab cloud");
  });

  it("is reported when a cloud starts on it, without damaging anything", async () => {
    fill();
    await cloud.end("SIGKILL");
    expect(String(await catchFault(start()))).to.contain(
      `${join(data, "cloud")} is on a disk that is full. Make some room, and start again.`,
    );
    free();
    await start();
    await advance(2);
    expect(await read()).to.deep.equal(groupEach(["before", "later"]));
    await writeEach("now");
    expect(await read()).to.deep.equal(groupEach(["before", "later", "now"]));
  });
});
