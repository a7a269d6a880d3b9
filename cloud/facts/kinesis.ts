import type { FactGroup } from "./fact";

export const kinesis: FactGroup = {
  title: "Kinesis Data Streams",
  facts: [
    {
      id: "KDS-001",
      grade: "measured",
      says: "Speaks JSON 1.1, and CBOR 1.1 for clients that request it. Calls without a result return 200 with an empty body.",
    },
    {
      id: "KDS-002",
      grade: "measured",
      says: "One ValidationException, in a fixed form, lists all broken constraints of a request. A value of the wrong JSON type is a SerializationException.",
    },
    {
      id: "KDS-003",
      grade: "measured",
      says: "A new stream is CREATING and shows no shards, with 24 hours of retention and no encryption; then it is ACTIVE.",
      differs: "It takes a second of cloud time, and with `--lag` half a minute; on AWS it takes tens of seconds.",
    },
    {
      id: "KDS-004",
      grade: "measured",
      says: "While a stream is CREATING, puts do not find it, iterators do not find its shards, and splits and merges say that it is not ACTIVE.",
    },
    {
      id: "KDS-005",
      grade: "measured",
      says: "A stream name that is in use is a ResourceInUseException, an unknown one a ResourceNotFoundException. Both messages name stream and account.",
    },
    {
      id: "KDS-006",
      grade: "measured",
      says: "An account has up to 500 shards in the three large regions and 200 elsewhere, and five streams in CREATING. Above that is a LimitExceededException with the numbers.",
    },
    {
      id: "KDS-007",
      grade: "measured",
      says: "Without a shard count and a mode, CreateStream creates an on-demand stream of four shards.",
      differs: "CloudFormation's default, one provisioned shard, is not emulated.",
    },
    {
      id: "KDS-008",
      grade: "measured",
      says: "A provisioned stream needs a shard count; an on-demand stream must not have one.",
    },
    {
      id: "KDS-009",
      grade: "measured",
      says: "The shards of a new stream share the 128-bit hash space evenly, without a gap.",
    },
    {
      id: "KDS-010",
      grade: "measured",
      says: "The MD5 of the partition key chooses the shard; an explicit hash key overrides it and must lie within 128 bits.",
    },
    {
      id: "KDS-011",
      grade: "measured",
      says: "A partition key has 1 to 256 Unicode characters; the data may be empty.",
    },
    {
      id: "KDS-012",
      grade: "documented",
      says: "A record holds up to 1 MiB, and up to 10 MiB if its stream is so configured.",
      differs:
        "AWS's text for larger ones is not known; ours is another emulator's. The limit counts the data alone, without the key.",
    },
    {
      id: "KDS-013",
      grade: "documented",
      says: "PutRecords takes 1 to 500 records and 10 MiB in all.",
      differs: "AWS's text for more than 10 MiB is not known.",
    },
    {
      id: "KDS-014",
      grade: "documented",
      says: "A shard takes 1 MB and 1,000 records a second, including keys. What exceeds that is throttled: PutRecord returns an error, PutRecords a failed record.",
      differs: "1 MB is taken as 1 MiB.",
    },
    {
      id: "KDS-015",
      grade: "documented",
      says: "PutRecords returns 200, with a sequence number and a shard for each record, or a code and a message. If some fail, the others are written.",
    },
    {
      id: "KDS-016",
      grade: "measured",
      says: "A sequence number has 56 digits that begin with 49, and grows within a shard; it encodes shard and time. Shard ids have twelve digits.",
    },
    {
      id: "KDS-017",
      grade: "measured",
      says: "There are five kinds of iterators; two need a sequence number, the others refuse one.",
    },
    { id: "KDS-018", grade: "measured", says: "An iterator by time needs a time, and not one to come." },
    {
      id: "KDS-019",
      grade: "measured",
      says: "A shard that doesn't exist and a string that isn't a shard ID are both a ResourceNotFoundException, with different messages.",
    },
    { id: "KDS-020", grade: "measured", says: "The sequence number of another shard is refused, naming both shards." },
    {
      id: "KDS-021",
      grade: "measured",
      says: "An iterator is valid for five minutes; the error for an expired one has both times. Any other text is rejected. Quotation marks around an iterator are ignored.",
    },
    {
      id: "KDS-022",
      grade: "documented",
      says: "A shard allows 2 MiB and five reads a second. A read returns up to 10,000 records or 10 MiB. After a large read, the shard is throttled until the average is back at 2 MiB a second.",
    },
    {
      id: "KDS-023",
      grade: "documented",
      says: "A read returns records, how far the reader is behind, and the next iterator, even if there are no records. At the end of a closed shard, it returns the child shards instead.",
    },
    {
      id: "KDS-024",
      grade: "measured",
      says: "A split closes one shard and creates two; a merge closes two and creates one. Records keep flowing. Invalid hash keys are rejected with the details.",
    },
    {
      id: "KDS-025",
      grade: "documented",
      says: "A shard count can be at most doubled or halved, ten times in 24 hours. A mode can be changed twice in 24 hours.",
    },
    {
      id: "KDS-026",
      grade: "documented",
      says: "ListStreams returns up to 100 names with summaries, and continues by token or by name.",
    },
    {
      id: "KDS-027",
      grade: "measured",
      says: "DescribeStream pages by the last shard id; ListShards by a token without other members.",
    },
    {
      id: "KDS-028",
      grade: "measured",
      says: "Retention is 24 to 8,760 hours. A stream can be deleted while it is CREATING or ACTIVE. If it has consumers, EnforceConsumerDeletion is required.",
    },
    {
      id: "KDS-029",
      grade: "measured",
      says: "A stream has up to twenty consumers. A subscription lasts five minutes; a second one within five seconds is rejected.",
      differs: "The fifty consumers of the on-demand advantage mode are not emulated.",
    },
    {
      id: "KDS-030",
      grade: "documented",
      says: "An on-demand stream starts with 4 MB/s in and 8 MB/s out, and scales to twice its peak. A single key is still limited to one shard's rate.",
      differs: "It doesn't scale: it keeps its shards and their rate.",
    },
    {
      id: "KDS-031",
      grade: "documented",
      says: "How many shards a stream needs follows from KiB in and KiB out a second.",
      unshown: "this is advice for people; no response of the API contains it",
    },
    {
      id: "KDS-032",
      grade: "documented",
      says: "CloudWatch gets metrics of each stream every minute: bytes, records, successes, throttles, iterator age.",
      differs:
        "Missing: latencies, because those of a local cloud would be misleading; shard-level metrics; metrics of SubscribeToShard.",
    },
    {
      id: "KDS-033",
      grade: "measured",
      says: "Shard IDs in requests are read leniently: what follows the first hyphen, or the whole text, must be a decimal number up to 2147483647.",
    },
    {
      id: "KDS-034",
      grade: "measured",
      says: "A request's shard ids are read before its stream is looked for; GetShardIterator reports an unknown stream as its shard.",
    },
    {
      id: "KDS-035",
      grade: "measured",
      says: "A sequence number is 47 hexadecimal digits, in decimal: the version, the shard's creation and index, the record's number, and its arrival.",
    },
    {
      id: "KDS-036",
      grade: "measured",
      says: "A starting sequence number that is invalid, or of another stream, is rejected, each with its own message. With one of version 0, AWS itself fails.",
    },
    {
      id: "KDS-037",
      grade: "measured",
      says: "A SequenceNumberForOrdering that is invalid or in the future is rejected; 0 is accepted.",
    },
    {
      id: "KDS-038",
      grade: "measured",
      says: "A number below 2^124 is read as if 2^124 were added to it. The result has version 0.",
    },
    {
      id: "KDS-039",
      grade: "measured",
      says: "Tags consist of letters, digits, spaces and a few other characters. A percent sign passes the first check; the second rejects it with another message.",
    },
    { id: "KDS-040", grade: "measured", says: "A stream has 50 tags at most; the refusal's text says 10." },
    {
      id: "KDS-041",
      grade: "measured",
      says: "The hash key of a split is between the shard's start plus one and its end. In a merge, the first shard ends right before the second.",
    },
    {
      id: "KDS-042",
      grade: "documented",
      says: "The last event of a subscription lists the child shards, and has no ContinuationSequenceNumber. The Kinesis Client Library needs both.",
      page: "https://github.com/awslabs/amazon-kinesis-client/pull/1744",
    },
    {
      id: "KDS-043",
      grade: "documented",
      says: "DescribeStreamSummary shows how an on-demand stream distributes records, by default by the partition key; for a provisioned one it shows nothing.",
      page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescriptionSummary.html",
      differs: "Distribution by the service itself (AUTO) is refused.",
    },
  ],
};
