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
      says: "A queue's defaults: 30 s of visibility, no delay, no long poll, four days of retention, 1 MiB a message. All values are texts.",
    },
    {
      id: "SVC-003",
      grade: "measured",
      says: "Three counters tell waiting, hidden and delayed messages apart; receive, delete and expiry move a message between them.",
      differs: "The counters are exact; on AWS they are approximate.",
    },
    {
      id: "SVC-004",
      grade: "measured",
      says: "A long poll of up to 20 s answers as soon as one message is available, ten at most; an empty answer has no list.",
    },
    {
      id: "SVC-005",
      grade: "measured",
      says: "The codes and texts of an unknown queue, a name taken with other attributes, too many entries, a large or empty body, a second purge.",
    },
    {
      id: "SVC-006",
      grade: "documented",
      says: "CreateQueue with the same attributes gives the same URL; after a delete the name rests for 60 s.",
      differs: "A deleted queue is gone at once, on AWS within a minute.",
    },
    {
      id: "SVC-007",
      grade: "measured",
      says: "S3: an unknown bucket is 404, one that holds objects cannot be deleted, new objects carry a CRC32-type checksum of the whole, and keys cannot climb out of their bucket.",
    },
    {
      id: "SVC-060",
      grade: "documented",
      says: "What a bucket's policy denies everybody, nobody may: requests get a 403 that names who asked for which action on which object, Firehose logs S3.AccessDenied and tries again.",
      differs:
        "Only a Deny without a condition for everybody of actions on objects is weighed; the rest of a policy is stored and returned. What Athena says of it is partly ours.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    },
    {
      id: "SVC-028",
      grade: "documented",
      says: "A bucket that keeps versions gives each write an id of its own, and lists the newest first. What was written before has the version null.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersioningEnabledBuckets.html",
    },
    {
      id: "SVC-029",
      grade: "documented",
      says: "A delete that names no version puts a delete marker on top: the key is a 404, the marker itself a 405, and the object is back when the marker is deleted.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html",
    },
    {
      id: "SVC-030",
      grade: "documented",
      says: "A delete that names a version takes it for good, and the newest of the others becomes the current one.",
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
      differs: "Notifications are sent at once and in order; on AWS within seconds, in any order, now and then twice.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html",
    },
    {
      id: "SVC-033",
      grade: "documented",
      says: "PutBucketNotificationConfiguration replaces all that was there, nothing if it is empty. It is refused where a destination is not there, and sends a queue or a topic s3:TestEvent.",
      differs: "EventBridge is refused. Policies of queues, functions and topics are not asked.",
      page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html",
    },
    {
      id: "SVC-034",
      grade: "documented",
      says: "A filter is by prefix and suffix of the key; two configurations that would hear of the same event of a key are refused.",
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
      says: "GetMetricStatistics gives up to 1,440 points, in any order; more is refused with advice. Periods are multiples of 60 s, or 1, 5, 10 and 30 s.",
      differs: "The points come in the order of time.",
    },
    {
      id: "SVC-023",
      grade: "measured",
      says: "GetMetricData answers an unknown metric with nothing, and no error. Clients speak rpc-v2-cbor, JSON 1.0 or the query protocol.",
    },
    {
      id: "SVC-035",
      grade: "documented",
      says: "An alarm is INSUFFICIENT_DATA when it is made, ALARM while DatapointsToAlarm of its last EvaluationPeriods breach, wherever they lie, and OK otherwise.",
      differs: "It is checked at each full minute of cloud time, whatever its period.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
    },
    {
      id: "SVC-036",
      grade: "documented",
      says: "Missing data make an alarm INSUFFICIENT_DATA (missing, which is usual), leave it as it is (ignore), or count as bad (breaching) or good (notBreaching).",
      differs:
        "The last EvaluationPeriods alone are looked at. AWS looks at some before them where points are missing, and alarms on an old bad point that only gaps follow; here the alarm is OK then.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    },
    {
      id: "SVC-037",
      grade: "documented",
      says: "When its state changes, an alarm calls the functions that its actions for the new state name, as events, with the state and the one before.",
      differs: "Other actions than functions and topics are refused. The policy of the function is not asked.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html",
    },
    {
      id: "SVC-038",
      grade: "documented",
      says: "SetAlarmState holds until the alarm is looked at again.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html",
    },
    {
      id: "SVC-039",
      grade: "documented",
      says: "DeleteAlarms takes up to a hundred names, and deletes those that are there whatever the others are.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html",
    },
    {
      id: "SVC-040",
      grade: "documented",
      says: "DeleteDashboards deletes as many as it can, also where it fails for one.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html",
    },
    {
      id: "SVC-041",
      grade: "measured",
      says: "A subscription filter sends matching events, gzipped, to a stream, a Firehose or a function. A log group has two at most. Streams need a role, functions take none; those of other accounts are refused.",
      differs:
        "The policy of the function is not asked. A filter that would send a function what it writes itself is refused.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    },
    {
      id: "SVC-042",
      grade: "documented",
      says: "A stream or a Firehose gets a control message before the first event. What is refused for the moment is sent again, for a day.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
    },
    {
      id: "SVC-043",
      grade: "documented",
      says: "A metric filter makes a metric of matching events: a fixed number, or one from the event, with dimensions from the event. A group has a hundred at most.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html",
    },
    {
      id: "SVC-044",
      grade: "documented",
      says: "A metric filter reports its default value for a minute in which events come in and none matches.",
      differs: "A cloud that is ended before the minute is over reports none for it.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html",
    },
  ],
};
