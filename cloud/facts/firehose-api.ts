import type { FactGroup } from "./fact";

const BORROWED = "AWS's text is not known; ours is another emulator's.";

export const firehoseApi: FactGroup = {
  title: "Firehose: calls, names, states",
  facts: [
    { id: "FH-001", grade: "documented", says: "Speaks JSON 1.1 under its own target prefix." },
    {
      id: "FH-002",
      grade: "measured",
      says: "A name has 1 to 64 letters, digits, dots, hyphens and underscores; any other is a ValidationException.",
    },
    {
      id: "FH-003",
      grade: "measured",
      says: "Broken constraints are named by their path under the shape that was used, in lower camel case.",
    },
    {
      id: "FH-004",
      grade: "measured",
      says: "An unknown compression is rejected with the list of the five, in AWS's order. Names are case-sensitive.",
    },
    { id: "FH-005", grade: "documented", says: "A name that is taken is a ResourceInUseException.", differs: BORROWED },
    {
      id: "FH-006",
      grade: "emulators",
      says: "An unknown stream is a ResourceNotFoundException that names stream and account.",
      differs: BORROWED,
    },
    { id: "FH-007", grade: "measured", says: "Exactly one destination must be given." },
    { id: "FH-008", grade: "measured", says: "A destination without its bucket or its role breaks a constraint." },
    { id: "FH-009", grade: "measured", says: "Bucket and role must be ARNs of their kind." },
    {
      id: "FH-010",
      grade: "unsure",
      says: "An account has 5,000 streams in a region (older texts: 50); more is a LimitExceededException.",
      differs: BORROWED,
    },
    {
      id: "FH-011",
      grade: "documented",
      says: "Each of the calls that create, describe, change and delete is limited to five a second.",
      unshown:
        "none of our sources has AWS's fault for it. With a stopped clock, the sixth call would be rejected forever, and every retry of a client would fail; a lesson requests such a fault by /_lab/faults",
    },
    {
      id: "FH-012",
      grade: "documented",
      says: "CreateDeliveryStream answers the ARN; the stream is CREATING, then ACTIVE or, for good, CREATING_FAILED.",
      differs:
        "Creating takes a second of cloud time; on AWS, up to a minute. A stream that can't be created is rejected immediately, so CREATING_FAILED never appears.",
    },
    {
      id: "FH-013",
      grade: "documented",
      says: "A stream that is not ACTIVE takes no records.",
      differs: "It isn't known which fault AWS returns; ours is ResourceNotFoundException.",
    },
    {
      id: "FH-014",
      grade: "documented",
      says: "Five states: CREATING, CREATING_FAILED, DELETING, DELETING_FAILED, ACTIVE.",
      differs: "Neither kind of failure happens here.",
    },
    {
      id: "FH-015",
      grade: "measured",
      says: "A stream cannot be deleted while CREATING. Deleting takes some time, and discards what is buffered.",
      differs: "It takes a second of cloud time; on AWS, minutes.",
    },
    {
      id: "FH-016",
      grade: "documented",
      says: "ListDeliveryStreams is alphabetical, ten at a time by default, by type on request, and continues after a name.",
    },
    {
      id: "FH-017",
      grade: "documented",
      says: "What DescribeDeliveryStream always returns, and the times, the source and the encryption if it has them.",
    },
    {
      id: "FH-018",
      grade: "measured",
      says: "There is one destination with a numbered id; the version is a number as text and begins at 1.",
    },
    {
      id: "FH-019",
      grade: "measured",
      says: "An extended S3 destination is described twice, the second time without what only the extended one has.",
    },
    { id: "FH-020", grade: "measured", says: "A description gives every default that was not set." },
    {
      id: "FH-021",
      grade: "measured",
      says: "A Kinesis source is described with its ARN, its role, and the time from which it is read.",
    },
    {
      id: "FH-022",
      grade: "documented",
      says: "An update names the version that it changes; another version, or an unknown destination, is refused.",
      differs: BORROWED,
    },
    {
      id: "FH-023",
      grade: "documented",
      says: "Each update increments the version, which is part of the names of later objects.",
    },
    {
      id: "FH-024",
      grade: "measured",
      says: "An update is merged member by member into the stored configuration. Only processing is replaced as a whole. The result is validated.",
    },
    {
      id: "FH-025",
      grade: "documented",
      says: "A put returns an ID for each record, and whether it is encrypted. A batch returns them in the order of the records, with a code and a message for each that failed.",
      differs: "AWS's text for a throttled record is not known.",
    },
    { id: "FH-026", grade: "documented", says: "A record has up to 1,000 KiB, a batch up to 500 records and 4 MiB." },
    {
      id: "FH-027",
      grade: "unsure",
      says: "A batch with too many records breaks a constraint. The message for too many bytes is not known.",
    },
    {
      id: "FH-028",
      grade: "documented",
      says: "Direct PUT takes 5 MiB, 2,000 requests and 500,000 records a second in the three large regions, less elsewhere; more is a ServiceUnavailableException.",
      differs: "This is the guide's number. The API reference says 5,000 records.",
    },
    { id: "FH-029", grade: "documented", says: "A stream that reads from Kinesis takes no puts.", differs: BORROWED },
    {
      id: "FH-030",
      grade: "measured",
      says: "A Kinesis source needs its configuration. Direct PUT accepts one, and ignores it.",
    },
    { id: "FH-031", grade: "measured", says: "Encryption by Firehose is for Direct PUT, not for a Kinesis source." },
    { id: "FH-032", grade: "measured", says: "Tags are listed, all at once; tagging and untagging answer nothing." },
    { id: "FH-033", grade: "measured", says: "Logging that is switched on needs a log group." },
    {
      id: "FH-111",
      grade: "measured",
      says: "A customer managed key needs an ARN, in the same region. The AWS owned key must not have one.",
      differs: "A customer managed key that AWS would accept is rejected as not supported.",
    },
    {
      id: "FH-112",
      grade: "measured",
      says: "A role of another account is an AccessDeniedException. The message for destinations differs from that for the role that reads a schema.",
      differs: "Only where roles are checked. Whether AWS checks this before everything else is not known.",
    },
  ],
};
