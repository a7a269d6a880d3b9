import * as sdk from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const ARN = "arn:aws:sns:us-east-1:000000000000:t";

describe("AWS::SNS::Topic, Subscription and TopicPolicy", () => {
  const cloud = useStacks();
  const sns = () => cloud.client(sdk.SNS);
  const policy = { Version: "2012-10-17", Statement: [] };
  const template = (topic: object, subscription: object): object => ({
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
  const attributes = async () => (await sns().getTopicAttributes({ TopicArn: ARN })).Attributes;
  const subscriptions = async () => (await sns().listSubscriptionsByTopic({ TopicArn: ARN })).Subscriptions ?? [];
  const mail = { Protocol: "email", Endpoint: "a@example.org" };

  it("are made, changed in place and removed; an alarm publishes to the topic (SVC-059)", async () => {
    await cloud.deploy(template({ DisplayName: "Trips", Subscription: [mail] }, {}));
    const { Queue: QueueUrl = "", ...outputs } = await cloud.outputs();
    expect(outputs).to.deep.equal({ Topic: ARN, Arn: ARN, Name: "t" });
    expect(await attributes()).to.include({ DisplayName: "Trips", Policy: JSON.stringify(policy) });
    expect((await subscriptions()).map(({ Protocol }) => Protocol)).to.have.members(["email", "sqs"]);
    await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Value: 4 }] });
    await cloud.advance(61);
    const sqs = cloud.client(SQS);
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
    await cloud.update(template({ Tags: [{ Key: "a", Value: "1" }] }, { RawMessageDelivery: true }));
    expect(await attributes()).to.include({ DisplayName: "" });
    const [{ SubscriptionArn, Protocol } = {}, ...others] = await subscriptions();
    expect([Protocol, others]).to.deep.equal(["sqs", []]);
    const { Attributes } = await sns().getSubscriptionAttributes({ SubscriptionArn });
    expect(Attributes).to.include({ RawMessageDelivery: "true" });
    await cloud.remove();
    expect((await sns().listTopics({})).Topics).to.deep.equal([]);
    expect((await sns().listSubscriptions({})).Subscriptions).to.deep.equal([]);
  });
});
