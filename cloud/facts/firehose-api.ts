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
      says: "An unknown compression is refused with the list of the five, in AWS's order; upper and lower case count.",
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
        "AWS's fault for it is in none of our sources. Where the clock is stopped, the sixth call would be refused for good, and every retry of a client fails; a lesson requests such a fault by /_lab/faults",
    },
    {
      id: "FH-012",
      grade: "documented",
      says: "CreateDeliveryStream answers the ARN; the stream is CREATING, then ACTIVE or, for good, CREATING_FAILED.",
      differs:
        "Creating takes a second of cloud time, on AWS up to a minute. What cannot be created is refused at once, so CREATING_FAILED never shows.",
    },
    {
      id: "FH-013",
      grade: "documented",
      says: "A stream that is not ACTIVE takes no records.",
      differs: "Which fault AWS answers is not known; ours is ResourceNotFoundException.",
    },
    {
      id: "FH-014",
      grade: "documented",
      says: "Five states: CREATING, CREATING_FAILED, DELETING, DELETING_FAILED, ACTIVE.",
      differs: "Neither kind of failing happens here.",
    },
    {
      id: "FH-015",
      grade: "measured",
      says: "A stream cannot be deleted while CREATING. Deleting takes some time, and discards what is buffered.",
      differs: "It takes a second of cloud time, on AWS minutes.",
    },
    {
      id: "FH-016",
      grade: "documented",
      says: "ListDeliveryStreams is alphabetical, ten at a time by default, by type on request, and continues after a name.",
    },
    {
      id: "FH-017",
      grade: "documented",
      says: "What DescribeDeliveryStream always gives, and the times, the source and the encryption where there are some.",
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
      says: "A Kinesis source is described with its ARN, its role and since when it is read.",
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
      says: "Each update counts the version up, and later objects have it in their names.",
    },
    {
      id: "FH-024",
      grade: "measured",
      says: "An update is merged over what is stored, member by member, but processing is replaced whole; the rules look at the result.",
    },
    {
      id: "FH-025",
      grade: "documented",
      says: "A put answers an id for each record and whether it is encrypted; a batch answers in the records' order, with codes and texts for those that failed.",
      differs: "AWS's text for a throttled record is not known.",
    },
    { id: "FH-026", grade: "documented", says: "A record has up to 1,000 KiB, a batch up to 500 records and 4 MiB." },
    {
      id: "FH-027",
      grade: "unsure",
      says: "A batch of more records breaks a constraint; the text for more bytes is not known.",
    },
    {
      id: "FH-028",
      grade: "documented",
      says: "Direct PUT takes 5 MiB, 2,000 requests and 500,000 records a second in the three large regions, less elsewhere; more is a ServiceUnavailableException.",
      differs: "The guide's 500,000 records are taken; the API's own text says 5,000.",
    },
    { id: "FH-029", grade: "documented", says: "A stream that reads from Kinesis takes no puts.", differs: BORROWED },
    {
      id: "FH-030",
      grade: "measured",
      says: "A Kinesis source needs its configuration; Direct PUT with one is taken, and ignores it.",
    },
    { id: "FH-031", grade: "measured", says: "Encryption by Firehose is for Direct PUT, not for a Kinesis source." },
    { id: "FH-032", grade: "measured", says: "Tags are listed, all at once; tagging and untagging answer nothing." },
    { id: "FH-033", grade: "measured", says: "Logging that is switched on needs a log group." },
    {
      id: "FH-111",
      grade: "measured",
      says: "A key of one's own needs its ARN, of the same region; AWS's own key takes none.",
      differs: "A key of one's own that AWS would take is refused by name.",
    },
    {
      id: "FH-112",
      grade: "measured",
      says: "A role of another account is an AccessDeniedException: in one text for destinations, in another for the role that reads a schema.",
      differs: "Only where roles are checked. Whether it is looked at before all else is not known.",
    },
  ],
};
