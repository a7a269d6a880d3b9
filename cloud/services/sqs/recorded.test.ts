import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { decodeBody, FIFO, createQueues } from "./testing/queues";

/**
 * Behavior that LocalStack validated on AWS and publishes in its repository (Apache-2.0),
 * tests/aws/services/sqs/test_sqs.py and its snapshot, 2024-04-30 to 2025-09-22. The test cases are this project's own;
 * each names the validated one.
 */

describe("SQS as validated on AWS: messages", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const createFifo = async (attributes: Record<string, string> = {}) => {
    await queues.make("f.fifo", { ...FIFO, ...attributes });
    return queues.getUrl("f.fifo");
  };

  it("deleting the message in flight wakes a receive that waits for its group (test_fifo_message_group_visibility)", async () => {
    const QueueUrl = await createFifo({ ContentBasedDeduplication: "true", VisibilityTimeout: "60" });
    for (const text of ["1", "2"]) await queues.send(text, { QueueUrl, MessageGroupId: "g" });
    const [first] = await queues.receive({ QueueUrl, MaxNumberOfMessages: 1 });
    const waiting = queues.receive({ QueueUrl });
    await queues.waitUntilWaiting(1, "f.fifo");
    await queues.delete(first, "f.fifo");
    expect((await waiting).map(decodeBody)).to.deep.equal(["2"]);
  });

  it("purging forgets deduplication ids (test_purge_queue_clears_fifo_deduplication_cache)", async () => {
    const QueueUrl = await createFifo();
    const id = { QueueUrl, MessageGroupId: "g", MessageDeduplicationId: "once" };
    await queues.send("1", id);
    await queues.send("again", id);
    await queues.client.purgeQueue({ QueueUrl });
    await queues.send("2", id);
    expect(await queues.consume({ QueueUrl })).to.deep.equal(["2"]);
  });

  it("the handle of an earlier receive ends the visibility timeout of a later one (test_terminate_visibility_timeout_after_receive)", async () => {
    await queues.make();
    await queues.send("a");
    const [first] = await queues.receive({ VisibilityTimeout: 0 });
    await queues.receive({ VisibilityTimeout: 60 });
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "0"]);
    await queues.client.changeMessageVisibility({
      QueueUrl: queues.getUrl(),
      ReceiptHandle: first?.ReceiptHandle,
      VisibilityTimeout: 0,
    });
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["a"]);
  });

  it("a message with an expired timeout comes before those never received", async () => {
    await queues.make();
    for (const text of ["1", "2", "3", "4"]) await queues.send(text);
    expect((await queues.receive({ MaxNumberOfMessages: 1 })).map(decodeBody)).to.deep.equal(["1"]);
    expect((await queues.receive({ MaxNumberOfMessages: 1 })).map(decodeBody)).to.deep.equal(["2"]);
    await cloud.advance(30);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["1", "2", "3", "4"]);
  });

  it("`*` names all attributes (test_receive_message_message_attribute_names_filters)", async () => {
    await queues.make();
    const createTextRule = (StringValue: string) => ({ DataType: "String", StringValue });
    await queues.send("msg", {
      MessageAttributes: {
        "Help.Me": createTextRule("Me"),
        Hello: createTextRule("There"),
        General: createTextRule("Kenobi"),
      },
    });
    const [message] = await queues.receive({ MessageAttributeNames: ["*"] });
    expect(Object.keys(message?.MessageAttributes ?? {})).to.have.members(["Help.Me", "Hello", "General"]);
    expect(message?.MD5OfMessageAttributes).to.equal("4c360f3fdafd970e05fae2f149d997f5");
  });

  it("a call's trace header becomes AWSTraceHeader, unless the message has its own (test_aws_trace_header_propagation)", async () => {
    await queues.make();
    const trace = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
    const sendMessage = async (input: Record<string, unknown>, headers: Record<string, string>) => {
      const { status } = await fetch(cloud.running.endpoint, {
        method: "POST",
        headers: {
          "x-amz-target": "AmazonSQS.SendMessage",
          "content-type": "application/x-amz-json-1.0",
          ...headers,
        },
        body: JSON.stringify({ QueueUrl: queues.getUrl(), MessageBody: "test", ...input }),
      });
      expect(status).to.equal(200);
      const [message] = await queues.receive({ MessageSystemAttributeNames: ["AWSTraceHeader"] });
      await queues.delete(message);
      return message?.Attributes?.AWSTraceHeader;
    };
    expect(await sendMessage({}, { "x-amzn-trace-id": trace })).to.equal(trace);
    expect(await sendMessage({}, {})).to.equal(undefined);
    const attributes = {
      AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" },
    };
    expect(await sendMessage({ MessageSystemAttributes: attributes }, { "x-amzn-trace-id": trace })).to.equal(
      attributes.AWSTraceHeader.StringValue,
    );
  });

  it("an invalid character is reported as an invalid parameter in an attribute, and as invalid content in a body (test_invalid_string_attributes_cause_invalid_parameter_value_error)", async () => {
    await queues.make();
    const send = (MessageBody: string, StringValue: string) =>
      catchFault(
        queues.client.sendMessage({
          QueueUrl: queues.getUrl(),
          MessageBody,
          MessageAttributes: { attr1: { DataType: "String", StringValue } },
        }),
      );
    const [backspace, verticalTab] = ["\u0008", "\u000b"];
    expect((await send("a", `Invalid-${backspace},${verticalTab}`)).name).to.equal("InvalidParameterValue");
    expect((await send(backspace, "valid")).name).to.equal("InvalidMessageContents");
  });
});

