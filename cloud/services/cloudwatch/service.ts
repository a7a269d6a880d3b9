import type * as sdk from "@aws-sdk/client-cloudwatch";
import type { OperationNames } from "../../core/members";
import { createAwsJson } from "../../protocols/aws-json";
import { createAwsQuery, queryCompatible } from "../../protocols/aws-query";
import { createRpcV2Cbor } from "../../protocols/rpc-v2-cbor";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createInvalidMembersFault, getNamespace } from "./model/faults";
import { deleteAlarms, describeAlarms, describeAlarmsForMetric, putMetricAlarm, setAlarmState } from "./api/alarms";
import { deleteDashboards, getDashboard, listDashboards, putDashboard } from "./api/dashboards";
import { getMetricData, putMetricData } from "./api/metric-data";
import { getMetricStatistics } from "./api/get-metric-statistics";
import { listMetrics } from "./api/list-metrics";
import { AwsFault } from "../../core/faults";
import type { Rate, Rates } from "../../core/rates";

const createRate = (count: number): Rate => ({
  perSecond: count,
  createThrottlingFault: () => new AwsFault("Throttling", "Rate exceeded"),
});

/** The rates of AWS's page about CloudWatch's quotas (LAG-010). PutMetricData and GetMetricData, whose rates depend on the region and are in the hundreds, are not limited here. */
const rates: Rates = {
  DescribeAlarms: createRate(9),
  GetMetricStatistics: createRate(400),
  ListMetrics: createRate(25),
  PutMetricAlarm: createRate(3),
};

/** The members of answers that are doubles: `5.0`, not `5`, for clients that tell them apart, such as boto3. */
const DOUBLES: ReadonlySet<string> = new Set([
  "Average",
  "ExtendedStatistics",
  "Maximum",
  "Minimum",
  "SampleCount",
  "Sum",
  "Threshold",
  "Values",
]);

/** The members of answers that are times, which CloudWatch's JSON spells as doubles, too. */
const TIMES = [
  "AlarmConfigurationUpdatedTimestamp",
  "LastModified",
  "StateUpdatedTimestamp",
  "Timestamp",
  "Timestamps",
];

/** Amazon CloudWatch: metrics and their alarms, in all three of its protocols. Without composite and log alarms and anomaly detection. */
export const cloudwatch = createService({
  name: "cloudwatch",
  signingName: "monitoring",
  target: "GraniteServiceVersion20100801",
  version: "2010-08-01",
  protocols: [
    queryCompatible(createRpcV2Cbor(DOUBLES), getNamespace),
    queryCompatible(createAwsJson("1.0", { doubles: new Set([...DOUBLES, ...TIMES]) }), getNamespace),
    createAwsQuery("http://monitoring.amazonaws.com/doc/2010-08-01/", DOUBLES),
  ],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: createInvalidMembersFault,
  rates,
  operations: {
    DeleteAlarms: deleteAlarms,
    DeleteDashboards: deleteDashboards,
    DescribeAlarms: describeAlarms,
    DescribeAlarmsForMetric: describeAlarmsForMetric,
    GetDashboard: getDashboard,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListDashboards: listDashboards,
    ListMetrics: listMetrics,
    PutDashboard: putDashboard,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews: (cloud) => [
    {
      title: "Metrics",
      columns: ["Namespace", "Metric", "Dimensions", "Last point"],
      rows: cloud.cloudwatch.list().map(({ name, lastAt }) => [
        name.namespace,
        name.name,
        Object.entries(name.dimensions)
          .map((pair) => pair.join("="))
          .join(", "),
        new Date(lastAt).toISOString(),
      ]),
    },
  ],
});
