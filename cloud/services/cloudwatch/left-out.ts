import { notEmulatedNames } from "../../core/operation";

/** What CloudWatch has and the lab cloud does not: alarms, dashboards, insight rules, streams and their like. */
export const leftOut = notEmulatedNames([
  "AssociateDatasetKmsKey", "CreateResourceMetricsConfiguration", "DeleteAlarmMuteRule", "DeleteAlarms", "DeleteAnomalyDetector",
  "DeleteDashboards", "DeleteInsightRules", "DeleteMetricStream", "DeleteResourceMetricsConfiguration", "DescribeAlarmContributors",
  "DescribeAlarmHistory", "DescribeAlarms", "DescribeAlarmsForMetric", "DescribeAnomalyDetectors", "DescribeInsightRules",
  "DisableAlarmActions", "DisableInsightRules", "DisassociateDatasetKmsKey", "EnableAlarmActions", "EnableInsightRules",
  "GetAlarmMuteRule", "GetDashboard", "GetDataset", "GetInsightRuleReport", "GetMetricStream", "GetMetricWidgetImage",
  "GetOTelEnrichment", "GetResourceMetricsConfiguration", "ListAlarmMuteRules", "ListDashboards", "ListManagedInsightRules",
  "ListMetricStreams", "ListTagsForResource", "PutAlarmMuteRule", "PutAnomalyDetector", "PutCompositeAlarm", "PutDashboard",
  "PutInsightRule", "PutLogAlarm", "PutManagedInsightRules", "PutMetricAlarm", "PutMetricStream", "SetAlarmState", "StartMetricStreams",
  "StartOTelEnrichment", "StopMetricStreams", "StopOTelEnrichment", "TagResource", "UntagResource", "UpdateOTelEnrichment",
  "UpdateResourceMetricsConfiguration",
]);
