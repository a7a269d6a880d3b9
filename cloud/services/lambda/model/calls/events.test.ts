import { SNS } from "@aws-sdk/client-sns";
import { SQS, type Message } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions, useFolders, readPrinted } from "../../testing/functions";

const HANDLER = `export const handler = async (event, { awsRequestId }) => { console.log("call", awsRequestId); if (event.fails) throw new Error("no"); return { done: event }; };`;
const OUTCOMES = "arn:aws:sqs:us-east-1:000000000000:outcomes";

describe("Lambda asynchronous invocations", function () {
  const folders = useFolders();
  const cloud = useCloud(folders.options);
  const functions = testFunctions(cloud);
  const createClient = (): SQS => cloud.createClient(SQS);
  const leave = (event: unknown): Promise<{ readonly StatusCode?: number | undefined }> =>
    functions.client.invoke({ FunctionName: "f", InvocationType: "Event", Payload: JSON.stringify(event) });
  const receiveIds = async (): Promise<string[]> =>
    (await readPrinted(cloud, "f"))
      .filter((text) => text.includes("\tcall "))
      .map((text) => text.split("\tcall ")[1] ?? "");
  const receiveOutcomes = async (QueueUrl: string): Promise<Message[]> =>
    (
      await createClient().receiveMessage({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["AWSTraceHeader"],
      })
    ).Messages ?? [];
  const makeQueue = async (): Promise<string> =>
    (await createClient().createQueue({ QueueName: "outcomes" })).QueueUrl ?? "";

  it("are accepted immediately, and carried out (SVC-008)", async () => {
    await functions.create(HANDLER);
    expect((await leave({})).StatusCode).to.equal(202);
    await cloud.advance(0);
    expect(await receiveIds()).to.have.length(1);
  });
  it("are only validated with DryRun (SVC-008)", async () => {
    await functions.create(HANDLER);
    expect((await functions.client.invoke({ FunctionName: "f", InvocationType: "DryRun" })).StatusCode).to.equal(204);
    await cloud.advance(1);
    expect(await receiveIds()).to.deep.equal([]);
  });
  it("are retried after one and two minutes with the same request id", async () => {
    await functions.create(HANDLER);
    await leave({ fails: true });
    await cloud.advance(59);
    expect(await receiveIds()).to.have.length(1);
    await cloud.advance(2);
    expect(await receiveIds()).to.have.length(2);
    await cloud.advance(121);
    await cloud.advance(3_600);
    const all = await receiveIds();
    expect(all).to.have.length(3);
    expect(new Set(all).size).to.equal(1);
  });
  it("notify destinations of success and failure", async () => {
    const queue = await makeQueue();
    await functions.create(HANDLER);
    await functions.client.putFunctionEventInvokeConfig({
      FunctionName: "f",
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnSuccess: { Destination: OUTCOMES }, OnFailure: { Destination: OUTCOMES } },
    });
    await leave({ a: 1 });
    await leave({ fails: true });
    await cloud.advance(61);
    const messages = (await receiveOutcomes(queue))
      .map(({ Body = "" }): Record<string, Record<string, unknown>> => JSON.parse(Body))
      .sort((a, b) =>
        String(a["requestContext"]?.["condition"]).localeCompare(String(b["requestContext"]?.["condition"])),
      );
    expect(
      messages.map(({ requestContext, requestPayload, responseContext }) => [
        requestContext?.["condition"],
        requestContext?.["approximateInvokeCount"],
        requestPayload,
        responseContext,
      ]),
    ).to.deep.equal([
      [
        "RetriesExhausted",
        2,
        { fails: true },
        { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      ],
      ["Success", 1, { a: 1 }, { statusCode: 200, executedVersion: "$LATEST" }],
    ]);
    expect(messages[1]?.["responsePayload"]).to.deep.equal({ done: { a: 1 } });
  });
  it("end in the function's dead-letter queue, with the reason", async () => {
    const queue = await makeQueue();
    await functions.create(HANDLER, { DeadLetterConfig: { TargetArn: OUTCOMES } });
    await functions.client.putFunctionEventInvokeConfig({ FunctionName: "f", MaximumRetryAttempts: 0 });
    await leave({ fails: true });
    await cloud.advance(0);
    const [message] = await receiveOutcomes(queue);
    expect(message?.Body).to.equal('{"fails":true}');
    expect(message?.MessageAttributes?.["ErrorMessage"]).to.include({ StringValue: "no" });
  });
  it("notify topics, both as destinations and after giving up (SVC-057)", async () => {
    const queue = await makeQueue();
    const sns = cloud.createClient(SNS);
    const { TopicArn = "" } = await sns.createTopic({ Name: "told" });
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: OUTCOMES });
    await functions.create(HANDLER, { DeadLetterConfig: { TargetArn: TopicArn } });
    const put = (Destination: string) =>
      functions.client.putFunctionEventInvokeConfig({
        FunctionName: "f",
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination } },
      });
    expect(await catchFault(put(`${TopicArn}-2`))).to.include({ name: "InvalidParameterValueException" });
    await put(TopicArn);
    await leave({ fails: true });
    await cloud.advance(0);
    const messages = (await receiveOutcomes(queue)).map(
      ({ Body = "" }): { readonly Message: string; readonly MessageAttributes?: object } => JSON.parse(Body),
    );
    const record = messages.find(({ MessageAttributes }) => MessageAttributes === undefined);
    expect(JSON.parse(record?.Message ?? "{}")).to.deep.include({ requestPayload: { fails: true } });
    const letter = messages.find(({ MessageAttributes }) => MessageAttributes !== undefined);
    expect(letter?.Message).to.equal('{"fails":true}');
    expect(letter?.MessageAttributes).to.deep.include({ ErrorMessage: { Type: "String", Value: "no" } });
    expect(messages).to.have.length(2);
  });
  it("wait while the function has no capacity, and run later", async () => {
    await functions.create(HANDLER);
    await functions.client.putFunctionConcurrency({ FunctionName: "f", ReservedConcurrentExecutions: 0 });
    await leave({});
    await cloud.advance(30);
    expect(await receiveIds()).to.deep.equal([]);
    await functions.client.putFunctionConcurrency({ FunctionName: "f", ReservedConcurrentExecutions: 1 });
    await cloud.advance(60);
    expect(await receiveIds()).to.have.length(1);
  });
  it("go to their destination at once if the reserved concurrency is 0 (test_reserved_concurrency, 2025-11-25)", async () => {
    const queue = await makeQueue();
    await functions.create(HANDLER);
    const FunctionName = "f";
    const DestinationConfig = { OnFailure: { Destination: OUTCOMES } };
    await functions.client.putFunctionEventInvokeConfig({ FunctionName, DestinationConfig });
    await functions.client.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 0 });
    await leave({ a: 1 });
    await cloud.advance(0);
    const [{ Body = "{}", Attributes } = {}] = await receiveOutcomes(queue);
    expect(Attributes?.AWSTraceHeader).to.match(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    const { timestamp, requestContext, ...record } = JSON.parse(Body) as Record<string, Record<string, unknown>>;
    expect(timestamp).to.be.a("string");
    expect(requestContext).to.include({ condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 });
    expect(record).to.deep.equal({ version: "1.0", requestPayload: { a: 1 } });
    expect(await receiveIds()).to.deep.equal([]);
  });
  it("survive a restart", async () => {
    await functions.create(HANDLER);
    await leave({ fails: true });
    await cloud.advance(1);
    await cloud.restart({ data: folders.getLatestPath() });
    await cloud.advance(60);
    expect(await receiveIds()).to.have.length(2);
  });
  it("are configured per qualifier, and the configuration can be changed and deleted", async () => {
    await functions.create(HANDLER);
    const { client } = functions;
    await client.putFunctionEventInvokeConfig({ FunctionName: "f", MaximumRetryAttempts: 1 });
    await client.updateFunctionEventInvokeConfig({ FunctionName: "f", MaximumEventAgeInSeconds: 60 });
    const { $metadata, LastModified, ...config } = await client.getFunctionEventInvokeConfig({ FunctionName: "f" });
    expect($metadata.httpStatusCode).to.equal(200);
    expect(LastModified).to.be.instanceOf(Date);
    expect(config).to.deep.equal({
      FunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST",
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    expect(
      (await client.listFunctionEventInvokeConfigs({ FunctionName: "f" })).FunctionEventInvokeConfigs,
    ).to.have.length(1);
    await client.deleteFunctionEventInvokeConfig({ FunctionName: "f" });
    expect(await catchFault(client.getFunctionEventInvokeConfig({ FunctionName: "f" }))).to.include({
      name: "ResourceNotFoundException",
    });
    const bus = { OnFailure: { Destination: "arn:aws:events:us-east-1:000000000000:event-bus/default" } };
    expect(
      await catchFault(client.putFunctionEventInvokeConfig({ FunctionName: "f", DestinationConfig: bus })),
    ).to.include({ name: "NotImplemented" });
  });
});
