import type { FactGroup } from "./fact";

/** Facts that a lab cloud follows only with `--lag`. */
export const waiting: FactGroup = {
  title: "Waiting and throttles, with `--lag`",
  facts: [
    {
      id: "LAG-001",
      grade: "documented",
      says: "IAM is eventually consistent: other services don't immediately see a new role, trust policy or instance profile, and respond as if it didn't exist.",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency",
      differs:
        "Ten seconds, an estimate: users report 5 to 30. IAM's own responses don't lag, since AWS gives no time for them. A deleted role is gone immediately, and policies are not evaluated.",
    },
    {
      id: "LAG-002",
      grade: "documented",
      says: "Streams, Firehoses, consumers, functions, instances and applications are created and deleted asynchronously. Their state shows when they can be used.",
      page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html",
      differs:
        "AWS gives no times. Estimates: a stream half a minute, a Firehose or an application a minute, an instance 20 s, a consumer 10 s, a function 5 s, a query of Athena's 2 s.",
    },
    {
      id: "LAG-003",
      grade: "documented",
      says: "An event source mapping may take several minutes until it polls, and up to 90 seconds when it is changed.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html",
      differs: "Always half a minute, an estimate.",
    },
    {
      id: "LAG-004",
      grade: "documented",
      says: "Kinesis throttles its control plane with LimitExceededException: 5 calls a second of CreateStream, ListStreams and most others, 10 of DescribeStream, 20 of DescribeStreamSummary; and GetShardIterator at 5 a shard.",
      page: "https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html",
      differs: "ListShards, at 1,000 a second, is not throttled.",
    },
    {
      id: "LAG-005",
      grade: "documented",
      says: "Firehose throttles each operation of its control plane at 5 calls a second.",
      page: "https://docs.aws.amazon.com/general/latest/gr/fh.html",
      differs: "The message is the one that users report.",
    },
    {
      id: "LAG-006",
      grade: "documented",
      says: "A new queue can be used after a second, and a change of its attributes takes up to a minute; a deleted one may be listed for a minute.",
      page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
      differs:
        "Always a minute, also for GetQueueAttributes; on AWS, a change of the retention period may take 15 minutes (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html).",
    },
    {
      id: "LAG-007",
      grade: "documented",
      says: "A deleted bucket may be listed for a while, and its name isn't available immediately: OperationAborted. The content of buckets never lags.",
      page: "https://repost.aws/knowledge-center/s3-conflicting-conditional-operation",
      differs: "Listed for 5 s, and available after half a minute: estimates. On AWS, a name may take hours.",
    },
    {
      id: "LAG-008",
      grade: "documented",
      says: "Statistics of a metric come up to two minutes late.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html",
      differs:
        "Always two minutes, by the points' own time. ListMetrics, which may lag for 15 minutes on AWS, doesn't lag here. Alarms see all points.",
    },
    {
      id: "LAG-009",
      grade: "documented",
      says: "Lambda throttles its control plane: 15 calls a second of all operations together, but for Invoke, for GetFunction with 100 of its own, and for GetPolicy with 15.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
      differs: "The message of TooManyRequestsException is the one that users report.",
    },
    {
      id: "LAG-010",
      grade: "documented",
      says: "CloudWatch throttles: 9 calls a second of DescribeAlarms, 25 of ListMetrics, 3 of PutMetricAlarm, 400 of GetMetricStatistics.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
      differs:
        "PutMetricData and GetMetricData, whose rates are in the hundreds and depend on the region, are not throttled.",
    },
    {
      id: "LAG-011",
      grade: "documented",
      says: "IAM and CloudFormation throttle their callers.",
      page: "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html",
      differs:
        "AWS gives no numbers. Estimates: 20 calls a second of all of IAM's operations together, 10 of CloudFormation's. Code and words, Throttling and \"Rate exceeded\", are those that users report. What stacks call themselves is not counted.",
    },
  ],
};
