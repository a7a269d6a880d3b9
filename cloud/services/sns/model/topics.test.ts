import * as sdk from "@aws-sdk/client-sns";
import { expect } from "chai";
import { runInVenv, withoutVenv } from "../../../testing/venv";
import { skipIf } from "../../../testing/skip";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const ARN = "arn:aws:sns:us-east-1:000000000000:";
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

/** A typical script with topics, through botocore's own model of SNS. */
const BOTO3 = `
import boto3, json
sns, sqs = boto3.client("sns"), boto3.client("sqs")
topic = sns.create_topic(Name="t", Tags=[{"Key": "a", "Value": "1"}])["TopicArn"]
url = sqs.create_queue(QueueName="q")["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
one = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
mail = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.org")["SubscriptionArn"]
sns.publish(TopicArn=topic, Message="hello", MessageAttributes={"city": {"DataType": "String", "StringValue": "Bonn"}})
body = json.loads(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"])
counts = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
pages = [s["SubscriptionArn"] for page in sns.get_paginator("list_subscriptions").paginate() for s in page["Subscriptions"]]
try:
    sns.publish(TopicArn=topic + "x", Message="hello")
except Exception as error:
    fault = [error.response["Error"]["Code"], error.response["Error"]["Message"], type(error).__name__]
print(json.dumps([one.startswith(topic + ":"), mail, body["Message"], body["MessageAttributes"], counts["SubscriptionsConfirmed"],
    counts["SubscriptionsPending"], sorted(pages) == sorted([one, "PendingConfirmation"]), fault]))
`;

