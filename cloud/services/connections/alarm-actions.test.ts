import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { SNS, SubscribeCommand } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { START, useCloud } from "../../testing/use-cloud";
import { decodeBody, createQueues } from "../sqs/testing/queues";

describe("CloudWatch alarm actions", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  /** Topics `ok`, `alarm` and `insufficient`, whose messages come into the queue as they are. */
  const createTopics = async (): Promise<Record<"ok" | "alarm" | "insufficient", string>> => {
    await queues.make();
    const createAlarm = async (Name: string): Promise<string> => {
      const { TopicArn = "" } = await cloud.createClient(SNS).createTopic({ Name });
      const Attributes = { RawMessageDelivery: "true" };
      const subscribe = new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queues.createArn(), Attributes });
      await cloud.createClient(SNS).send(subscribe);
      return TopicArn;
    };
    return {
      ok: await createAlarm("ok"),
      alarm: await createAlarm("alarm"),
      insufficient: await createAlarm("insufficient"),
    };
  };
  const make = (AlarmName: string, more: object) =>
    cloud.cloudwatch.putMetricAlarm({
      ...{ AlarmName, Namespace: "Shop", MetricName: "Late", Statistic: "Sum", Period: 60, EvaluationPeriods: 2 },
      ...{ Threshold: 3, ComparisonOperator: "GreaterThanThreshold", ...more },
    });
  const enter = (AlarmName: string, StateValue: StateValue) =>
    cloud.cloudwatch.setAlarmState({ AlarmName, StateValue, StateReason: "a drill" });
  /** The messages that the topics received, in order. */
  const receiveMessage = async (): Promise<Record<string, unknown>[]> => {
    await cloud.advance(1);
    const messages: Record<string, unknown>[] = [];
    while ((await queues.readCounts())[0] !== "0")
      for (const message of await queues.receive())
        messages.push(JSON.parse(decodeBody(message)) as (typeof messages)[0]);
    return messages;
  };

  /** The exact text that a topic received. */
  const receiveText = async (): Promise<string> => {
    await cloud.advance(1);
    const [message] = await queues.receive();
    return message === undefined ? "" : decodeBody(message);
  };

  it("publish the change and the evaluated metrics in AWS's format, with a decimal point in whole doubles (SVC-059, messages of 2023-02-18, 2025-02-02 and 2026-01-21)", async () => {
    const { alarm, ok } = await createTopics();
    const Dimensions = [{ Name: "Shop", Value: "one" }];
    const more = { DatapointsToAlarm: 1, Unit: "Count", TreatMissingData: "breaching", AlarmDescription: "too late" };
    await make("late", { ...more, Dimensions, AlarmActions: [alarm], OKActions: [ok] });
    await cloud.advance(1);
    await enter("late", "ALARM");
    expect(await receiveText()).to.equal(
      `{"AlarmName":"late","AlarmDescription":"too late","AWSAccountId":"000000000000",` +
        `"AlarmConfigurationUpdatedTimestamp":"${START.replace("Z", "+0000")}","NewStateValue":"ALARM",` +
        `"NewStateReason":"a drill","StateChangeTime":"2030-01-01T00:00:01.000+0000","Region":"US East (N. Virginia)",` +
        `"AlarmArn":"arn:aws:cloudwatch:us-east-1:000000000000:alarm:late","OldStateValue":"INSUFFICIENT_DATA",` +
        `"OKActions":["${ok}"],"AlarmActions":["${alarm}"],"InsufficientDataActions":[],` +
        `"Trigger":{"MetricName":"Late","Namespace":"Shop","StatisticType":"Statistic","Statistic":"SUM","Unit":"Count",` +
        `"Dimensions":[{"value":"one","name":"Shop"}],"Period":60,"EvaluationPeriods":2,"DatapointsToAlarm":1,` +
        `"ComparisonOperator":"GreaterThanThreshold","Threshold":3.0,"TreatMissingData":"breaching",` +
        `"EvaluateLowSampleCountPercentile":""}}`,
    );
  });

  it("omit the treatment of missing data if the alarm doesn't set it (SVC-059, a message of 2022-11-08)", async () => {
    const { alarm } = await createTopics();
    await make("late", { Threshold: 10.7, AlarmActions: [alarm] });
    await enter("late", "ALARM");
    expect(await receiveText())
      .to.include(`"AlarmDescription":null,`)
      .and.include(
        `"EvaluationPeriods":2,"ComparisonOperator":"GreaterThanThreshold","Threshold":10.7,"TreatMissingData":"",`,
      );
  });

  it("notify the targets for the new state, and none while actions are disabled", async () => {
    const { alarm, ok, insufficient } = await createTopics();
    const actions = { OKActions: [ok], AlarmActions: [alarm], InsufficientDataActions: [insufficient] };
    await make("silent", { ...actions, ActionsEnabled: false });
    await make("alarms", { AlarmActions: [alarm] });
    await make("all", { ...actions, ExtendedStatistic: "p90", Statistic: undefined });
    for (const state of ["OK", "ALARM", "INSUFFICIENT_DATA"] as const)
      for (const name of ["silent", "alarms", "all"]) await enter(name, state);
    const messages = await receiveMessage();
    expect(messages.map(({ AlarmName, OldStateValue, NewStateValue }) => [AlarmName, OldStateValue, NewStateValue]))
      .to.have.deep.members([
        ["all", "INSUFFICIENT_DATA", "OK"],
        ["alarms", "OK", "ALARM"],
        ["all", "OK", "ALARM"],
        ["all", "ALARM", "INSUFFICIENT_DATA"],
      ])
      .and.have.lengthOf(4);
    expect(messages.find(({ AlarmName }) => AlarmName === "all")?.["Trigger"]).to.deep.include({
      ...{ StatisticType: "ExtendedStatistic", ExtendedStatistic: "p90", Unit: null, Dimensions: [] },
      TreatMissingData: "",
    });
  });
});
