import type { MetricDatum, StateValue } from "@aws-sdk/client-cloudwatch";
import { cbor, tag } from "@smithy/core/cbor";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";
import { QUEUE, createQueues } from "../sqs/testing/queues";

/**
 * Answers that LocalStack recorded from AWS between 2025-09-19 and 2026-02-26 and publishes in its repository
 * (Apache-2.0), in tests/aws/services/cloudwatch/test_cloudwatch.snapshot.json. The test cases are this project's own;
 * each names the recorded one.
 */
describe("CloudWatch as recorded on AWS", () => {
  const cloud = useCloud();
  const [Namespace, MetricName] = ["Shop", "metric"];
  const [StartTime, EndTime] = [new Date(START), new Date(Date.parse(START) + 60_000)];
  const put = (...data: readonly Partial<MetricDatum>[]) =>
    cloud.cloudwatch.putMetricData({ Namespace, MetricData: data.map((item) => ({ MetricName, ...item })) });
  const sum = async (Dimensions?: MetricDatum["Dimensions"]) => {
    const Metric = { Namespace, MetricName, Dimensions };
    const { MetricDataResults: [result] = [], Messages } = await cloud.cloudwatch.getMetricData({
      ...{ StartTime, EndTime },
      MetricDataQueries: [{ Id: "m1", MetricStat: { Metric, Period: 60, Stat: "Sum" } }],
    });
    expect(Messages).to.deep.equal([]);
    return result;
  };
  const requestJson = async (operation: string, input: object): Promise<string> => {
    const target = `GraniteServiceVersion20100801.${operation}`;
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.0" };
    const body = JSON.stringify(input);
    return (await fetch(cloud.running.endpoint, { method: "POST", headers, body })).text();
  };

  it("returns whole numbers and times as doubles in JSON (test_get_metric_statistics[json], test_describe_minimal_metric_alarm[json], test_basic_operations_multiple_protocols[json])", async () => {
    await put({ Values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    const time = { StartTime: StartTime.getTime() / 1000, EndTime: EndTime.getTime() / 1000 };
    const Statistics = ["Average", "Maximum", "Minimum", "SampleCount", "Sum"];
    expect(
      await requestJson("GetMetricStatistics", { Namespace, MetricName, Period: 60, Statistics, ...time }),
    ).to.equal(
      `{"Label":"metric","Datapoints":[{"Timestamp":1.893456E9,"SampleCount":10.0,"Average":4.5,"Sum":45.0,"Minimum":0.0,"Maximum":9.0,"Unit":"None"}]}`,
    );
    const MetricStat = { Metric: { Namespace, MetricName }, Period: 60, Stat: "Sum" };
    const data = await requestJson("GetMetricData", { ...time, MetricDataQueries: [{ Id: "a", MetricStat }] });
    expect(data).to.contain('"Values":[45.0]');
    const alarm = { AlarmName: "a", Namespace, MetricName, Statistic: "Sum", Period: 10, EvaluationPeriods: 1 };
    await requestJson("PutMetricAlarm", { ...alarm, Threshold: 30, ComparisonOperator: "GreaterThanThreshold" });
    expect(await requestJson("DescribeAlarms", {}))
      .to.contain('"Threshold":30.0')
      .and.contain('"EvaluationPeriods":1,');
  });

  it("evaluates an alarm with a period of 10 s every 10 s (test_put_metric_alarm, 2026-02-26)", async () => {
    const alarm = { AlarmName: "fast", Namespace, MetricName, Statistic: "Average", EvaluationPeriods: 1 } as const;
    const rule = { Threshold: 21, ComparisonOperator: "GreaterThanThreshold", TreatMissingData: "ignore" } as const;
    const slow = { ...alarm, ...rule, AlarmName: "slow", Period: 60 };
    await cloud.cloudwatch.putMetricAlarm(slow);
    await cloud.cloudwatch.putMetricAlarm({ ...alarm, ...rule, Period: 10 });
    await put({ Value: 22 });
    const readStates = async () =>
      (await cloud.cloudwatch.describeAlarms({})).MetricAlarms?.map(({ StateValue }) => StateValue);
    await cloud.advance(9);
    expect(await readStates()).to.deep.equal(["INSUFFICIENT_DATA", "INSUFFICIENT_DATA"]);
    await cloud.advance(1);
    expect(await readStates()).to.deep.equal(["ALARM", "INSUFFICIENT_DATA"]);
    await cloud.advance(50);
    expect(await readStates()).to.deep.equal(["ALARM", "ALARM"]);
  });

  it("returns whole numbers and times as floats in CBOR, and lists without a length (test_basic_operations_multiple_protocols[smithy-rpc-v2-cbor])", async () => {
    await put({ Value: 41 });
    const MetricStat = { Metric: { Namespace, MetricName }, Period: 60, Stat: "Sum" };
    const reply = await fetch(
      `${cloud.running.endpoint}/service/GraniteServiceVersion20100801/operation/GetMetricData`,
      {
        method: "POST",
        headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
        body: Buffer.from(
          cbor.serialize({
            StartTime: tag({ tag: 1, value: StartTime.getTime() / 1000 }),
            EndTime: tag({ tag: 1, value: EndTime.getTime() / 1000 }),
            MetricDataQueries: [{ Id: "a", MetricStat }],
          }),
        ),
      },
    );
    const hex = Buffer.from(await reply.arrayBuffer()).toString("hex");
    const evaluateName = (name: string) => Buffer.from(name).toString("hex");
    const float = (value: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(value);
      return `fb${bytes.toString("hex")}`;
    };
    expect(hex)
      .to.contain(`${evaluateName("Timestamps")}9fc1${float(StartTime.getTime() / 1000)}ff`)
      .and.contain(`${evaluateName("Values")}9f${float(41)}ff`);
  });

  it("returns whole numbers as doubles in XML", async () => {
    await put({ Values: [1, 9] }, { MetricName: "large", Value: 1e21 });
    const query = async (Action: string, fields: Record<string, string>): Promise<string> => {
      const form = new URLSearchParams({ Action, Version: "2010-08-01", ...fields }).toString();
      return (await fetch(`${cloud.running.endpoint}/?${form}`)).text();
    };
    const time = { StartTime: StartTime.toISOString(), EndTime: EndTime.toISOString() };
    const readStatistics = (name: string, value: string) =>
      query("GetMetricStatistics", { Namespace, MetricName, Period: "60", [`${name}.member.1`]: value, ...time });
    expect(await readStatistics("Statistics", "Sum")).to.contain("<Sum>10.0</Sum>");
    expect(await readStatistics("ExtendedStatistics", "p0")).to.contain("<key>p0</key><value>1.0</value>");
    const readData = (of: string) =>
      query("GetMetricData", {
        "MetricDataQueries.member.1.Id": "a",
        "MetricDataQueries.member.1.MetricStat.Metric.Namespace": Namespace,
        "MetricDataQueries.member.1.MetricStat.Metric.MetricName": of,
        "MetricDataQueries.member.1.MetricStat.Period": "60",
        "MetricDataQueries.member.1.MetricStat.Stat": "Sum",
        ...time,
      });
    expect(await readData(MetricName)).to.contain("<Values><member>10.0</member></Values>");
    expect(await readData("large")).to.contain("<Values><member>1.0E21</member></Values>");
  });

  it("stores values with counts (test_put_metric_data_values_list)", async () => {
    await put({ Values: [1, 10], Counts: [2, 4], Unit: "Count" });
    const { Label, Datapoints } = await cloud.cloudwatch.getMetricStatistics({
      ...{ Namespace, MetricName, StartTime, EndTime, Period: 60 },
      Statistics: ["SampleCount", "Sum", "Maximum"],
    });
    expect({ Label, Datapoints }).to.deep.equal({
      Label: "metric",
      Datapoints: [{ Timestamp: StartTime, Maximum: 10, SampleCount: 6, Sum: 42, Unit: "Count" }],
    });
  });

  it("returns statistics separately for each unit (test_handle_different_units)", async () => {
    await put({ Value: 1, Unit: "Seconds" }, { Value: 5, Unit: "Count" }, { Value: 10 });
    const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
      ...{ Namespace, MetricName, StartTime, EndTime, Period: 60 },
      Statistics: ["Average"],
    });
    expect(Datapoints.map(({ Average, Unit }) => [Average, Unit])).to.have.deep.members([
      [10, "None"],
      [5, "Count"],
      [1, "Seconds"],
    ]);
  });

  const [ms, seconds] = [
    { Value: 60_000, Unit: "Milliseconds" },
    { Value: 60, Unit: "Seconds" },
  ] as const;
  for (const [data, value, units] of [
    [[ms, seconds], 60_000, "Milliseconds, Seconds"],
    [[ms, seconds, ms, seconds], 120_000, "Milliseconds, Seconds"],
    [[seconds, ms, { Value: 5, Unit: "Count" }], 5, "Count, Milliseconds, Seconds"],
  ] as const)
    it(`returns data in one of several units, and names all: ${units}, ${data.length} values (test_get_metric_data_different_units_no_unit_in_query)`, async () => {
      await put(...data);
      expect(await sum()).to.deep.include({
        ...{ Id: "m1", Label: "metric", StatusCode: "Complete", Values: [value] },
        Messages: [{ Code: "MultipleUnits", Value: `Multiple units returned: '[${units}]'` }],
      });
    });

  it("treats a metric with several dimensions as different from one without (test_multiple_dimensions_statistics, test_get_metric_with_no_results)", async () => {
    const Dimensions = [
      { Name: "error", Value: "none" },
      { Name: "method", Value: "GET" },
    ];
    await put({ Value: 5, Dimensions });
    const result = await sum(Dimensions);
    expect(result?.Values).to.deep.equal([5]);
    expect(result).not.to.have.property("Messages");
    expect(await sum()).to.deep.include({ StatusCode: "Complete", Timestamps: [], Values: [] });
    expect((await cloud.cloudwatch.listMetrics({ Namespace })).Metrics).to.deep.equal([
      { Dimensions, MetricName, Namespace },
    ]);
  });

  it("requires one of three alarm states, named in AWS's order, and an existing alarm (test_set_alarm_invalid_input)", async () => {
    const set = (StateValue: string) =>
      catchFault(
        cloud.cloudwatch.setAlarmState({ AlarmName: "none", StateReason: "x", StateValue: StateValue as StateValue }),
      );
    expect((await set("INVALID")).message).to.equal(
      "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
    );
    const missing = await set("OK");
    expect(missing.name).to.equal("ResourceNotFound");
    expect(missing.$metadata?.httpStatusCode).to.equal(404);
  });

  describe("faults in each protocol (test_exception_serializing_with_no_shape_in_spec)", () => {
    const missing = { AlarmName: "none", StateReason: "test", StateValue: "OK" };
    const invalid = { ...missing, StateValue: "INVALID" };
    const enumeration =
      "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]";
    type SentRequest = Readonly<{ path?: string; headers: Readonly<Record<string, string>>; body: string | Buffer }>;
    type SpokenProtocol = Readonly<{ sendData: (input: object) => SentRequest; read: (body: Buffer) => unknown }>;
    const protocols: Readonly<Record<string, SpokenProtocol>> = {
      JSON: {
        sendData: (input) => ({
          headers: {
            "x-amz-target": "GraniteServiceVersion20100801.SetAlarmState",
            "content-type": "application/x-amz-json-1.0",
          },
          body: JSON.stringify(input),
        }),
        read: (body) => JSON.parse(body.toString()),
      },
      CBOR: {
        sendData: (input) => ({
          path: "/service/GraniteServiceVersion20100801/operation/SetAlarmState",
          headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
          body: Buffer.from(cbor.serialize(input)),
        }),
        read: (body) => cbor.deserialize(body),
      },
    };
    for (const [name, { sendData, read }] of Object.entries(protocols)) {
      const ask = async (input: object, more: Readonly<Record<string, string>> = {}) => {
        const { path = "/", headers, body } = sendData(input);
        const reply = await fetch(`${cloud.running.endpoint}${path}`, {
          method: "POST",
          ...{ headers: { ...headers, ...more }, body },
        });
        return { status: reply.status, body: read(Buffer.from(await reply.arrayBuffer())) };
      };

      it(`${name}: includes the namespace in types, omits empty messages, and returns 400 except to clients in query mode`, async () => {
        expect(await ask(invalid)).to.deep.equal({
          status: 400,
          body: { __type: "com.amazon.coral.validate#ValidationException", message: enumeration },
        });
        const body = { __type: "com.amazonaws.cloudwatch.v2010_08_01#ResourceNotFound" };
        expect(await ask(missing)).to.deep.equal({ status: 400, body });
        expect(await ask(missing, { "x-amzn-query-mode": "false" })).to.deep.equal({ status: 400, body });
        expect(await ask(missing, { "x-amzn-query-mode": "true" })).to.deep.equal({ status: 404, body });
      });
    }

    it("query: returns the legacy code, 404 for missing resources, and no empty message", async () => {
      const ask = async (input: Readonly<Record<string, string>>) => {
        const form = new URLSearchParams({ Action: "SetAlarmState", Version: "2010-08-01", ...input }).toString();
        const reply = await fetch(`${cloud.running.endpoint}/?${form}`, { method: "POST" });
        return [reply.status, /<Error>.*<\/Error>/.exec(await reply.text())?.[0].replaceAll("&#39;", "'")];
      };
      expect(await ask(invalid)).to.deep.equal([
        400,
        `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${enumeration}</Message></Error>`,
      ]);
      expect(await ask(missing)).to.deep.equal([
        404,
        "<Error><Type>Sender</Type><Code>ResourceNotFound</Code></Error>",
      ]);
    });
  });

  it("lists alarms by their three kinds in all protocols (test_basic_operations_multiple_protocols)", async () => {
    expect(JSON.parse(await requestJson("DescribeAlarms", {}))).to.deep.equal({
      ...{ CompositeAlarms: [], LogAlarms: [], MetricAlarms: [] },
    });
    const { CompositeAlarms, LogAlarms, MetricAlarms } = await cloud.cloudwatch.describeAlarms({});
    expect([CompositeAlarms, LogAlarms, MetricAlarms]).to.deep.equal([[], [], []]);
    const form = new URLSearchParams({ Action: "DescribeAlarms", Version: "2010-08-01" }).toString();
    expect(await (await fetch(`${cloud.running.endpoint}/?${form}`)).text())
      .to.match(/<CompositeAlarms\s*\/>|<CompositeAlarms><\/CompositeAlarms>/)
      .and.match(/<LogAlarms\s*\/>|<LogAlarms><\/LogAlarms>/);
  });

  it("describes an alarm with only the given settings (test_put_metric_alarm_escape_character, test_store_tags)", async () => {
    await cloud.cloudwatch.putMetricAlarm({
      ...{ AlarmName: "a", AlarmDescription: "<", Namespace, MetricName, Statistic: "Sum", Period: 600 },
      ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
      AlarmActions: ["arn:aws:sns:us-east-1:111122223333:MyTopic"],
      Tags: [{ Key: "tag1", Value: "foo" }],
    });
    const { MetricAlarms: [alarm] = [], CompositeAlarms } = await cloud.cloudwatch.describeAlarms({});
    expect(CompositeAlarms).to.deep.equal([]);
    const { AlarmArn, AlarmConfigurationUpdatedTimestamp, StateUpdatedTimestamp, StateTransitionedTimestamp, ...rest } =
      alarm ?? {};
    expect(AlarmArn).to.equal("arn:aws:cloudwatch:us-east-1:000000000000:alarm:a");
    expect([AlarmConfigurationUpdatedTimestamp, StateUpdatedTimestamp, StateTransitionedTimestamp]).to.deep.equal([
      ...[StartTime, StartTime, StartTime],
    ]);
    expect(rest).to.deep.equal({
      ...{ ActionsEnabled: true, AlarmActions: ["arn:aws:sns:us-east-1:111122223333:MyTopic"] },
      ...{ AlarmDescription: "<", AlarmName: "a", ComparisonOperator: "GreaterThanThreshold", Dimensions: [] },
      ...{ EvaluationPeriods: 1, InsufficientDataActions: [], MetricName, Namespace, OKActions: [], Period: 600 },
      ...{ StateReason: "Unchecked: Initial alarm creation", StateValue: "INSUFFICIENT_DATA" },
      ...{ Statistic: "Sum", Threshold: 1 },
    });
  });

  it("counts a queue's messages when they are sent, received and deleted (test_aws_sqs_metrics_created)", async () => {
    const queues = createQueues(cloud);
    await queues.make();
    await queues.receive({ WaitTimeSeconds: 0 });
    await queues.send("hello");
    const [message] = await queues.receive();
    await queues.delete(message);
    await cloud.advance(60);
    const createStat = (name: string, Stat: string) => ({
      Id: name.toLowerCase(),
      MetricStat: {
        ...{ Period: 60, Stat },
        Metric: { Namespace: "AWS/SQS", MetricName: name, Dimensions: [{ Name: "QueueName", Value: QUEUE }] },
      },
    });
    const counted = {
      ...{ NumberOfMessagesSent: 1, SentMessageSize: 5, NumberOfEmptyReceives: 1 },
      ...{ NumberOfMessagesReceived: 1, NumberOfMessagesDeleted: 1 },
    };
    const MetricDataQueries = Object.keys(counted).map((name) => createStat(name, "Sum"));
    const { MetricDataResults = [] } = await cloud.cloudwatch.getMetricData({ StartTime, EndTime, MetricDataQueries });
    expect(
      Object.fromEntries(MetricDataResults.map(({ Label = "", Values: [value] = [] }) => [Label, value])),
    ).to.deep.equal(counted);
  });
});
