import type { Case, PlainValue } from "../case";

const call = (operation: string, input: PlainValue, rest: Omit<Case, "service" | "operation" | "input">): Case => ({
  service: "cloudwatch",
  operation,
  input,
  ...rest,
});
const Namespace = "Labs";
const StartTime = "2030-01-01T00:00:00.000Z";
const EndTime = "2030-01-01T00:10:00.000Z";

/** Cases with a custom metric. */
export const cloudwatchCases: readonly Case[] = [
  call(
    "PutMetricData",
    {
      Namespace,
      MetricData: [
        { MetricName: "Trips", Timestamp: StartTime, Value: 2, Unit: "Count" },
        { MetricName: "Trips", Timestamp: StartTime, Value: 4, Unit: "Count" },
      ],
    },
    { says: "put values" },
  ),
  call(
    "GetMetricStatistics",
    { Namespace, MetricName: "Trips", StartTime, EndTime, Period: 60, Statistics: ["Sum", "SampleCount", "Maximum"] },
    {
      says: "get their statistics",
      output: {
        "Datapoints.0.Sum": 6,
        "Datapoints.0.SampleCount": 2,
        "Datapoints.0.Maximum": 4,
        "Datapoints.0.Unit": "Count",
      },
    },
  ),
  call(
    "GetMetricData",
    {
      StartTime,
      EndTime,
      MetricDataQueries: [
        { Id: "trips", MetricStat: { Metric: { Namespace, MetricName: "Trips" }, Period: 60, Stat: "Average" } },
      ],
    },
    {
      says: "get them as data",
      output: {
        "MetricDataResults.0.Id": "trips",
        "MetricDataResults.0.Label": "Trips",
        "MetricDataResults.0.Values.0": 3,
        "MetricDataResults.0.StatusCode": "Complete",
      },
    },
  ),
  call(
    "GetMetricStatistics",
    {
      Namespace,
      MetricName: "Trips",
      StartTime,
      EndTime,
      Period: 60,
      ExtendedStatistics: ["p50", "p99.9", "TM(10%:90%)"],
    },
    {
      says: "get their percentiles",
      output: { "Datapoints.0.ExtendedStatistics.p50": 2, "Datapoints.0.Unit": "Count" },
    },
  ),
  call(
    "GetMetricData",
    {
      StartTime,
      EndTime,
      ScanBy: "TimestampAscending",
      MetricDataQueries: [
        {
          Id: "trips",
          MetricStat: { Metric: { Namespace, MetricName: "Trips" }, Period: 120, Stat: "p99" },
          ReturnData: false,
        },
        { Id: "filled", Expression: "IF(FILL(trips, 0) > 0, trips / PERIOD(trips), -1)", Label: "Trips a second" },
      ],
    },
    {
      says: "compute with them",
      output: {
        "MetricDataResults.0.Id": "filled",
        "MetricDataResults.0.Label": "Trips a second",
        "MetricDataResults.0.Values": [4 / 120, -1, -1, -1, -1],
      },
    },
  ),
  call(
    "GetMetricData",
    { StartTime, EndTime, MetricDataQueries: [{ Id: "e1", Expression: "trips +" }] },
    {
      says: "cannot compute what is not an expression",
      fault: {
        code: ["ValidationError", "ValidationException"],
        message: "Error in expression 'e1': Invalid syntax",
        status: 400,
      },
    },
  ),
  call(
    "GetMetricData",
    { StartTime, EndTime, MetricDataQueries: [{ Id: "e1", Expression: "SEARCH('{Labs}', 'Sum', 60)" }] },
    {
      says: "learn what is not emulated",
      fault: {
        code: "NotImplemented",
        message: "The lab cloud does not emulate the function SEARCH of metric math.",
        status: 501,
      },
    },
  ),
  call(
    "ListMetrics",
    { Namespace },
    { says: "list it", output: { "Metrics.0.MetricName": "Trips", "Metrics.0.Namespace": Namespace } },
  ),
  call(
    "GetMetricStatistics",
    { Namespace, MetricName: "Trips", StartTime, EndTime: "2030-03-02T00:00:00.000Z", Period: 60, Statistics: ["Sum"] },
    {
      says: "cannot ask for more than 1440 points (SVC-022)",
      fault: {
        code: ["InvalidParameterCombination", "InvalidParameterCombinationException"],
        message: /^You have requested up to 86400 datapoints, which exceeds the limit of 1440\./,
        status: 400,
      },
    },
  ),
  call(
    "GetMetricData",
    {
      StartTime,
      EndTime,
      MetricDataQueries: [
        { Id: "none", MetricStat: { Metric: { Namespace, MetricName: "Nothing" }, Period: 60, Stat: "Sum" } },
      ],
    },
    {
      says: "get nothing of an unknown metric (SVC-023)",
      output: { "MetricDataResults.0.StatusCode": "Complete", "MetricDataResults.0.Values": [], Messages: [] },
    },
  ),
];
