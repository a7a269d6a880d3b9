import { notEmulatedNames } from "../../core/operation";

/** What Kinesis has and the lab cloud does not: channels, encryption, shard-level metrics, resource policies, warm throughput. */
export const leftOut = notEmulatedNames([
  "CreateChannel", "DeleteChannel", "DeleteResourcePolicy", "DeregisterStreamConsumer", "DescribeAccountSettings", "DescribeChannel",
  "DescribeStreamConsumer", "DisableEnhancedMonitoring", "EnableEnhancedMonitoring", "GetResourcePolicy", "ListChannels",
  "ListStreamConsumers", "PutResourcePolicy", "RegisterStreamConsumer", "StartStreamEncryption", "StopStreamEncryption",
  "SubscribeToShard", "UpdateAccountSettings", "UpdateChannel", "UpdateStreamRecordDistributionStrategy", "UpdateStreamWarmThroughput",
]);
