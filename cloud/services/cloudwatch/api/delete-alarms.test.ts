import { SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("CloudWatch DeleteAlarms", () => {
  const cloud = useCloud();
  const put = (AlarmName: string) =>
    cloud.cloudwatch.putMetricAlarm({
      AlarmName,
      Namespace: "Shop",
      MetricName: "Late",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 3,
      ComparisonOperator: "GreaterThanThreshold",
    });
  const remove = (...AlarmNames: string[]) => cloud.cloudwatch.deleteAlarms({ AlarmNames });
  const listRemaining = async () =>
    (await cloud.cloudwatch.describeAlarms({})).MetricAlarms?.map(({ AlarmName }) => AlarmName);

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
  // "If you specify any incorrect alarm names, the alarms you specify with correct names are still deleted."
  it("deletes existing alarms, even next to unknown names (SVC-039)", async () => {
    for (const name of ["a", "b", "c"]) await put(name);
    await remove("a", "none", "c");
    expect(await listRemaining()).to.deep.equal(["b"]);
  });

  it("stops evaluating the metric, so that a new alarm of the same name starts over", async () => {
    await put("a");
    await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Value: 5 }] });
    await cloud.advance(60);
    const readState = async () => (await cloud.cloudwatch.describeAlarms({})).MetricAlarms?.[0]?.StateValue;
    expect(await readState()).to.equal("ALARM");
    await remove("a");
    const removed = new SetAlarmStateCommand({ AlarmName: "a", StateValue: "OK", StateReason: "by hand" });
    expect(await catchFault(cloud.cloudwatch.send(removed))).to.include({ name: "ResourceNotFound" });
    await put("a");
    expect(await readState()).to.equal("INSUFFICIENT_DATA");
  });

  it("rejects an empty name and more than a hundred names, and deletes nothing", async () => {
    await put("a");
    for (const call of [remove("a", ""), remove(...Array.from({ length: 101 }, () => "a"))])
      expect(await catchFault(call)).to.include({ name: "ValidationException" });
    expect(await listRemaining()).to.deep.equal(["a"]);
  });
});