describe("SQS as validated on AWS: policies", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  beforeEach(() => queues.make());

  for (const [policy, reason] of [
    ["not json", "Redrive policy is not a valid JSON map."],
    ["[1]", "Redrive policy is not a valid JSON map."],
    ['"text"', "Redrive policy is not a valid JSON map."],
    ['{"maxReceiveCount":"42"}', "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."],
  ] as const) {
    it(`reject the redrive policy ${policy} (test_redrive_policy_attribute_validity)`, async () => {
      const call = queues.client.setQueueAttributes({
        QueueUrl: queues.getUrl(),
        Attributes: { RedrivePolicy: policy },
      });
      expect(await catchFault(call)).to.include({
        name: "InvalidParameterValue",
        message: `Value ${policy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
      });
    });
  }

  it("list permissions as statements with their labels (test_sqs_permission_lifecycle)", async () => {
    const QueueUrl = queues.getUrl();
    const add = (Label: string, ...AWSAccountIds: string[]) =>
      queues.client.addPermission({ QueueUrl, Label, AWSAccountIds, Actions: ["ReceiveMessage"] });
    const remove = (Label: string) => queues.client.removePermission({ QueueUrl, Label });
    const readPolicy = async (): Promise<unknown> => {
      const { Policy } = await queues.readAttributes("Policy");
      return Policy === undefined ? undefined : JSON.parse(Policy);
    };
    const createStatement = (Sid: string, AWS: unknown) => ({
      Sid,
      Effect: "Allow",
      Principal: { AWS },
      Action: "SQS:ReceiveMessage",
      Resource: queues.createArn(),
    });
    const [first, second] = ["arn:aws:iam::111111111111:root", "arn:aws:iam::668614515564:root"];
    const createWhole = (...Statement: unknown[]) => ({
      Version: "2008-10-17",
      Id: `${queues.createArn()}/SQSDefaultPolicy`,
      Statement,
    });
    await add("crossaccountpermission", "111111111111", "668614515564");
    expect(await readPolicy()).to.deep.equal(createWhole(createStatement("crossaccountpermission", [first, second])));
    await remove("crossaccountpermission");
    expect(await readPolicy()).to.equal(undefined);
    await add("crossaccountpermission", "111111111111");
    expect(await readPolicy()).to.deep.equal(createWhole(createStatement("crossaccountpermission", first)));
    expect(await catchFault(add("crossaccountpermission", "668614515564"))).to.include({
      name: "InvalidParameterValue",
      message: "Value crossaccountpermission for parameter Label is invalid. Reason: Already exists.",
    });
    await add("crossaccountpermission2", "111111111111");
    await remove("crossaccountpermission");
    expect(await readPolicy()).to.deep.equal(createWhole(createStatement("crossaccountpermission2", first)));
    await remove("crossaccountpermission2");
    expect(await readPolicy()).to.equal(undefined);
    expect(await catchFault(remove("crossaccountpermission2"))).to.include({
      name: "InvalidParameterValue",
      message: "Value crossaccountpermission2 for parameter Label is invalid. Reason: can't find label.",
    });
  });
});

describe("SQS as validated on AWS: requests to a queue's URL", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  beforeEach(() => queues.make());
  const get = async (fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${queues.getUrl()}?${new URLSearchParams(fields).toString()}`, { headers });
    return { status: answer.status, text: await answer.text() };
  };
  const JSON_ONLY = { accept: "application/json" };

  it("return XML for GET without version and signature (test_get_queue_attributes_works_without_authparams, test_valid_action_with_missing_parameter_raises_exception)", async () => {
    const { status, text } = await get({ Action: "GetQueueAttributes", "AttributeName.1": "All" });
    expect(status).to.equal(200);
    expect(text).to.contain("<GetQueueAttributesResponse").and.contain("<Name>QueueArn</Name>");
    // Here a GET that changes something needs a signature by the cloud's own keys, since a web page could send the
    // request, too.
    expect((await get({ Action: "SendMessage" })).status).to.equal(403);
  });

  for (const Action of ["FooBar", "CreateQueue", "ListQueues"]) {
    it(`don't accept the action ${Action} (test_invalid_action_raises_exception, test_get_create_queue_fails, test_get_list_queues_fails)`, async () => {
      const { status, text } = await get({ Action, QueueName: "other" });
      expect(status).to.equal(400);
      expect(text).to.contain(
        `<Type>Sender</Type><Code>InvalidAction</Code><Message>The action ${Action} is not valid for this endpoint.</Message>`,
      );
    });
  }

  it("without an action are unknown, and answered in XML whatever format is requested (test_get_without_query_returns_unknown_operation, …_json_format_returns_returns_xml)", async () => {
    for (const headers of [{}, JSON_ONLY])
      expect(await get({}, headers)).to.deep.equal({ status: 404, text: "<UnknownOperationException/>\n" });
  });

  it("return JSON on request (test_get_queue_attributes_json_format, test_get_list_queues_fails_json_format)", async () => {
    const attributes = await get({ Action: "GetQueueAttributes", "AttributeName.1": "QueueArn" }, JSON_ONLY);
    const { GetQueueAttributesResponse: answer } = JSON.parse(attributes.text) as Record<
      string,
      { GetQueueAttributesResult: unknown }
    >;
    expect(answer?.GetQueueAttributesResult).to.deep.equal({
      Attributes: [{ Name: "QueueArn", Value: queues.createArn() }],
    });
    const refused = await get({ Action: "ListQueues" }, JSON_ONLY);
    expect(refused.status).to.equal(400);
    expect((JSON.parse(refused.text) as { Error: unknown }).Error).to.include({
      Code: "InvalidAction",
      Message: "The action ListQueues is not valid for this endpoint.",
    });
  });

  it("report a deleted queue (test_get_on_deleted_queue_fails)", async () => {
    const answer = await fetch(`${queues.getUrl("none")}?Action=GetQueueAttributes`);
    expect(answer.status).to.equal(400);
    expect(await answer.text()).to.contain(
      "<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist for this wsdl version.</Message>",
    );
  });

  it("can use JSON 1.0 (test_send_message_via_queue_url_with_json_protocol)", async () => {
    await queues.send("a");
    const answer = await fetch(queues.getUrl(), {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.ReceiveMessage", "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify({ QueueUrl: queues.getUrl(), WaitTimeSeconds: 20 }),
    });
    expect(answer.headers.get("content-type")).to.equal("application/x-amz-json-1.0");
    expect(await answer.text()).to.contain('"Body":"a"');
  });

  it("treat a missing batch as an empty one in the query protocol (test_send_message_batch_with_empty_list)", async () => {
    const answer = await fetch(queues.getUrl(), {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        authorization:
          "AWS4-HMAC-SHA256 Credential=key/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: new URLSearchParams({ Action: "SendMessageBatch", Version: "2012-11-05" }),
    });
    expect(answer.status).to.equal(400);
    expect(await answer.text()).to.contain(
      "<Code>AWS.SimpleQueueService.EmptyBatchRequest</Code><Message>There should be at least one SendMessageBatchRequestEntry in the request.</Message>",
    );
  });

  it("include the shape's namespace in faults of the JSON protocol (SQS Developer Guide, Making JSON requests)", async () => {
    const requestType = async (operation: string, input: object): Promise<unknown> => {
      const answer = await fetch(cloud.running.endpoint, {
        method: "POST",
        headers: { "x-amz-target": `AmazonSQS.${operation}`, "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify(input),
      });
      return ((await answer.json()) as { __type: unknown }).__type;
    };
    expect(await requestType("GetQueueUrl", { QueueName: "none" })).to.equal("com.amazonaws.sqs#QueueDoesNotExist");
    expect(await requestType("ReceiveMessage", { QueueUrl: queues.getUrl(), MaxNumberOfMessages: 11 })).to.equal(
      "com.amazon.coral.service#InvalidParameterValueException",
    );
  });
});
