import { notEmulatedNames } from "../../core/operation";

/** What Kinesis has and the lab cloud does not: channels, shard-level metrics, resource policies, warm throughput. */
export const notEmulatedOperations = notEmulatedNames([
  "CreateChannel",
  "DeleteChannel",
  "DeleteResourcePolicy",
  "DescribeAccountSettings",
  "DescribeChannel",
  "DisableEnhancedMonitoring",
  "EnableEnhancedMonitoring",
  "GetResourcePolicy",
  "ListChannels",
  "PutResourcePolicy",
  "UpdateAccountSettings",
  "UpdateChannel",
  "UpdateStreamRecordDistributionStrategy",
  "UpdateStreamWarmThroughput",
]);
