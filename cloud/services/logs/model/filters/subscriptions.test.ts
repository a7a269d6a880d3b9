import type { PutSubscriptionFilterCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { gunzipSync } from "node:zlib";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";
import { createStreams, type TestStreams } from "../../../kinesis/testing/streams";
import { testFunctions, readPrinted } from "../../../lambda/testing/functions";

/** A subscription's data. */
interface Message {
  readonly messageType: string;
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly subscriptionFilters: readonly string[];
  readonly logEvents: readonly { readonly id: string; readonly timestamp: number; readonly message: string }[];
}

const AT = Date.parse(START);
const ROLE = "arn:aws:iam::000000000000:role/logs";
const STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";
const parseMessages = (data: Uint8Array): Message => JSON.parse(gunzipSync(data).toString()) as Message;

/*
 * Texts and shapes: recorded on AWS by LocalStack on 2026-02-06 and published in its repository (Apache-2.0), in
 * tests/aws/services/logs/test_logs_subscription_filters.snapshot.json. The control message is AWS's own example.
 */
describe("Logs subscription filters", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  let streams: TestStreams;
  const target = { logGroupName: "app", logStreamName: "one" };
  beforeEach(async () => {
    streams = createStreams(cloud);
    await cloud.logs.createLogGroup({ logGroupName: "app" });
    await cloud.logs.createLogStream(target);
  });
  const subscribe = (input: Partial<PutSubscriptionFilterCommandInput> = {}) =>
    cloud.logs.putSubscriptionFilter({
      logGroupName: "app",
      filterName: "all",
      filterPattern: "",
      destinationArn: STREAM,
      roleArn: ROLE,
      ...input,
    });
  const toFunction = { destinationArn: FUNCTION, roleArn: undefined };
  const write = (...messages: readonly string[]) =>
    cloud.logs.putLogEvents({ ...target, logEvents: messages.map((message) => ({ timestamp: AT, message })) });
  const listFilters = async () =>
    (await cloud.logs.describeSubscriptionFilters({ logGroupName: "app" })).subscriptionFilters ?? [];
  const receiveMessages = async (): Promise<readonly Message[]> => {
    const { Records = [] } = await streams.get(await streams.readIterator());
    return Records.map(({ Data = new Uint8Array() }) => parseMessages(Data));
  };

  it("send a stream a control message, then the matching events (SVC-041, SVC-042)", async () => {
    await streams.make("trips", 1);
    await subscribe({ filterPattern: "ERROR" });
    await write("ERROR one", "fine", "ERROR two");
    await write("fine");
    const [control, data, ...more] = await receiveMessages();
    expect(more).to.deep.equal([]);
    expect(control).to.deep.include({ messageType: "CONTROL_MESSAGE", owner: "CloudwatchLogs", logGroup: "" });
    expect(control?.logEvents[0]?.message).to.equal("CWL CONTROL MESSAGE: Checking health of destination Kinesis.");
    const { logEvents = [], ...around } = data ?? {};
    expect(around).to.deep.equal({
      messageType: "DATA_MESSAGE",
      owner: "000000000000",
      logGroup: "app",
      logStream: "one",
      subscriptionFilters: ["all"],
    });
    expect(logEvents.map(({ timestamp, message }) => [timestamp, message])).to.deep.equal([
      [AT, "ERROR one"],
      [AT, "ERROR two"],
    ]);
    expect(new Set(logEvents.map(({ id }) => id)).size).to.equal(2);
  });

  it("call a function with the events in awslogs.data as base64 (SVC-041)", async () => {
    await testFunctions(cloud).create(`
      import { gunzipSync } from "node:zlib";
      export const handler = async ({ awslogs }) =>
        console.log("told", JSON.parse(gunzipSync(Buffer.from(awslogs.data, "base64"))).logEvents.map(({ message }) => message).join());`);
    await subscribe(toFunction);
    await write("test", "test 2");
    await cloud.advance(1);
    expect((await readPrinted(cloud, "f")).filter((line) => line.includes("told"))[0]).to.contain("told test,test 2");
  });

  it("send records to a Firehose, whose objects contain the compressed messages (SVC-041)", async () => {
    await cloud.s3.createBucket({ Bucket: "logs-of-app" });
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "logs",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::logs-of-app", RoleARN: ROLE },
    });
    await cloud.advance(60);
    await subscribe({ destinationArn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/logs" });
    await write("one");
    await cloud.advance(900);
    const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: "logs-of-app" });
    const { Body } = await cloud.s3.getObject({ Bucket: "logs-of-app", Key: Contents[0]?.Key });
    // Several gzip messages in a row are again a valid gzip file.
    const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString();
    expect(text).to.include("Checking health of destination Firehose").and.to.include('"message":"one"');
  });

  it("retry when a stream is throttled, and lose nothing (SVC-042)", async () => {
    await streams.make("trips", 1);
    await subscribe();
    await cloud.advance(5);
    // This record uses up the shard's limit of 1 MiB a second.
    await streams.put({ Data: new Uint8Array(1024 * 1024 - 200) });
    await write("waits");
    const receiveTexts = async (): Promise<readonly string[]> => {
      const { Records = [] } = await streams.get(await streams.readIterator());
      return Records.filter(({ Data = [] }) => Data.length < 1000).flatMap(({ Data = new Uint8Array() }) =>
        parseMessages(Data).logEvents.map(({ message }) => message),
      );
    };
    expect(await receiveTexts()).to.not.include("waits");
    // The retry survives a restart of the cloud.
    await cloud.restart();
    await cloud.advance(3);
    expect((await receiveTexts()).filter((message) => message === "waits")).to.have.length(1);
    await cloud.restart();
    await cloud.advance(3);
    expect((await receiveTexts()).filter((message) => message === "waits")).to.have.length(1);
  });

  it("report how many events were sent, retried and given up", async () => {
    await streams.make("trips", 1);
    await subscribe();
    await cloud.advance(5);
    await write("one", "two");
    await cloud.advance(2);
    // A shard takes 1 MiB a second.
    await streams.put({ Data: new Uint8Array(1024 * 1024 - 50) });
    await write("three");
    await cloud.advance(3);
    await cloud.kinesis.deleteStream({ StreamName: "trips" });
    await cloud.advance(1);
    await write("four", "five", "six");
    await cloud.advance(1);
    const sum = async (MetricName: string) => {
      const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
        ...{ Namespace: "AWS/Logs", MetricName, Period: 60, Statistics: ["Sum"] },
        Dimensions: Object.entries({ LogGroupName: "app", DestinationType: "Kinesis", FilterName: "all" }).map(
          ([Name, Value]) => ({ Name, Value }),
        ),
        StartTime: new Date(AT),
        EndTime: new Date(AT + 60_000),
      });
      return Datapoints[0]?.Sum;
    };
    expect(await sum("ForwardedLogEvents")).to.equal(3);
    expect(await sum("DeliveryThrottling")).to.equal(1);
    expect(await sum("DeliveryErrors")).to.equal(3);
    expect(cloud.logged.filter((line) => line.startsWith("logs: "))).to.deep.equal([
      `logs: all: ${STREAM} did not take 3 events: Stream trips under account 000000000000 not found.`,
    ]);
  });

  it("are found by name prefix", async () => {
    await streams.make("trips", 1);
    for (const filterName of ["one", "two"]) await subscribe({ filterName });
    const { subscriptionFilters = [] } = await cloud.logs.describeSubscriptionFilters({
      logGroupName: "app",
      filterNamePrefix: "t",
    });
    expect(subscriptionFilters.map(({ filterName }) => filterName)).to.deep.equal(["two"]);
  });

  it("are described as on AWS, updated by name, kept through a restart, and deleted (SVC-041)", async () => {
    await streams.make("trips", 1);
    await subscribe();
    await cloud.advance(60);
    await subscribe({ filterPattern: "[a]", distribution: "Random" });
    await cloud.restart();
    expect(await listFilters()).to.deep.equal([
      {
        filterName: "all",
        logGroupName: "app",
        filterPattern: "[a]",
        destinationArn: STREAM,
        roleArn: ROLE,
        distribution: "Random",
        applyOnTransformedLogs: false,
        creationTime: AT + 1_000,
      },
    ]);
    const remove = () => cloud.logs.deleteSubscriptionFilter({ logGroupName: "app", filterName: "all" });
    await remove();
    expect(await listFilters()).to.deep.equal([]);
    expect(await catchFault(remove())).to.include({
      name: "ResourceNotFoundException",
      message: "The specified subscription filter does not exist.",
    });
  });

  it("are deleted with their group (SVC-041)", async () => {
    await streams.make("trips", 1);
    await subscribe();
    await cloud.logs.deleteLogGroup({ logGroupName: "app" });
    await cloud.logs.createLogGroup({ logGroupName: "app" });
    expect(await listFilters()).to.deep.equal([]);
  });

  it("are limited to two per group (SVC-041)", async () => {
    await streams.make("trips", 1);
    await subscribe({ filterName: "one" });
    await subscribe({ filterName: "two" });
    expect(await catchFault(subscribe({ filterName: "three" }))).to.include({
      name: "LimitExceededException",
      message: "Resource limit exceeded.",
    });
    await subscribe({ filterName: "two", filterPattern: "again" });
  });

  for (const [title, input, name, message] of [
    [
      "a function of another account",
      { ...toFunction, destinationArn: "arn:aws:lambda:us-east-1:123456789012:function:f" },
      "AccessDeniedException",
      "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
    ],
    [
      "a stream without a role",
      { roleArn: undefined },
      "InvalidParameterException",
      "destinationArn for vendor kinesis cannot be used without roleArn",
    ],
    [
      "a function with a role",
      { destinationArn: FUNCTION },
      "InvalidParameterException",
      "destinationArn for vendor lambda cannot be used with roleArn",
    ],
    [
      "a function that is not there",
      toFunction,
      "InvalidParameterException",
      "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    ],
    [
      "a stream that is not there",
      {},
      "InvalidParameterException",
      "Could not deliver test message to specified Kinesis stream. Check if the given Kinesis stream is in ACTIVE state.",
    ],
    [
      "a queue",
      { destinationArn: "arn:aws:sqs:us-east-1:000000000000:q" },
      "InvalidParameterException",
      "PutSubscriptionFilter operation cannot work with destinationArn for vendor sqs",
    ],
    [
      "a group that is not there",
      { logGroupName: "other" },
      "ResourceNotFoundException",
      "The specified log group does not exist.",
    ],
    [
      "a pattern that is none",
      { filterPattern: "{ $.a = " },
      "InvalidParameterException",
      "If a filter pattern starts with '{' it must end with '}'",
    ],
  ] as const)
    it(`reject ${title} (SVC-041)`, async () => {
      expect(await catchFault(subscribe(input))).to.include({ name, message });
      expect(await listFilters()).to.deep.equal([]);
    });

  it("reject sending a function its own log", async () => {
    await testFunctions(cloud).create("export const handler = async () => {};");
    await cloud.logs.createLogGroup({ logGroupName: "/aws/lambda/f" });
    const { message } = (await catchFault(subscribe({ ...toFunction, logGroupName: "/aws/lambda/f" }))) ?? {};
    expect(message).to.include("each call would make the next");
  });
});