describe("SNS topics", () => {
  const cloud = useCloud();
  const createClient = (): sdk.SNS => cloud.createClient(sdk.SNS);
  const create = async (Name = "t", Attributes?: Record<string, string>): Promise<string> =>
    (await createClient().createTopic({ Name, Attributes })).TopicArn ?? "";

  it("work with boto3, and notify nobody outside, which the log says (SVC-058)", async function () {
    skipIf(this, withoutVenv);
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal([
      true,
      "pending confirmation",
      "hello",
      { city: { Type: "String", Value: "Bonn" } },
      "1",
      "1",
      true,
      ["NotFound", "Topic does not exist", "NotFoundException"],
    ]);
    expect(
      cloud.logged.filter((line) => line.startsWith("Note: SNS: a subscription by email, SMS or HTTP is stored")),
    ).to.have.length(1);
  });

  it("have attributes and tags, are listed, and are deleted with their subscriptions", async () => {
    const TopicArn = await create("t", { DisplayName: "Trips" });
    expect(await create("t", { DisplayName: "Trips" })).to.equal(TopicArn);
    expect(await catchFault(create("t", { DisplayName: "Other" }))).to.include({
      name: "InvalidParameterException",
      message: "Invalid parameter: Attributes Reason: Topic already exists with different attributes",
    });
    const Policy = '{"Statement":[]}';
    await createClient().setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue: Policy });
    const { Attributes } = await createClient().getTopicAttributes({ TopicArn });
    expect(Attributes).to.include({ TopicArn, Owner: "000000000000", DisplayName: "Trips", Policy });
    expect(cloud.logged.filter((line) => line.startsWith("Note: SNS: the policy of a topic is stored"))).to.have.length(
      1,
    );
    await createClient().tagResource({ ResourceArn: TopicArn, Tags: [{ Key: "a", Value: "1" }] });
    await createClient().tagResource({ ResourceArn: TopicArn, Tags: [{ Key: "b", Value: "2" }] });
    await createClient().untagResource({ ResourceArn: TopicArn, TagKeys: ["a"] });
    expect((await createClient().listTagsForResource({ ResourceArn: TopicArn })).Tags).to.deep.equal([
      { Key: "b", Value: "2" },
    ]);
    await create("other");
    await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE });
    expect((await createClient().listTopics({})).Topics).to.deep.equal([{ TopicArn: `${ARN}other` }, { TopicArn }]);
    const listByTopic = new sdk.ListSubscriptionsByTopicCommand({ TopicArn });
    expect((await createClient().send(listByTopic)).Subscriptions).to.have.length(1);
    const elsewhere = "arn:aws:lambda:eu-west-1:111111111111:function:f";
    await createClient().subscribe({ TopicArn, Protocol: "lambda", Endpoint: elsewhere });
    await createClient().publish({ TopicArn, Message: "nobody" });
    for (const missing of [QUEUE, elsewhere])
      expect(cloud.logged.filter((line) => line.startsWith(`sns: ${missing} did not get`))).to.have.length(1);
    for (let times = 0; times < 2; times++) await createClient().deleteTopic({ TopicArn });
    expect((await createClient().listSubscriptions({})).Subscriptions).to.deep.equal([]);
    expect(await catchFault(createClient().send(listByTopic))).to.include({
      name: "NotFoundException",
      message: "Topic does not exist",
    });
  });

  it("accept values up to their limits, and reject values beyond in AWS's words", async () => {
    const TopicArn = await create("t".repeat(256));
    await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE });
    const Endpoint = "arn:aws:sqs:us-east-1:000000000000:raw";
    const { SubscriptionArn } = await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint });
    const set = (AttributeName: string, AttributeValue: string) => () =>
      createClient().setTopicAttributes({ TopicArn, AttributeName, AttributeValue });
    const setRaw = (AttributeValue: string) => () =>
      createClient().setSubscriptionAttributes({
        SubscriptionArn,
        AttributeName: "RawMessageDelivery",
        AttributeValue,
      });
    const publish = (input: Partial<sdk.PublishCommandInput>) => () =>
      createClient().publish({ TopicArn, Message: "m", ...input });
    const readTopic = (arn: string) => () => createClient().getTopicAttributes({ TopicArn: arn });
    const make = (name: string, Attributes?: Record<string, string>) => () => create(name, Attributes);
    const taken: readonly (() => Promise<unknown>)[] = [
      set("DisplayName", "d".repeat(100)),
      set("DisplayName", ""),
      set("KmsMasterKeyId", "k".repeat(2048)),
      set("TracingConfig", "PassThrough"),
      set("TracingConfig", ""),
      set("SignatureVersion", "1"),
      setRaw("TRUE"),
      setRaw("False"),
      publish({ Subject: "s".repeat(99), MessageStructure: "" }),
      publish({ Message: "ö".repeat(128 * 1024) }),
      make("t".repeat(256), { KmsMasterKeyId: "k".repeat(2048) }),
    ];
    for (const [at, call] of taken.entries()) await call().catch((error) => expect.fail(`${at}: ${error}`));
    const refused: readonly (readonly [() => Promise<unknown>, string])[] = [
      [make("t".repeat(257)), "Topic Name"],
      [
        make("t".repeat(256), { KmsMasterKeyId: "other" }),
        "Attributes Reason: Topic already exists with different attributes",
      ],
      [set("DisplayName", "d".repeat(101)), "Attributes Reason: DisplayName: Invalid value"],
      [set("KmsMasterKeyId", "k".repeat(2049)), "Attributes Reason: KmsMasterKeyId: Invalid value"],
      ...["[]", "null", '"a"', "{"].map(
        (policy) => [set("Policy", policy), "Attributes Reason: Policy: Invalid value"] as const,
      ),
      [set("FifoTopic", "false"), "AttributeName"],
      [set("Color", ""), "AttributeName"],
      [setRaw("yes"), "Attributes Reason: RawMessageDelivery: Invalid value [yes]. Must be true or false."],
      [publish({ Subject: "s".repeat(100) }), "Subject"],
      [publish({ Subject: "" }), "Subject"],
      [publish({ Message: `${"ö".repeat(128 * 1024)}x` }), "Message too long"],
      [publish({ MessageStructure: "xml" }), "MessageStructure"],
      ...["[]", "null", "{"].map(
        (Message) =>
          [
            publish({ MessageStructure: "json", Message }),
            "Message Structure - JSON message body failed to parse",
          ] as const,
      ),
      [
        publish({ MessageStructure: "json", Message: '{"default":1}' }),
        "Message Structure - No default entry in JSON message body",
      ],
      [publish({ TopicArn: undefined }), "TopicArn or TargetArn Reason: no value for required parameter"],
      ...[`${TopicArn}:x`, ARN, QUEUE].map((arn) => [readTopic(arn), "TopicArn"] as const),
    ];
    for (const [at, [call, why]] of refused.entries())
      expect((await catchFault(call())).message, String(at)).to.equal(`Invalid parameter: ${why}`);
    for (const elsewhere of ["arn:aws:sns:eu-west-1:000000000000:t", "arn:aws:sns:us-east-1:111111111111:t"])
      expect(await catchFault(readTopic(elsewhere)())).to.include({
        name: "NotFoundException",
        message: "Topic does not exist",
      });
  });

  it("restore their tags and subscriptions, count deleted subscriptions, and describe their default behavior", async () => {
    const createTag = (Value: string) => createClient().createTopic({ Name: "t", Tags: [{ Key: "a", Value }] });
    const { TopicArn = "" } = await createTag("1");
    expect((await createTag("1")).TopicArn).to.equal(TopicArn);
    expect((await catchFault(createTag("2"))).message).to.equal(
      "Invalid parameter: Tags Reason: Topic already exists with different tags",
    );
    const subscribe = async (more: Partial<sdk.SubscribeCommandInput> = {}) =>
      (await createClient().subscribe({ TopicArn, Protocol: "sqs", Endpoint: QUEUE, ...more })).SubscriptionArn ?? "";
    const first = await subscribe();
    expect(await subscribe()).to.equal(first);
    expect(await subscribe({ Attributes: { RawMessageDelivery: "false" } })).to.equal(first);
    expect((await catchFault(subscribe({ Attributes: { RawMessageDelivery: "true" } }))).message).to.equal(
      "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    );
    const mail = { Protocol: "email", Endpoint: "a@example.org" };
    expect(await subscribe(mail)).to.equal("pending confirmation");
    const waiting = await subscribe({ ...mail, ReturnSubscriptionArn: true });
    const { Attributes: ofMail } = await createClient().getSubscriptionAttributes({ SubscriptionArn: waiting });
    expect(ofMail).to.include({
      ...{ PendingConfirmation: "true", ConfirmationWasAuthenticated: "false", RawMessageDelivery: "false" },
      SubscriptionPrincipal: "arn:aws:iam::000000000000:root",
    });
    const readCounts = async () => {
      const { Attributes = {} } = await createClient().getTopicAttributes({ TopicArn });
      const { SubscriptionsConfirmed, SubscriptionsPending, SubscriptionsDeleted, EffectiveDeliveryPolicy } =
        Attributes;
      // As AWS's guide has it: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
      expect(JSON.parse(EffectiveDeliveryPolicy ?? ""))
        .to.have.property("http")
        .that.deep.includes({
          defaultHealthyRetryPolicy: {
            ...{ minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, backoffFunction: "linear" },
            ...{ numMaxDelayRetries: 0, numNoDelayRetries: 0, numMinDelayRetries: 0 },
          },
          disableSubscriptionOverrides: false,
        });
      return [SubscriptionsConfirmed, SubscriptionsPending, SubscriptionsDeleted];
    };
    expect(await readCounts()).to.deep.equal(["1", "1", "0"]);
    for (let times = 0; times < 2; times++) await createClient().unsubscribe({ SubscriptionArn: first });
    expect(await readCounts()).to.deep.equal(["0", "1", "1"]);
    expect((await createClient().listSubscriptions({})).Subscriptions).to.deep.equal([
      { SubscriptionArn: "PendingConfirmation", Owner: "000000000000", TopicArn, ...mail },
    ]);
  });

  it("are listed a hundred at a time", async () => {
    const names = Array.from({ length: 101 }, (_, n) => `t${String(n).padStart(3, "0")}`);
    for (const name of [...names].reverse()) await create(name);
    const first = await createClient().listTopics({});
    const second = await createClient().listTopics({ NextToken: first.NextToken });
    const all = [first, second].map(({ Topics = [] }) => Topics.map(({ TopicArn }) => TopicArn?.slice(ARN.length)));
    expect(all).to.deep.equal([names.slice(0, 100), names.slice(100)]);
    expect(second.NextToken).to.equal(undefined);
    expect((await catchFault(createClient().listTopics({ NextToken: "made-up" }))).message).to.equal(
      "Invalid parameter: NextToken",
    );
  });

  it("are reported in the log if an alarm would publish to them but they don't exist", async () => {
    await cloud.cloudwatch.putMetricAlarm({
      ...{ AlarmName: "a", AlarmActions: [`${ARN}none`], Namespace: "n", MetricName: "m", Statistic: "Sum" },
      ...{ Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
    });
    await cloud.cloudwatch.setAlarmState({ AlarmName: "a", StateValue: "ALARM", StateReason: "because" });
    await cloud.advance(1);
    expect(cloud.logged.filter((line) => line.includes("was not notified of an alarm"))).to.deep.equal([
      `cloudwatch: ${ARN}none was not notified of an alarm: Topic does not exist`,
    ]);
  });

  it("are rejected with invalid settings, and by name with unsupported ones", async () => {
    const TopicArn = await create();
    const subscribe = (Protocol: string, Endpoint: string, Attributes?: Record<string, string>) =>
      createClient().subscribe({ TopicArn, Protocol, Endpoint, Attributes });
    const publish = (input: Partial<sdk.PublishCommandInput>) =>
      createClient().publish({ TopicArn, Message: "m", ...input });
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      [create("a b"), "InvalidParameterException"],
      [create("t.fifo", { FifoTopic: "true" }), "NotImplemented"],
      [create("u", { TracingConfig: "Active" }), "NotImplemented"],
      [create("u", { Color: "blue" }), "InvalidParameterException"],
      [subscribe("pigeon", "x"), "InvalidParameterException"],
      [subscribe("sqs", "https://queue"), "InvalidParameterException"],
      [subscribe("lambda", "arn:aws:lambda:x"), "InvalidParameterException"],
      [subscribe("firehose", "arn:aws:firehose:us-east-1:000000000000:deliverystream/f"), "NotImplemented"],
      [subscribe("sqs", QUEUE, { FilterPolicy: '{"a":["b"]}' }), "NotImplemented"],
      [
        subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:f", { RawMessageDelivery: "true" }),
        "InvalidParameterException",
      ],
      [publish({ Message: "" }), "InvalidParameterException"],
      [publish({ Message: "x".repeat(256 * 1024 + 1) }), "InvalidParameterException"],
      [publish({ Subject: "a\nb" }), "InvalidParameterException"],
      [publish({ MessageStructure: "json" }), "InvalidParameterException"],
      [publish({ MessageStructure: "json", Message: '{"sqs":"a"}' }), "InvalidParameterException"],
      [publish({ TopicArn: undefined, PhoneNumber: "+49228" }), "NotImplemented"],
      [createClient().getSubscriptionAttributes({ SubscriptionArn: `${TopicArn}:x` }), "NotFoundException"],
      [createClient().unsubscribe({ SubscriptionArn: "x" }), "InvalidParameterException"],
      [createClient().listTagsForResource({ ResourceArn: `${TopicArn}x` }), "ResourceNotFoundException"],
      [createClient().deleteTopic({ TopicArn: "x" }), "InvalidParameterException"],
    ];
    for (const [at, [call, name]] of cases.entries()) expect((await catchFault(call)).name, String(at)).to.equal(name);
  });
});
