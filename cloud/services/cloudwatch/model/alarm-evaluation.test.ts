import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const MINUTE = 60;

describe("CloudWatch alarms", () => {
  const cloud = useCloud();
  const make = (more: Partial<PutMetricAlarmCommandInput> = {}) =>
    cloud.cloudwatch.putMetricAlarm({
      AlarmName: "late",
      Namespace: "Shop",
      MetricName: "Late",
      Statistic: "Sum",
      Period: MINUTE,
      EvaluationPeriods: 1,
      Threshold: 3,
      ComparisonOperator: "GreaterThanThreshold",
      ...more,
    });
  const readAlarm = async () => (await cloud.cloudwatch.describeAlarms({ AlarmNames: ["late"] })).MetricAlarms?.[0];
  const readState = async () => (await readAlarm())?.StateValue;
  /** The alarm's state after a minute in which the metric had this value. */
  const evaluateAfter = async (Value: number) => {
    await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Value }] });
    await cloud.advance(MINUTE);
    return readState();
  };

  it("begin without data, and change to ALARM when any M of the last N periods breach (SVC-035)", async () => {
    await make({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    const states = [await readState()];
    for (const value of [5, 1, 5, 1, 1]) states.push(await evaluateAfter(value));
    expect(states).to.deep.equal(["INSUFFICIENT_DATA", "OK", "OK", "ALARM", "OK", "OK"]);
  });

  it("look back a day, or a week in periods of at least an hour", async () => {
    for (const [Period, longest] of [
      [MINUTE, 1_440],
      [3_600, 168],
    ] as const) {
      await make({ Period, EvaluationPeriods: longest });
      const { name, message } = await catchFault(make({ Period, EvaluationPeriods: longest + 1 }));
      expect([name, message].join(" ")).to.match(/^ValidationE.* must be <= \d{5,6}\)\.$/);
    }
  });

  for (const [how, afterGood, afterBad] of [
    ["missing", "INSUFFICIENT_DATA", "INSUFFICIENT_DATA"],
    ["ignore", "OK", "ALARM"],
    ["breaching", "ALARM", "ALARM"],
    ["notBreaching", "OK", "OK"],
  ] as const)
    it(`treat missing data as ${how}: ${afterGood} after a good value, ${afterBad} after a bad one (SVC-036)`, async () => {
      // Ten minutes without data: longer than AWS looks back.
      await make({ TreatMissingData: how });
      expect(await evaluateAfter(1)).to.equal("OK");
      await cloud.advance(10 * MINUTE);
      expect(await readState()).to.equal(afterGood);
      expect(await evaluateAfter(5)).to.equal("ALARM");
      await cloud.advance(10 * MINUTE);
      expect(await readState()).to.equal(afterBad);
    });

  it("with a period of 10 s also see the point at the start of the minute (test_put_metric_alarm, 2026-02-26)", async () => {
    const states: unknown[] = [];
    await cloud.advance(25);
    await make({ Period: 10 });
    await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData: [{ MetricName: "Late", Value: 5 }] });
    for (const seconds of [5, 40, 20]) {
      await cloud.advance(seconds);
      states.push(await readState());
    }
    expect(states).to.deep.equal(["ALARM", "ALARM", "INSUFFICIENT_DATA"]);
  });

  for (const [ComparisonOperator, words, states] of [
    ["GreaterThanOrEqualToThreshold", "greater than or equal to", ["OK", "ALARM", "ALARM"]],
    ["GreaterThanThreshold", "greater than", ["OK", "OK", "ALARM"]],
    ["LessThanOrEqualToThreshold", "less than or equal to", ["ALARM", "ALARM", "OK"]],
    ["LessThanThreshold", "less than", ["ALARM", "OK", "OK"]],
  ] as const)
    it(`compare by ${ComparisonOperator}, and give it as the reason`, async () => {
      for (const [at, value] of [2, 3, 4].entries()) {
        await cloud.cloudwatch.deleteAlarms({ AlarmNames: ["late"] });
        await make({ ComparisonOperator });
        expect(await evaluateAfter(value), String(value)).to.equal(states[at]);
        expect((await readAlarm())?.StateReason).to.equal(
          states[at] === "OK"
            ? `Threshold Crossed: 1 datapoint [${value}.0 (01/01/30 00:0${at}:00)] was not ${words} the threshold (3.0).`
            : `Threshold Crossed: 1 datapoint [${value}.0 (01/01/30 00:0${at}:00)] was ${words} the threshold (3.0).`,
        );
      }
    });

  it("keep a manually set state until the next evaluation (SVC-038)", async () => {
    await make();
    expect(await evaluateAfter(1)).to.equal("OK");
    const set = (AlarmName: string) =>
      cloud.cloudwatch.setAlarmState({ AlarmName, StateValue: "ALARM", StateReason: "a drill" });
    await set("late");
    expect(await readState()).to.equal("ALARM");
    expect(await evaluateAfter(1)).to.equal("OK");
    expect(await catchFault(set("none"))).to.include({ name: "ResourceNotFound" });
  });
});
