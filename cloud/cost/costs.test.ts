import { Athena } from "@aws-sdk/client-athena";
import { EC2 } from "@aws-sdk/client-ec2";
import { Firehose, type ExtendedS3DestinationConfiguration } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { startCloud } from "../index";
import { startCloudProcess } from "../testing/cloud-process";
import { createMetadataExtraction, createPartitioned } from "../testing/create-partitioned";
import { useCloud } from "../testing/use-cloud";
import { meterShards } from "./hours";
import { createBill, HOUR_MS, Meter, type Cost } from "./prices";

const HOUR_SECONDS = 3_600;
const PARTITIONED: ExtendedS3DestinationConfiguration = {
  BucketARN: "arn:aws:s3:::raw",
  RoleARN: "arn:aws:iam::000000000000:role/delivery",
  ...createPartitioned("!{partitionKeyFromQuery:id}/", createMetadataExtraction("{id:.id}")),
};

const readCost = async (endpoint: string): Promise<Cost> => {
  // The border: the cloud's own answer.
  return (await (await fetch(`${endpoint}/_lab/cost`)).json()) as Cost;
};
const getQuantities = ({ lines }: Cost): Record<string, number> =>
  Object.fromEntries(lines.map(({ price, quantity }) => [price.id, Number(quantity.toFixed(9))]));

