import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { START, useCloud } from "../../../testing/use-cloud";
import { testFunctions, readPrinted } from "../../lambda/testing/functions";

/**
 * Words that AWS answered. LocalStack recorded some and publishes them in its repository (Apache-2.0), in
 * tests/aws/services/cloudwatch: test_cloudwatch_metrics.snapshot.json (2024-01-03), test_cloudwatch.snapshot.json
 * (2025-09-19, 2026-02-26). Others are in the CloudWatch User Guide ("Alarm events and EventBridge"; "Alarms on
 * Metrics Insights queries", 2022-11-08), or were pasted by AWS's customers, each with the day that the words tell. The
 * cases are this project's own.
 */
describe("CloudWatch's reason for a change of an alarm's state", () => {
  const cloud = useCloud();
  const make = (more: Partial<PutMetricAlarmCommandInput>) =>
    cloud.cloudwatch.putMetricAlarm({
      ...{ AlarmName: "late", Namespace: "Shop", MetricName: "Late", Statistic: "Average", Period: 60 },
      ...{ EvaluationPeriods: 1, Threshold: 21, ComparisonOperator: "GreaterThanThreshold", ...more },
    });
  /** Each value's minute; undefined is a minute without data. */
  const putMinutes = async (...values: readonly (number | undefined)[]) => {
    for (const Value of values) {
      const MetricData = [{ MetricName: "Late", Value }];
      if (Value !== undefined) await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData });
      await cloud.advance(60);
    }
  };
  const readAlarm = async () => {
    const { MetricAlarms: [found] = [] } = await cloud.cloudwatch.describeAlarms({});
    return found;
  };
  const readReason = async () => (await readAlarm())?.StateReason;
  const readData = async (): Promise<unknown> => JSON.parse((await readAlarm())?.StateReasonData ?? "null");
  const toTime = (minute: number) =>
    START.replace("00:00:00.000Z", `00:${String(minute).padStart(2, "0")}:00.000+0000`);
  const formatDatapoint = (value: string, minute: number) =>
    `${value} (01/01/30 00:${String(minute).padStart(2, "0")}:00)`;

  it("gives one datapoint with its time, statistic and number of values (test_put_metric_alarm)", async () => {
    await make({});
    await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Values: [21, 22] }] });
    await cloud.advance(60);
    expect(await readReason()).to.equal(
      `Threshold Crossed: 1 datapoint [${formatDatapoint("21.5", 0)}] was greater than the threshold (21.0).`,
    );
    const text = (await readAlarm())?.StateReasonData;
    expect(text).to.equal(
      `{"version":"1.0","queryDate":"${toTime(1)}","startDate":"${toTime(0)}","statistic":"Average","period":60,` +
        `"recentDatapoints":[21.5],"threshold":21.0,` +
        `"evaluatedDatapoints":[{"timestamp":"${toTime(0)}","sampleCount":2.0,"value":21.5}]}`,
    );
  });

  it("includes the unit if the alarm has one (test_put_metric_alarm)", async () => {
    await make({ Unit: "Seconds", TreatMissingData: "notBreaching" });
    await putMinutes(undefined);
    expect(await readData()).to.include({ unit: "Seconds" });
  });

  it("gives several datapoints, newest first (a log of 2026-08-19)", async () => {
    await make({ EvaluationPeriods: 3, Threshold: 0 });
    await putMinutes(1, 3, 2);
    expect(await readReason()).to.equal(
      "Threshold Crossed: 3 datapoints " +
        `[${formatDatapoint("2.0", 2)}, ${formatDatapoint("3.0", 1)}, ${formatDatapoint("1.0", 0)}] were greater than the threshold (0.0).`,
    );
  });

  it("evaluates all datapoints for ALARM, and a single one for OK (DescribeAlarms of 2024-12-19 and 2023-01-09)", async () => {
    const readDataAfter = async (...values: readonly number[]) => {
      await putMinutes(...values);
      return (await readData()) as { recentDatapoints: number[]; evaluatedDatapoints: { timestamp: string }[] };
    };
    await make({ EvaluationPeriods: 2, Threshold: 3 });
    const [ok, breached] = [await readDataAfter(1, 0), await readDataAfter(4, 5)];
    expect(ok.recentDatapoints).to.deep.equal([1]);
    expect(ok.evaluatedDatapoints.map(({ timestamp }) => timestamp)).to.deep.equal([toTime(0)]);
    expect(breached.recentDatapoints).to.deep.equal([4, 5]);
    expect(breached.evaluatedDatapoints.map(({ timestamp }) => timestamp)).to.deep.equal([toTime(3), toTime(2)]);
  });

  it("gives the five latest of five or more datapoints (DescribeAlarms of 2024-12-19)", async () => {
    await make({ EvaluationPeriods: 6, Threshold: 0 });
    await putMinutes(1, 1, 1, 1, 1, 7);
    const latest = [formatDatapoint("7.0", 5), ...[4, 3, 2, 1].map((minute) => formatDatapoint("1.0", minute))].join(
      ", ",
    );
    expect(await readReason()).to.equal(
      "Threshold Crossed: 6 datapoints were greater than the threshold (0.0). " +
        `The most recent datapoints which crossed the threshold: [${latest}].`,
    );
  });

  it("gives the counts with DatapointsToAlarm, and the minimum for the change (events of 2019-10-02 and 2022-01-26, a message of 2024-12-06)", async () => {
    await make({ EvaluationPeriods: 3, DatapointsToAlarm: 3, Threshold: 80, ComparisonOperator: "LessThanThreshold" });
    await putMinutes(90, 91, 92);
    const transition = "(minimum 1 datapoint for ALARM -> OK transition).";
    expect(await readReason()).to.equal(
      `Threshold Crossed: 1 out of the last 3 datapoints [${formatDatapoint("90.0", 0)}] was not less than the threshold (80.0) ${transition}`,
    );
    await putMinutes(1, 2.5, 3);
    expect(await readReason()).to.equal(
      "Threshold Crossed: 3 out of the last 3 datapoints " +
        `[${formatDatapoint("3.0", 5)}, ${formatDatapoint("2.5", 4)}, ${formatDatapoint("1.0", 3)}] were less than the threshold (80.0) ` +
        "(minimum 3 datapoints for OK -> ALARM transition).",
    );
    await make({ EvaluationPeriods: 5, DatapointsToAlarm: 5, Threshold: 20 });
    await putMinutes(60, 60, 60, 60, 60);
    const latest = [10, 9, 8, 7, 6].map((minute) => formatDatapoint("60.0", minute)).join(", ");
    expect(await readReason()).to.equal(
      "Threshold Crossed: 5 out of the last 5 datapoints were greater than the threshold (20.0). " +
        `The most recent datapoints which crossed the threshold: [${latest}] (minimum 5 datapoints for OK -> ALARM transition).`,
    );
  });

  it("gives only the decisive datapoints", async () => {
    await make({ EvaluationPeriods: 3, DatapointsToAlarm: 1, Threshold: 3 });
    await putMinutes(1, 5);
    expect(await readReason()).to.equal(
      `Threshold Crossed: 1 out of the last 3 datapoints [${formatDatapoint("5.0", 1)}] was greater than the threshold (3.0) ` +
        "(minimum 1 datapoint for OK -> ALARM transition).",
    );
    await make({ EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 3 });
    await putMinutes(1);
    expect(await readReason()).to.equal(
      `Threshold Crossed: 2 out of the last 3 datapoints [${formatDatapoint("1.0", 2)}, ${formatDatapoint("1.0", 0)}] were not greater than ` +
        "the threshold (3.0) (minimum 2 datapoints for ALARM -> OK transition).",
    );
  });

  for (const [periods, words] of [
    [1, "no datapoints were received for 1 period and 1 missing datapoint was treated as"],
    [2, "no datapoints were received for 2 periods and 2 missing datapoints were treated as"],
  ] as const)
    for (const [TreatMissingData, as] of [
      ["breaching", "Breaching"],
      ["notBreaching", "NonBreaching"],
    ] as const)
      it(`covers ${periods} periods without data, with ${TreatMissingData} (test_breaching_alarm_actions, DescribeAlarms of 2026-01-13)`, async () => {
        await make({ EvaluationPeriods: periods, TreatMissingData });
        await putMinutes(undefined, undefined);
        expect(await readReason()).to.equal(`Threshold Crossed: ${words} [${as}].`);
      });

  it("gives the evaluated periods if there is no data (test_breaching_alarm_actions)", async () => {
    await make({ EvaluationPeriods: 2, TreatMissingData: "breaching" });
    await cloud.advance(120);
    const seen = (await readData()) as object;
    expect(seen).not.to.have.property("startDate");
    expect(seen).to.deep.include({
      recentDatapoints: [],
      evaluatedDatapoints: [{ timestamp: START.replace("Z", "+0000") }, { timestamp: "2029-12-31T23:59:00.000+0000" }],
    });
  });

  it("counts both present and missing datapoints (messages of 2024-03-16 and 2026-08-19)", async () => {
    const threshold = { Threshold: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold" } as const;
    await make({ EvaluationPeriods: 20, DatapointsToAlarm: 1, TreatMissingData: "notBreaching", ...threshold });
    await putMinutes(613);
    expect(await readReason()).to.equal(
      `Threshold Crossed: 1 out of the last 20 datapoints [${formatDatapoint("613.0", 0)}] was greater than or equal to the threshold (1.0) ` +
        "and 19 missing datapoints were treated as [NonBreaching] (minimum 1 datapoint for OK -> ALARM transition).",
    );
    const low = { Threshold: 0, ComparisonOperator: "LessThanOrEqualToThreshold" } as const;
    await make({ EvaluationPeriods: 8, TreatMissingData: "breaching", ...low });
    await putMinutes(...Array.from({ length: 10 }, () => undefined), 2);
    expect(await readReason()).to.equal(
      `Threshold Crossed: 1 datapoint [${formatDatapoint("2.0", 11)}] was not less than or equal to the threshold (0.0) ` +
        "and 7 missing datapoints were treated as [Breaching].",
    );
  });

  it("covers a metric without any data (an event of 2021-10-14)", async () => {
    await make({ EvaluationPeriods: 2, Threshold: 10 });
    await putMinutes(1, undefined, undefined, undefined, undefined);
    expect(await readAlarm()).to.include({
      StateValue: "INSUFFICIENT_DATA",
      StateReason: "Insufficient Data: 2 datapoints were unknown.",
    });
    expect(await readData()).to.deep.include({
      recentDatapoints: [],
      evaluatedDatapoints: [{ timestamp: toTime(4) }, { timestamp: toTime(3) }],
    });
  });

  it("reaches a function with both states, their reasons and the metric (test_alarm_lambda_target, SVC-037)", async () => {
    await testFunctions(cloud).create(
      "export const handler = async (event) => console.log(`told ${JSON.stringify(event)}`);",
    );
    const AlarmActions = ["arn:aws:lambda:us-east-1:000000000000:function:f"];
    await make({ AlarmActions, AlarmDescription: "too late" });
    await putMinutes(22);
    const text = (await readPrinted(cloud, "f")).join("\n").match(/told (.*)$/m)?.[1] ?? "{}";
    const { alarmData, ...event } = JSON.parse(text) as { alarmData: Record<string, unknown> };
    expect(event).to.deep.equal({
      ...{ source: "aws.cloudwatch", accountId: "000000000000", region: "us-east-1", time: toTime(1) },
      alarmArn: "arn:aws:cloudwatch:us-east-1:000000000000:alarm:late",
    });
    const { state, previousState, configuration } = alarmData;
    expect(state).to.deep.include({ value: "ALARM", reason: await readReason(), timestamp: toTime(1) });
    expect(previousState).to.deep.equal({
      ...{ value: "INSUFFICIENT_DATA", reason: "Unchecked: Initial alarm creation" },
      timestamp: "2030-01-01T00:00:01.000+0000",
    });
    const { description, metrics } = configuration as { description: string; metrics: { id: string }[] };
    expect(description).to.equal("too late");
    expect(metrics[0]?.id).to.match(/^[0-9a-f-]{36}$/);
    expect(metrics[0]).to.deep.include({
      metricStat: { metric: { namespace: "Shop", name: "Late", dimensions: {} }, period: 60, stat: "Average" },
      returnData: true,
    });
  });
});
