import type { FactGroup } from "./fact";

export const sqsAndS3: FactGroup = {
  title: "SQS and S3",
  facts: [
    {
      id: "SVC-001",
      grade: "measured",
      says: "SQS speaks JSON 1.0 and the old query protocol, each with its own error codes.",
    },
    {
      id: "SVC-002",
      grade: "measured",
      says: "A queue's defaults: a visibility timeout of 30 s, no delay, no long polling, four days of retention, 1 MiB a message. All values are strings.",
    },
    {
      id: "SVC-003",
      grade: "measured",
      says: "Three counters show available, in-flight and delayed messages. Receiving, deleting and expiring move a message between them.",
      differs: "The counters are exact; on AWS they are approximate.",
    },
    {
      id: "SVC-004",
      grade: "measured",
      says: "A long poll of up to 20 s returns as soon as a message is available, with at most ten. An empty response has no list.",
    },
    {
      id: "SVC-005",
      grade: "measured",
      says: "The codes and messages for an unknown queue, a name in use with other attributes, too many entries, a large or empty body, and a second purge.",
    },
    {
      id: "SVC-006",
      grade: "documented",
      says: "CreateQueue with the same attributes returns the same URL. After a deletion, the name can't be used for 60 s.",
      differs: "A deleted queue is gone immediately; on AWS, within a minute.",
    },
    {
      id: "SVC-007",
      grade: "measured",
      says: "S3: an unknown bucket is a 404. A bucket with objects can't be deleted. New objects have a CRC32-type checksum of the full object. Keys can't escape from their bucket.",
    },
    {
      id: "SVC-060",
      grade: "documented",
      says: "What a bucket policy denies to everyone is denied: requests get a 403 that names who requested which action on which object. Firehose logs S3.AccessDenied and retries.",
      differs:
        "Only a Deny for everyone is enforced, without a condition or with conditions on headers; the rest of a policy is stored and returned. Part of Athena's message is our own.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    },
    {
      id: "SVC-061",
      grade: "documented",
      says: "A bucket policy that allows everyone something is rejected while the bucket blocks public policies, as every new bucket does.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    },
    {
      id: "SVC-028",
      grade: "documented",
      says: "A versioned bucket gives each write its own ID, and lists the newest first. What was written before has the version null.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersioningEnabledBuckets.html",
    },
    {
      id: "SVC-029",
      grade: "documented",
      says: "A delete without a version adds a delete marker. The key is then a 404, and the marker itself a 405. If the marker is deleted, the object is back.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html",
    },
    {
      id: "SVC-030",
      grade: "documented",
      says: "A delete with a version removes it permanently, and the newest of the others becomes the current one.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html",
    },
    {
      id: "SVC-031",
      grade: "documented",
      says: "While versions are suspended, writes and delete markers have the version null and replace the one that has it; versions with ids stay.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersioningSuspendedBuckets.html",
    },
    {
      id: "SVC-032",
      grade: "documented",
      says: "A notification names bucket, configuration, key (encoded as in a form), size, and the version where there is one; a later event of a key has a greater sequencer.",
      differs:
        "Notifications are sent immediately and in order; on AWS, within seconds, in any order, and sometimes twice.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html",
    },
    {
      id: "SVC-033",
      grade: "documented",
      says: "PutBucketNotificationConfiguration replaces the whole configuration; an empty one removes it. It is rejected if a destination doesn't exist, and sends s3:TestEvent to a queue or a topic.",
      differs: "EventBridge is rejected. Policies of queues, functions and topics are not checked.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html",
    },
    {
      id: "SVC-034",
      grade: "documented",
      says: "A filter is by prefix and suffix of the key. Two configurations that would get the same event of a key are rejected.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html",
    },
  ],
};

export const cloudwatch: FactGroup = {
  title: "CloudWatch",
  facts: [
    {
      id: "SVC-022",
      grade: "measured",
      says: "GetMetricStatistics returns up to 1,440 points, in any order; more are rejected with advice. Periods are multiples of 60 s, or 1, 5, 10 and 30 s.",
      differs: "The points are in order of time.",
    },
    {
      id: "SVC-023",
      grade: "measured",
      says: "GetMetricData returns nothing for an unknown metric, and no error. Clients speak rpc-v2-cbor, JSON 1.0 or the query protocol.",
    },
    {
      id: "SVC-035",
      grade: "documented",
      says: "A new alarm is INSUFFICIENT_DATA. It is ALARM while any DatapointsToAlarm of its last EvaluationPeriods breach, and OK otherwise.",
      differs: "It is checked at each full minute of cloud time, whatever its period.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
    },
    {
      id: "SVC-036",
      grade: "documented",
      says: "Missing data make an alarm INSUFFICIENT_DATA (missing, which is usual), leave it as it is (ignore), or count as bad (breaching) or good (notBreaching).",
      differs:
        "Only the last EvaluationPeriods are evaluated. If points are missing, AWS also looks at some before them, and alarms on an old breaching point that only gaps follow. Here, the alarm is OK then.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    },
    {
      id: "SVC-037",
      grade: "documented",
      says: "When its state changes, an alarm asynchronously invokes the functions that its actions for the new state name, with the new and the previous state.",
      differs: "Actions other than functions and topics are rejected. The function's policy is not checked.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html",
    },
    {
      id: "SVC-038",
      grade: "documented",
      says: "SetAlarmState lasts until the alarm is evaluated again.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html",
    },
    {
      id: "SVC-039",
      grade: "documented",
      says: "DeleteAlarms takes up to a hundred names, and deletes those that exist, whatever the others are.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html",
    },
    {
      id: "SVC-062",
      grade: "documented",
      says: "DescribeAlarmsForMetric returns the alarms on one metric, named with all its dimensions. A statistic, a period or a unit selects fewer.",
      differs: "If dimensions are missing, no alarm is returned. AWS's page only says that the call doesn't succeed.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html",
    },
    {
      id: "SVC-040",
      grade: "documented",
      says: "DeleteDashboards deletes as many as it can, even if one fails.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html",
    },
    {
      id: "SVC-041",
      grade: "measured",
      says: "A subscription filter sends matching events, gzipped, to a stream, a Firehose or a function. A log group has two at most. Streams need a role, functions take none; those of other accounts are refused.",
      differs: "The function's policy is not checked. A filter that would send a function its own logs is rejected.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    },
    {
      id: "SVC-042",
      grade: "documented",
      says: "A stream or a Firehose gets a control message before the first event. What is throttled is retried for a day.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    },
    {
      id: "SVC-043",
      grade: "documented",
      says: "A metric filter turns matching events into a metric: a fixed number, or one from the event, with dimensions from the event. A log group has at most a hundred.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html",
    },
    {
      id: "SVC-044",
      grade: "documented",
      says: "A metric filter reports its default value for a minute in which events come in and none matches.",
      differs: "If the lab cloud ends before the minute is over, it reports none.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html",
    },
  ],
};