describe("the estimated AWS cost of a cloud's usage", () => {
  const data = createTemporaryFolder();
  const cloud = useCloud({ data }, "suite");
  const readCurrentCost = (): Promise<Cost> => readCost(cloud.running.endpoint);

  it("survives a restart, includes deleted resources, and starts from zero after a reset", async () => {
    const { kinesis, firehose, s3 } = cloud;
    const [ec2, athena] = [cloud.createClient(EC2), cloud.createClient(Athena)];
    await s3.createBucket({ Bucket: "raw" });
    for (let n = 0; n < 3; n += 1) await s3.putObject({ Bucket: "raw", Key: `${n}`, Body: "1" });
    await kinesis.createStream({ StreamName: "s", ShardCount: 2 });
    await firehose.createDeliveryStream({ DeliveryStreamName: "d", ExtendedS3DestinationConfiguration: PARTITIONED });
    const { Instances = [] } = await ec2.runInstances({
      ImageId: "ami-12345678",
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
    });
    await cloud.advance(HOUR_SECONDS);
    await kinesis.putRecords({ StreamName: "s", Records: [{ Data: Buffer.from("x"), PartitionKey: "k" }] });
    await firehose.putRecord({ DeliveryStreamName: "d", Record: { Data: Buffer.from('{"id":1}') } });
    await athena.startQueryExecution({
      QueryString: "SELECT 1",
      ResultConfiguration: { OutputLocation: "s3://raw/q/" },
    });
    await kinesis.splitShard({ StreamName: "s", ShardToSplit: "shardId-000000000000", NewStartingHashKey: "1000" });
    await cloud.advance(HOUR_SECONDS);
    await kinesis.deleteStream({ StreamName: "s" });
    await firehose.deleteDeliveryStream({ DeliveryStreamName: "d" });
    await ec2.terminateInstances({ InstanceIds: Instances.flatMap(({ InstanceId = [] }) => InstanceId) });
    // Less than a minute before the stop, which writes the rest.
    await s3.putObject({ Bucket: "raw", Key: "last", Body: "1" });

    const before = await readCurrentCost();
    expect(getQuantities(before)).to.include({
      "kinesis-shard-hour": 5,
      "ec2-t3-micro-hour": 2,
      "public-ipv4-hour": 2,
      // One record in one partition: one object.
      "firehose-partitioning-object": 1,
      "kinesis-put-unit": 1,
    });
    expect(getQuantities(before)).to.include.keys("firehose-partitioning-gb", "athena-tb", "s3-put");
    await cloud.restart({ startAt: "2030-03-01T00:00:00Z" });
    const after = await readCurrentCost();
    expect(getQuantities(after)).to.deep.equal(getQuantities(before));
    expect(after.since).to.equal(before.since).and.to.equal(Date.parse("2030-01-01T00:00:00Z"));

    await fetch(`${cloud.running.endpoint}/_lab/reset`, { method: "POST" });
    await cloud.restart();
    const empty = await readCurrentCost();
    expect(getQuantities(empty)).to.deep.equal({});
    expect(empty.since).to.be.greaterThan(before.since);
  });

  it("includes the initial resources, even after they are deleted", async () => {
    const priced = await startCloud({
      startAt: "2030-01-01T00:00:00Z",
      speed: 0,
      port: 0,
      resources: {
        buckets: [{ Bucket: "raw" }],
        streams: [{ StreamName: "s", ShardCount: 2 }],
        deliveryStreams: [{ DeliveryStreamName: "d", ExtendedS3DestinationConfiguration: PARTITIONED }],
      },
    });
    const config = { region: "us-east-1", credentials: priced.credentials, endpoint: priced.endpoint };
    const [kinesis, firehose] = [new Kinesis(config), new Firehose(config)];
    await firehose.putRecord({ DeliveryStreamName: "d", Record: { Data: Buffer.from('{"id":1}') } });
    await priced.clock.advance(HOUR_SECONDS);
    const before = getQuantities(await readCost(priced.endpoint));
    expect(before["kinesis-shard-hour"]).to.be.within(2, 2.1);
    expect(before).to.include.keys("firehose-partitioning-gb");
    await kinesis.deleteStream({ StreamName: "s" });
    await firehose.deleteDeliveryStream({ DeliveryStreamName: "d" });
    await priced.clock.advance(HOUR_SECONDS);
    expect(getQuantities(await readCost(priced.endpoint))).to.deep.equal(before);
    for (const client of [kinesis, firehose]) client.destroy();
    await priced.stop();
  });

  it("counts shards while they exist, after splits and merges, in the right hours", () => {
    const meter = new Meter();
    const [stream, half] = ["s", HOUR_MS / 2];
    meterShards(meter, {
      changes: [
        { stream, at: half, kind: "created", shards: 1 },
        { stream, at: HOUR_MS, kind: "by", shards: 1 },
        { stream, at: 2 * HOUR_MS, kind: "set", shards: 4 },
        { stream: "of before", at: 2 * HOUR_MS, kind: "by", shards: 1 },
        { stream, at: 2 * HOUR_MS + half, kind: "deleted", shards: 0 },
      ],
      streams: [{ name: "of before", createdAt: 0, shards: 3, isOnDemand: false }],
      now: 3 * HOUR_MS,
    });
    const [usage] = meter.listUsage();
    expect([...(usage?.byHour ?? [])].sort(([a], [b]) => a - b)).to.deep.equal([
      [0, 0.5 + 2],
      [HOUR_MS, 2 + 2],
      [2 * HOUR_MS, 2 + 3],
    ]);
    expect(createBill(meter.listUsage()).usd).to.be.closeTo(11.5 * 0.015, 1e-9);
  });

  it("loses only the requests of the last minute if the cloud is killed", async () => {
    const folder = createTemporaryFolder();
    const start = () => startCloudProcess(["--port", "0", "--data", folder, "--speed", "0"]);
    const killed = await start();
    const s3 = new S3({ ...killed.clientConfig, forcePathStyle: true });
    const kinesis = new Kinesis(killed.clientConfig);
    await s3.createBucket({ Bucket: "raw" });
    await kinesis.createStream({ StreamName: "s", ShardCount: 2 });
    await killed.advance(HOUR_SECONDS);
    await kinesis.deleteStream({ StreamName: "s" });
    await s3.putObject({ Bucket: "raw", Key: "in the last minute", Body: "1" });
    expect(getQuantities(await readCost(killed.endpoint))).to.include({ "kinesis-shard-hour": 2, "s3-put": 2 });
    await killed.end("SIGKILL");
    for (const client of [s3, kinesis]) client.destroy();

    const again = await start();
    expect(getQuantities(await readCost(again.endpoint))).to.deep.equal({ "kinesis-shard-hour": 2, "s3-put": 1 });
    await again.end("SIGTERM");
  });
});
