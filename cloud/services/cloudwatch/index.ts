import type * as sdk from "@aws-sdk/client-cloudwatch";
import type { OperationNames } from "../../core/operation";
import { awsJson } from "../../protocols/aws-json";
import { awsQuery } from "../../protocols/aws-query";
import { rpcV2Cbor } from "../../protocols/rpc-v2-cbor";
import { service, type OperationTable } from "../service";
import { invalidMembers } from "./faults";
import { notEmulatedOperations } from "./not-emulated";
import { getMetricData } from "./operations/get-metric-data";
import { getMetricStatistics } from "./operations/get-metric-statistics";
import { listMetrics } from "./operations/list-metrics";
import { putMetricData } from "./operations/put-metric-data";

/** Amazon CloudWatch: metrics, in all three of its protocols. */
export const cloudwatch = service({
  name: "cloudwatch",
  signingName: "monitoring",
  target: "GraniteServiceVersion20100801",
  version: "2010-08-01",
  protocols: [rpcV2Cbor(), awsJson("1.0"), awsQuery("http://monitoring.amazonaws.com/doc/2010-08-01/")],
  maxBodyBytes: 1024 * 1024,
  invalid: invalidMembers,
  operations: {
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListMetrics: listMetrics,
    PutMetricData: putMetricData,
    ...notEmulatedOperations,
  } satisfies OperationTable<OperationNames<typeof sdk>>,
  views: (cloud) => [
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
