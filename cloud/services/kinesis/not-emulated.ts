import { notEmulatedNames } from "../../core/operation";

/** What Kinesis has and the lab cloud does not: channels, encryption, shard-level metrics, resource policies, warm throughput. */
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
  "StartStreamEncryption",
  "StopStreamEncryption",
  "UpdateAccountSettings",
  "UpdateChannel",
  "UpdateStreamRecordDistributionStrategy",
  "UpdateStreamWarmThroughput",
]);
