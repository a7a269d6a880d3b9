import { expect } from "chai";
import { START } from "../../../testing/use-cloud";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { createStreams } from "../../kinesis/testing/streams";

const GROUP = { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "app" } };

describe("AWS::Logs::MetricFilter and SubscriptionFilter", () => {
  const cloud = useStacks();

  it("a metric filter returns its name, is updated in place, and is deleted with its stack", async () => {
    const createTemplate = (FilterPattern: string, properties: object = {}): object =>
      createResourceTemplate(
        "AWS::Logs::MetricFilter",
        {
          LogGroupName: { Ref: "Group" },
          FilterName: "errors",
          FilterPattern,
          MetricTransformations: [
            {
              MetricName: "Errors",
              MetricNamespace: "App",
              MetricValue: "1",
              Unit: "Count",
              Dimensions: [{ Key: "Service", Value: "$.service" }],
              ...properties,
            },
          ],
        },
        { beside: { Group: GROUP } },
      );
    const readDescription = async () => (await cloud.logs.describeMetricFilters({})).metricFilters ?? [];
    await cloud.deploy(createTemplate("{ $.level = ERROR }"));
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "errors" });
    const metric = { metricName: "Errors", metricNamespace: "App", metricValue: "1", unit: "Count" };
    expect((await readDescription())[0]?.metricTransformations).to.deep.equal([
      { ...metric, dimensions: { Service: "$.service" } },
    ]);
    await cloud.update(createTemplate("{ $.level = FATAL }"));
    expect((await readDescription()).map(({ filterPattern }) => filterPattern)).to.deep.equal(["{ $.level = FATAL }"]);
    await cloud.remove();
    expect(await readDescription()).to.deep.equal([]);
  });

  it("a subscription filter in the CDK's form sends a group's events to a stream of its stack", async () => {
    const assume = {
      Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "logs.amazonaws.com" } }],
    };
    await cloud.deploy(
      createResourceTemplate(
        "AWS::Logs::SubscriptionFilter",
        {
          LogGroupName: { Ref: "Group" },
          FilterPattern: "",
          DestinationArn: { "Fn::GetAtt": ["Stream", "Arn"] },
          RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
        },
        {
          beside: {
            Group: GROUP,
            Stream: { Type: "AWS::Kinesis::Stream", Properties: { Name: "trips", ShardCount: 1 } },
            Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: assume } },
          },
        },
      ),
    );
    const { subscriptionFilters = [] } = await cloud.logs.describeSubscriptionFilters({ logGroupName: "app" });
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: subscriptionFilters[0]?.filterName });
    const target = { logGroupName: "app", logStreamName: "one" };
    await cloud.logs.createLogStream(target);
    await cloud.logs.putLogEvents({ ...target, logEvents: [{ timestamp: Date.parse(START), message: "hello" }] });
    const streams = createStreams(cloud);
    // Two records: the control message and the event.
    expect((await streams.get(await streams.readIterator())).Records).to.have.length(2);
    await cloud.remove();
  });
});
