import type { FactGroup } from "./fact";

/** Facts that a lab cloud follows only with `--lag`. */
export const waiting: FactGroup = {
  title: "Waiting and throttles, with `--lag`",
  facts: [
    {
      id: "LAG-001",
      grade: "documented",
      says: "IAM is eventually consistent: a new role, trust policy or instance profile is not seen by other services at once, and they answer as if there were none.",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency",
      differs:
        "Ten seconds, an estimate: users report 5 to 30. IAM's own answers do not lag, of which AWS gives no time, a deleted role is gone at once, and policies are not weighed.",
    },
    {
      id: "LAG-002",
      grade: "documented",
      says: "Streams, Firehoses, consumers, functions, instances and applications are made and deleted asynchronously; they can be used when their state says so.",
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
      differs: "The words are those that users report.",
    },
    {
      id: "LAG-006",
      grade: "documented",
      says: "A new queue can be used after a second, and a change of its attributes takes up to a minute; a deleted one may be listed for a minute.",
      page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
      differs:
        "Always a minute, by which GetQueueAttributes goes, too; that of the retention period may take 15 on AWS (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html).",
    },
    {
      id: "LAG-007",
      grade: "documented",
      says: "A deleted bucket may be listed for a while, and its name is not free at once: OperationAborted. What lies in buckets never lags.",
      page: "https://repost.aws/knowledge-center/s3-conflicting-conditional-operation",
      differs: "Listed for 5 s, and free after half a minute: estimates. On AWS a name may take hours.",
    },
    {
      id: "LAG-008",
      grade: "documented",
      says: "Statistics of a metric come up to two minutes late.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html",
      differs:
        "Always two minutes, by the points' own time; ListMetrics, which may lag for 15, does not. Alarms look at all points.",
    },
    {
      id: "LAG-009",
      grade: "documented",
      says: "Lambda throttles its control plane: 15 calls a second of all operations together, but for Invoke, for GetFunction with 100 of its own, and for GetPolicy with 15.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
      differs: "The words of TooManyRequestsException are those that users report.",
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
