import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { testFunctions, readPrinted } from "../../lambda/testing/functions";
import { catchFault } from "../../../testing/use-cloud";

describe("AWS::CloudWatch::Alarm and Dashboard", () => {
  const data = useEmptyFolder();
  const cloud = useStacks({ data });
  const properties = {
    AlarmName: "late",
    Namespace: "Shop",
    MetricName: "Late",
    Statistic: "Sum",
    Period: 60,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 1,
    Threshold: 3,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
  } as const;
  const createTemplate = (more: object = {}): object => ({
    Resources: { It: { Type: "AWS::CloudWatch::Alarm", Properties: { ...properties, ...more } } },
    Outputs: { Arn: { Value: { "Fn::GetAtt": ["It", "Arn"] } } },
  });
  const readState = async () => (await cloud.cloudwatch.describeAlarms({ AlarmNames: ["late"] })).MetricAlarms?.[0];
  const put = (Value: number) =>
    cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Value }] });

  it("changes state with its metric minute by minute, even after a restart", async () => {
    await cloud.deploy(createTemplate());
    expect(await cloud.readOutputs()).to.deep.equal({ Arn: "arn:aws:cloudwatch:us-east-1:000000000000:alarm:late" });
    expect(await readState()).to.include({ StateValue: "INSUFFICIENT_DATA" });
    await put(1);
    await cloud.advance(60);
    expect(await readState()).to.include({ StateValue: "OK" });
    await cloud.restart();
    await put(5);
    await cloud.advance(60);
    expect(await readState()).to.include({ StateValue: "ALARM" });
    expect((await readState())?.StateReason).to.contain("was greater than or equal to the threshold (3.0)");
    await cloud.advance(240);
    expect(await readState()).to.include({ StateValue: "INSUFFICIENT_DATA" });
    await cloud.update(createTemplate({ TreatMissingData: "notBreaching" }));
    await cloud.advance(60);
    expect(await readState()).to.include({ StateValue: "OK" });
    await cloud.remove();
    expect(await readState()).to.equal(undefined);
  });

  it("calls a function when its state changes, automatically or by hand (SVC-037)", async () => {
    await testFunctions(cloud).create(
      `export const handler = async ({ alarmData }) => console.log("told", alarmData.alarmName, alarmData.previousState.value, alarmData.state.value);`,
    );
    const AlarmActions = ["arn:aws:lambda:us-east-1:000000000000:function:f"];
    await cloud.cloudwatch.putMetricAlarm({ ...properties, AlarmActions });
    await put(4);
    await cloud.advance(61);
    const receiveMessage = async () =>
      (await readPrinted(cloud, "f")).filter((line) => line.includes("told late")).length;
    expect(await receiveMessage()).to.equal(1);
    await cloud.cloudwatch.setAlarmState({ AlarmName: "late", StateValue: "OK", StateReason: "by hand" });
    expect(await readState()).to.include({ StateValue: "OK", StateReason: "by hand" });
    expect(await receiveMessage()).to.equal(1);
  });

  it("rejects unsupported properties and metric math by name", async () => {
    const action = { ...properties, AlarmActions: ["arn:aws:automate:us-east-1:ec2:stop"] };
    expect(await catchFault(cloud.cloudwatch.putMetricAlarm(action))).to.include({
      name: "NotImplemented",
      message: "The lab cloud's alarms notify functions and topics, not [arn:aws:automate:us-east-1:ec2:stop].",
    });
    const math = { ...properties, Metrics: [{ Id: "e", Expression: "1" }] };
    expect(await catchFault(cloud.cloudwatch.putMetricAlarm(math))).to.include({
      name: "NotImplemented",
    });
  });

  it("creates and deletes a dashboard", async () => {
    const body = JSON.stringify({ widgets: [] });
    await cloud.deploy({
      Resources: {
        It: { Type: "AWS::CloudWatch::Dashboard", Properties: { DashboardName: "shop", DashboardBody: body } },
      },
    });
    expect(await cloud.cloudwatch.getDashboard({ DashboardName: "shop" })).to.include({
      DashboardBody: body,
      DashboardArn: "arn:aws:cloudwatch::000000000000:dashboard/shop",
    });
    await cloud.remove();
    expect((await cloud.cloudwatch.listDashboards({})).DashboardEntries ?? []).to.deep.equal([]);
  });
});
