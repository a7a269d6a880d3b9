import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

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

  /** The tables of AWS's page "Configuring how CloudWatch alarms treat missing data": 0 is a good point, X a bad one, - a gap. */
  const TABLES = {
    3: {
      "0 - X - X": { missing: "OK", ignore: "OK", breaching: "OK", notBreaching: "OK" },
      "0 - - - -": { missing: "OK", ignore: "OK", breaching: "OK", notBreaching: "OK" },
      "- - - - -": { missing: "INSUFFICIENT_DATA", ignore: "as before", breaching: "ALARM", notBreaching: "OK" },
      "0 X X - X": { missing: "ALARM", ignore: "ALARM", breaching: "ALARM", notBreaching: "ALARM" },
      "- - X - -": { missing: "ALARM", ignore: "as before", breaching: "ALARM", notBreaching: "OK" },
    },
    2: {
      "0 - X - X": { missing: "ALARM", ignore: "ALARM", breaching: "ALARM", notBreaching: "ALARM" },
      "0 0 X 0 X": { missing: "ALARM", ignore: "ALARM", breaching: "ALARM", notBreaching: "ALARM" },
      "0 - X - -": { missing: "OK", ignore: "OK", breaching: "ALARM", notBreaching: "OK" },
      "- - - - 0": { missing: "OK", ignore: "OK", breaching: "ALARM", notBreaching: "OK" },
      "- - - X -": { missing: "ALARM", ignore: "as before", breaching: "ALARM", notBreaching: "OK" },
    },
  } as const;
  for (const [bad, rows] of Object.entries(TABLES))
    for (const [points, states] of Object.entries(rows))
      it(`with ${bad} bad points of 3, evaluate ${points} as AWS's table does (SVC-036)`, async () => {
        const minutes = points.split(" ");
        const MetricData = minutes.flatMap((point, minute) => {
          const Timestamp = new Date(Date.parse(START) - (minutes.length - 1 - minute) * MINUTE * 1000);
          return point === "-" ? [] : [{ MetricName: "Late", Timestamp, Value: point === "X" ? 5 : 1 }];
        });
        if (MetricData.length > 0) await cloud.cloudwatch.putMetricData({ Namespace: "Shop", MetricData });
        for (const how of Object.keys(states))
          for (const before of ["OK", "ALARM"] as const) {
            const AlarmName = `${how} after ${before}`;
            const settings = { EvaluationPeriods: 3, DatapointsToAlarm: Number(bad), TreatMissingData: how };
            await make({ AlarmName, ...settings });
            await cloud.cloudwatch.setAlarmState({ AlarmName, StateValue: before, StateReason: "a drill" });
          }
        await cloud.advance(MINUTE);
        const { MetricAlarms = [] } = await cloud.cloudwatch.describeAlarms({});
        expect(
          Object.fromEntries(MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName, StateValue])),
        ).to.deep.equal(
          Object.fromEntries(
            Object.entries(states).flatMap(([how, state]) =>
              ["OK", "ALARM"].map((before) => [`${how} after ${before}`, state === "as before" ? before : state]),
            ),
          ),
        );
      });

  it("see points that come after their minute has been evaluated, as those of long calls of functions do", async () => {
    await make();
    const states: unknown[] = [];
    for (const minute of [0, 1, 2]) {
      await cloud.advance(MINUTE);
      const Timestamp = new Date(Date.parse(START) + minute * MINUTE * 1000);
      await cloud.cloudwatch.putMetricData({
        Namespace: "Shop",
        MetricData: [{ MetricName: "Late", Timestamp, Value: 1 }],
      });
      states.push(await readState());
    }
    expect(states).to.deep.equal(["INSUFFICIENT_DATA", "OK", "OK"]);
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
