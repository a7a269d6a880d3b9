import * as sdk from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const ARN = "arn:aws:sns:us-east-1:000000000000:t";

describe("AWS::SNS::Topic, Subscription and TopicPolicy", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(sdk.SNS);
  const policy = { Version: "2012-10-17", Statement: [] };
  const createTemplate = (topic: object, subscription: object): object => ({
    Resources: {
      Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "q" } },
      Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "t", ...topic } },
      Told: {
        Type: "AWS::SNS::Subscription",
        Properties: {
          TopicArn: { Ref: "Topic" },
          Protocol: "sqs",
          Endpoint: { "Fn::GetAtt": ["Queue", "Arn"] },
          ...subscription,
        },
      },
      Policy: {
        Type: "AWS::SNS::TopicPolicy",
        Properties: { PolicyDocument: policy, Topics: [{ Ref: "Topic" }] },
      },
      Alarm: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: {
          AlarmName: "late",
          AlarmActions: [{ Ref: "Topic" }],
          Namespace: "Shop",
          MetricName: "Late",
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 3,
          ComparisonOperator: "GreaterThanThreshold",
        },
      },
    },
    Outputs: {
      Topic: { Value: { Ref: "Topic" } },
      Arn: { Value: { "Fn::GetAtt": ["Topic", "TopicArn"] } },
      Name: { Value: { "Fn::GetAtt": ["Topic", "TopicName"] } },
      Queue: { Value: { Ref: "Queue" } },
    },
  });
  const readAttributes = async () => (await createClient().getTopicAttributes({ TopicArn: ARN })).Attributes;
  const listSubscriptions = async () =>
    (await createClient().listSubscriptionsByTopic({ TopicArn: ARN })).Subscriptions ?? [];
  const mail = { Protocol: "email", Endpoint: "a@example.org" };

  it("are created, updated in place and removed; an alarm publishes to the topic (SVC-059)", async () => {
    await cloud.deploy(createTemplate({ DisplayName: "Trips", Subscription: [mail] }, {}));
    const { Queue: QueueUrl = "", ...outputs } = await cloud.readOutputs();
    expect(outputs).to.deep.equal({ Topic: ARN, Arn: ARN, Name: "t" });
    expect(await readAttributes()).to.include({ DisplayName: "Trips", Policy: JSON.stringify(policy) });
    expect((await listSubscriptions()).map(({ Protocol }) => Protocol)).to.have.members(["email", "sqs"]);
    await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Value: 4 }] });
    await cloud.advance(61);
    const sqs = cloud.createClient(SQS);
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
    const notification = JSON.parse(message?.Body ?? "{}") as { Subject?: string; Message?: string };
    expect(notification.Subject).to.equal('ALARM: "late" in US East (N. Virginia)');
    expect(JSON.parse(notification.Message ?? "{}")).to.deep.include({
      AlarmName: "late",
      NewStateValue: "ALARM",
      OldStateValue: "INSUFFICIENT_DATA",
      AlarmActions: [ARN],
      Region: "US East (N. Virginia)",
    });
    await cloud.update(createTemplate({ Tags: [{ Key: "a", Value: "1" }] }, { RawMessageDelivery: true }));
    expect(await readAttributes()).to.include({ DisplayName: "" });
    const [{ SubscriptionArn, Protocol } = {}, ...others] = await listSubscriptions();
    expect([Protocol, others]).to.deep.equal(["sqs", []]);
    const { Attributes } = await createClient().getSubscriptionAttributes({ SubscriptionArn });
    expect(Attributes).to.include({ RawMessageDelivery: "true" });
    await cloud.remove();
    expect((await createClient().listTopics({})).Topics).to.deep.equal([]);
    expect((await createClient().listSubscriptions({})).Subscriptions).to.deep.equal([]);
  });
});
