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
      says: "A long poll of up to 20 s answers as soon as one message is there, ten at most; an empty answer has no list.",
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
  ],
};
