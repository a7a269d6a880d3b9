import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { catchFault, useCloud } from "./testing/use-cloud";

describe("a lagging cloud that receives too many requests", () => {
  const cloud = useCloud({ lag: true });

  it("throttles Kinesis' control plane by account, stream and shard for one second (LAG-004)", async () => {
    const { kinesis } = cloud;
    await kinesis.createStream({ StreamName: "trips", ShardCount: 2 });
    await cloud.advance(30);
    const callOften = async (times: number, call: () => Promise<unknown>): Promise<Error> => {
      for (let count = 0; count < times; count += 1) await call();
      return catchFault(call());
    };
    const limit = { name: "LimitExceededException" };
    expect(await callOften(5, () => kinesis.listStreams({}))).to.include({
      ...limit,
      message: "Rate exceeded for account 000000000000.",
    });
    expect(await callOften(10, () => kinesis.describeStream({ StreamName: "trips" }))).to.include({
      ...limit,
      message: "Rate exceeded for stream trips under account 000000000000.",
    });
    const getIterator = (shard: number) =>
      kinesis.getShardIterator({
        StreamName: "trips",
        ShardId: `shardId-00000000000${shard}`,
        ShardIteratorType: "LATEST",
      });
    expect(await callOften(5, () => getIterator(0))).to.include({
      name: "ProvisionedThroughputExceededException",
      message: "Rate exceeded for shard shardId-000000000000 in stream trips under account 000000000000.",
    });
    await getIterator(1);
    await cloud.advance(1);
    await kinesis.listStreams({});
  });

  it("throttles Firehose's control plane (LAG-005)", async () => {
    for (let count = 0; count < 5; count += 1) await cloud.firehose.listDeliveryStreams({});
    expect(await catchFault(cloud.firehose.listDeliveryStreams({}))).to.include({
      name: "ThrottlingException",
      message: "Rate exceeded",
    });
  });

  it("throttles Lambda's control plane as a whole, except for GetFunction (LAG-009)", async () => {
    const lambda = cloud.createClient(Lambda);
    const missing = { FunctionName: "none" };
    for (let count = 0; count < 14; count += 1) await lambda.listFunctions({});
    expect(await catchFault(lambda.getPolicy(missing))).to.have.property("name", "ResourceNotFoundException");
    expect(await catchFault(lambda.listAliases(missing))).to.have.property("name", "ResourceNotFoundException");
    expect(await catchFault(lambda.listLayers({}))).to.include({
      name: "TooManyRequestsException",
      message: "Rate exceeded",
      Reason: "CallerRateLimitExceeded",
    });
    expect(await catchFault(lambda.getFunction(missing))).to.have.property("name", "ResourceNotFoundException");
    await cloud.advance(1);
    await lambda.listLayers({});
  });

  it("throttles CloudWatch (LAG-010)", async () => {
    const listAlarms = (): Promise<unknown> => cloud.cloudwatch.describeAlarms({});
    for (let count = 0; count < 9; count += 1) await listAlarms();
    expect(await catchFault(listAlarms())).to.include({ name: "Throttling", message: "Rate exceeded" });
  });

  it("throttles IAM and CloudFormation separately (LAG-011)", async () => {
    const throttled = { name: "Throttling", message: "Rate exceeded" };
    const listRoles = (): Promise<unknown> => cloud.iam.listRoles({});
    for (let count = 0; count < 20; count += 1) await listRoles();
    expect(await catchFault(listRoles())).to.include(throttled);
    const listStacks = (): Promise<unknown> => cloud.createClient(CloudFormation).describeStacks({});
    for (let count = 0; count < 10; count += 1) await listStacks();
    expect(await catchFault(listStacks())).to.include(throttled);
    await cloud.advance(1);
    await listRoles();
    await listStacks();
  });

  it("forgets throttled calls on a reset", async () => {
    const list = (): Promise<unknown> => cloud.firehose.listDeliveryStreams({});
    for (let count = 0; count < 5; count += 1) await list();
    expect(await catchFault(list())).to.have.property("name", "ThrottlingException");
    const { endpoint } = cloud.running;
    expect(
      (await fetch(`${endpoint}/_lab/reset`, { method: "POST", headers: { "content-type": "application/json" } }))
        .status,
    ).to.equal(200);
    await list();
  });
});
