import type { CreateEventSourceMappingCommandInput } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions, useFolders, readPrinted } from "../../testing/functions";

const STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
/** Prints the records of each call, and fails as the data says. */
const HANDLER = `
export const handler = async ({ Records }) => {
  const texts = Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString());
  console.log("got", JSON.stringify(texts));
  if (process.env.REPORTS) return { batchItemFailures: Records.filter((_, i) => texts[i].startsWith("bad")).map(({ kinesis }) => ({ itemIdentifier: kinesis.sequenceNumber })) };
  if (texts.some((text) => text.startsWith("bad"))) throw new Error("bad record");
};`;

describe("Lambda event sources from streams", function () {
  const folders = useFolders();
  const cloud = useCloud(folders.options);
  const functions = testFunctions(cloud);
  const listReceived = async (): Promise<unknown[]> =>
    (await readPrinted(cloud, "f"))
      .filter((text) => text.includes("\tgot "))
      .map((text): unknown => JSON.parse(text.split("\tgot ")[1] ?? ""));
  const put = async (...texts: readonly string[]): Promise<void> => {
    for (const text of texts)
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: text.slice(-1), Data: Buffer.from(text) });
  };
  const map = async (rest: Partial<CreateEventSourceMappingCommandInput> = {}): Promise<string> => {
    const { UUID = "" } = await functions.client.createEventSourceMapping({
      FunctionName: "f",
      EventSourceArn: STREAM,
      StartingPosition: "TRIM_HORIZON",
      ...rest,
    });
    return UUID;
  };
  const set = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await functions.create(HANDLER, { Environment: { Variables: environment } });
    await cloud.advance(2);
  };

  it("are Creating with AWS's defaults, then Enabled", async () => {
    await set();
    const { $metadata, ...created } = await functions.client.createEventSourceMapping({
      FunctionName: "f",
      EventSourceArn: STREAM,
      StartingPosition: "LATEST",
    });
    expect($metadata.httpStatusCode).to.equal(202);
    expect(created).to.deep.include({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      BisectBatchOnFunctionError: false,
      State: "Creating",
      StateTransitionReason: "User action",
      LastProcessingResult: "No records processed",
      FunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
    });
    expect(
      await catchFault(functions.client.updateEventSourceMapping({ UUID: created.UUID, BatchSize: 1 })),
    ).to.include({
      name: "ResourceInUseException",
      message: "Cannot update the event source mapping because it is in use.",
    });
    await cloud.advance(2);
    expect(await functions.client.getEventSourceMapping({ UUID: created.UUID })).to.include({
      State: "Enabled",
    });
  });
  it("deliver records in batches, in order, from the beginning", async () => {
    await set();
    await put("a", "b", "c");
    const uuid = await map({ BatchSize: 2 });
    await cloud.advance(4);
    expect(await listReceived()).to.deep.equal([["a", "b"], ["c"]]);
    expect(await functions.client.getEventSourceMapping({ UUID: uuid })).to.include({
      LastProcessingResult: "OK",
    });
    await put("d");
    await cloud.advance(1);
    expect((await listReceived()).at(-1)).to.deep.equal(["d"]);
  });
  it("skip earlier records if they start at the end", async () => {
    await set();
    await put("old");
    await map({ StartingPosition: "LATEST" });
    await put("new");
    await cloud.advance(4);
    expect(await listReceived()).to.deep.equal([["new"]]);
  });
  it("wait for a batch for the configured window", async () => {
    await set();
    await map({ MaximumBatchingWindowInSeconds: 20 });
    await cloud.advance(3);
    await put("a");
    await cloud.advance(10);
    await put("b");
    expect(await listReceived()).to.deep.equal([]);
    await cloud.advance(15);
    expect(await listReceived()).to.deep.equal([["a", "b"]]);
  });
  it("retry a failed batch up to the maximum, and send its position to the destination", async () => {
    await set();
    const sqs = cloud.createClient(SQS);
    const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "failed" });
    await map({
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:failed" } },
    });
    await put("bad", "b");
    await cloud.advance(20);
    await put("c");
    await cloud.advance(2);
    expect(await listReceived()).to.deep.equal([["bad", "b"], ["bad", "b"], ["c"]]);
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
    const details = JSON.parse(message?.Body ?? "") as Record<string, Record<string, unknown>>;
    expect(details["requestContext"]).to.include({ condition: "RetryAttemptsExhausted", approximateInvokeCount: 2 });
    expect(details["responseContext"]).to.deep.equal({
      statusCode: 200,
      executedVersion: "$LATEST",
      functionError: "Unhandled",
    });
    expect(details["KinesisBatchInfo"]).to.include({
      shardId: "shardId-000000000000",
      batchSize: 2,
      streamArn: STREAM,
    });
  });
  it("split a failed batch in two, so that one bad record doesn't block the others", async () => {
    await set();
    await map({ MaximumRetryAttempts: 2, BisectBatchOnFunctionError: true });
    await put("a", "b", "bad", "d");
    await cloud.advance(60);
    const calls = await listReceived();
    expect(calls[0]).to.deep.equal(["a", "b", "bad", "d"]);
    expect(calls).to.deep.include(["a", "b"]);
    expect(calls.at(-1)).to.deep.equal(["d"]);
  });
  it("continue at the first record that the function reports as failed", async () => {
    await set({ REPORTS: "1" });
    const sqs = cloud.createClient(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "failed" });
    await map({
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:failed" } },
    });
    await put("a", "bad", "c");
    await cloud.advance(20);
    // The records after the successful ones have all attempts of a batch: the first call, and a retry.
    expect(await listReceived()).to.deep.equal([
      ["a", "bad", "c"],
      ["bad", "c"],
      ["bad", "c"],
    ]);
    // The function itself answered, so functionError is null (recorded on AWS by LocalStack, 2025-11-25,
    // test_kinesis_report_batch_item_failures).
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
    const body: unknown = JSON.parse(message?.Body ?? "");
    expect(body).to.have.nested.property("responseContext.functionError", null);
    expect(body).to.have.nested.property("requestContext.approximateInvokeCount", 2);
  });
  it("deliver only records that match their filters", async () => {
    await set();
    await map({
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ data: { level: [{ numeric: ["<", 200] }] } }) }] },
    });
    await put(JSON.stringify({ level: 100 }), JSON.stringify({ level: 500 }), "no json");
    await cloud.advance(4);
    expect(await listReceived()).to.deep.equal([['{"level":100}']]);
  });
  it("follow a split", async () => {
    await set();
    await map();
    await put("a");
    await cloud.kinesis.splitShard({
      StreamName: "trips",
      ShardToSplit: "shardId-000000000000",
      NewStartingHashKey: String(2n ** 127n),
    });
    await cloud.advance(10);
    await put("b", "c", "d");
    await cloud.advance(3);
    expect((await listReceived()).flat()).to.have.members(["a", "b", "c", "d"]);
  });
  it("stop when disabled, and continue from the same position", async () => {
    await set();
    const uuid = await map();
    await put("a");
    await cloud.advance(4);
    await functions.client.updateEventSourceMapping({ UUID: uuid, Enabled: false });
    await cloud.advance(2);
    await put("b");
    await cloud.advance(10);
    expect(await listReceived()).to.deep.equal([["a"]]);
    await functions.client.updateEventSourceMapping({ UUID: uuid, Enabled: true });
    await cloud.advance(4);
    expect(await listReceived()).to.deep.equal([["a"], ["b"]]);
    await functions.client.deleteEventSourceMapping({ UUID: uuid });
    await cloud.advance(2);
    expect(await catchFault(functions.client.getEventSourceMapping({ UUID: uuid }))).to.include({
      name: "ResourceNotFoundException",
    });
  });
  it("continue from the same position after a restart", async () => {
    await set();
    await map();
    await put("a");
    await cloud.advance(4);
    await cloud.restart({ data: folders.getLatestPath() });
    await put("b");
    await cloud.advance(4);
    expect(await listReceived()).to.deep.equal([["a"], ["b"]]);
  });
  it("start at a given time", async () => {
    await set();
    await put("old");
    await cloud.advance(60);
    await put("new");
    await map({
      StartingPosition: "AT_TIMESTAMP",
      StartingPositionTimestamp: new Date(cloud.running.clock.now() - 1_000),
    });
    await cloud.advance(4);
    expect(await listReceived()).to.deep.equal([["new"]]);
  });
  it("give up expired records, and notify the destination (test_kinesis_maximum_record_age_exceeded, 2025-11-25)", async () => {
    await set();
    const { QueueUrl = "" } = await cloud.createClient(SQS).createQueue({ QueueName: "failed" });
    await map({
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:failed" } },
    });
    await put("bad");
    await cloud.advance(180);
    const { Messages: [message] = [] } = await cloud.createClient(SQS).receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
    const details = JSON.parse(message?.Body ?? "") as Record<string, Record<string, unknown>>;
    expect(details["requestContext"]).to.include({ condition: "RecordAgeExceeded", approximateInvokeCount: 8 });
    const before = (await listReceived()).length;
    await put("good");
    await cloud.advance(3);
    expect((await listReceived()).slice(before)).to.deep.equal([["good"]]);
  });
  it("give up records that expired before, and call the function with the others (test_kinesis_maximum_record_age_exceeded, 2025-11-25)", async () => {
    await set();
    const { QueueUrl = "" } = await cloud.createClient(SQS).createQueue({ QueueName: "failed" });
    await put("old");
    await cloud.advance(80);
    await put("new");
    await map({
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:failed" } },
    });
    await cloud.advance(5);
    expect(await listReceived()).to.deep.equal([["new"]]);
    const { Messages: [message] = [] } = await cloud.createClient(SQS).receiveMessage({ QueueUrl, WaitTimeSeconds: 1 });
    const body = JSON.parse(message?.Body ?? "") as { readonly requestContext: { readonly requestId: string } };
    expect(body).not.to.have.property("responseContext");
    expect(body.requestContext).to.include({ condition: "RecordAgeExceeded", approximateInvokeCount: 1 });
    expect(body.requestContext.requestId).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(body).to.have.nested.property("KinesisBatchInfo.batchSize", 1);
  });
  it("process a shard's keys in parallel batches if configured", async () => {
    await set();
    await map({ ParallelizationFactor: 2, BatchSize: 10 });
    await put("a1", "b2", "c1", "d2", "e3");
    await cloud.advance(4);
    const calls = (await listReceived()) as string[][];
    expect(calls.flat()).to.have.members(["a1", "b2", "c1", "d2", "e3"]);
    expect(calls.find((call) => call.includes("a1"))?.filter((text) => text.endsWith("1"))).to.deep.equal(["a1", "c1"]);
  });

  const wrong: readonly (readonly [string, Partial<CreateEventSourceMappingCommandInput>, RegExp])[] = [
    ["a stream that is not there", { EventSourceArn: `${STREAM}x` }, /^Stream not found: /],
    [
      "no starting position",
      { StartingPosition: undefined },
      /at 'startingPosition' failed to satisfy constraint: Member must not be null/,
    ],
    ["a function that is not there", { FunctionName: "g" }, /^Function does not exist$/],
    ["a source of another kind", { EventSourceArn: "arn:aws:s3:::bucket" }, /^Unrecognized event source/],
    [
      "a filter that is none",
      { FilterCriteria: { Filters: [{ Pattern: "{" }] } },
      /^Invalid filter pattern definition/,
    ],
  ];
  for (const [title, request, message] of wrong) {
    it(`reject ${title}`, async () => {
      await set();
      expect((await catchFault(map(request))).message).to.match(message);
    });
  }
  it("reject a second mapping of the same source to the same function", async () => {
    await set();
    await map();
    expect(await catchFault(map())).to.include({ name: "ResourceConflictException" });
  });
});
