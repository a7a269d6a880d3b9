import type { FactGroup } from "./fact";

export const kinesis: FactGroup = {
  title: "Kinesis Data Streams",
  facts: [
    {
      id: "KDS-001",
      grade: "measured",
      says: "Speaks JSON 1.1, and CBOR 1.1 for those who ask. Calls without a result answer 200 with an empty body.",
    },
    {
      id: "KDS-002",
      grade: "measured",
      says: "All broken constraints of a request come in one ValidationException of one form. A value of the wrong JSON type is a SerializationException.",
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
      says: "A name that is taken is a ResourceInUseException, an unknown one a ResourceNotFoundException; both name stream and account.",
    },
    {
      id: "KDS-006",
      grade: "measured",
      says: "An account has 500 shards in the three large regions and 200 elsewhere, and five streams in CREATING; more is a LimitExceededException that counts.",
    },
    {
      id: "KDS-007",
      grade: "measured",
      says: "Without a shard count and a mode, CreateStream makes an on-demand stream of four shards.",
      differs: "CloudFormation's own default, one provisioned shard, waits for CloudFormation.",
    },
    {
      id: "KDS-008",
      grade: "measured",
      says: "A provisioned stream must come with a shard count, an on-demand one without.",
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
      says: "A shard takes 1 MB and 1,000 records a second, keys counted. What is over is throttled: a fault for PutRecord, a failed record in PutRecords.",
      differs: "1 MB is taken as 1 MiB.",
    },
    {
      id: "KDS-015",
      grade: "documented",
      says: "PutRecords answers 200 with a place for each record: number and shard, or a code and a text. The others are written even if some fail.",
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
      says: "A shard that is not there, and a text that is no shard id, are both ResourceNotFoundException, in different words.",
    },
    { id: "KDS-020", grade: "measured", says: "The sequence number of another shard is refused, naming both shards." },
    {
      id: "KDS-021",
      grade: "measured",
      says: "An iterator lives for five minutes, and its fault gives both times. Any other text is no iterator; quotes around one are forgiven.",
    },
    {
      id: "KDS-022",
      grade: "documented",
      says: "A shard gives 2 MiB and five reads a second, and up to 10,000 records or 10 MiB a read, which closes it for as long as it was too large.",
    },
    {
      id: "KDS-023",
      grade: "documented",
      says: "A read gives records, how far behind the reader is, and the next iterator, even when empty. At the end of a closed shard it gives the children instead.",
    },
    {
      id: "KDS-024",
      grade: "measured",
      says: "A split closes a shard and makes two children, a merge closes two and makes one. Records flow all the while. Bad hash keys are refused in detail.",
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
      says: "Retention goes from 24 to 8,760 hours. A stream can be deleted while CREATING or ACTIVE; with consumers only if that is enforced.",
    },
    {
      id: "KDS-029",
      grade: "measured",
      says: "Up to twenty consumers a stream. A subscription pushes for five minutes; a second one within five seconds is refused.",
      differs: "The fifty consumers of the on-demand advantage mode are not emulated.",
    },
    {
      id: "KDS-030",
      grade: "documented",
      says: "An on-demand stream begins with 4 MB/s in and 8 MB/s out, and grows to twice its peak. A single key stays bound to one shard's rate.",
      differs: "It does not grow: it keeps its shards and their rate.",
    },
    {
      id: "KDS-031",
      grade: "documented",
      says: "How many shards a stream needs follows from KiB in and KiB out a second.",
      unshown: "advice for people; no answer of the API holds it",
    },
    {
      id: "KDS-032",
      grade: "documented",
      says: "CloudWatch gets figures of each stream by the minute: bytes, records, successes, throttles, iterator age.",
      differs:
        "Left out: latencies, where a local answer's would mislead; shard-level figures; those of SubscribeToShard.",
    },
    {
      id: "KDS-033",
      grade: "measured",
      says: "Shard ids in requests are read leniently: what follows the first dash, or the whole text, are decimal digits up to 2147483647.",
    },
    {
      id: "KDS-034",
      grade: "measured",
      says: "A request's shard ids are read before its stream is looked for; GetShardIterator reports an unknown stream as its shard.",
    },
    {
      id: "KDS-035",
      grade: "measured",
      says: "A sequence number spells 47 hexadecimal digits in decimal: version, the shard's making and index, the record's number, its arrival.",
    },
    {
      id: "KDS-036",
      grade: "measured",
      says: "A starting number that cannot be read, or is of another stream, is refused in two ways; one of version 0 makes AWS itself fail.",
    },
    {
      id: "KDS-037",
      grade: "measured",
      says: "A number for ordering that cannot be read or lies in the future is refused; 0 is taken.",
    },
    {
      id: "KDS-038",
      grade: "measured",
      says: "A number below 2^124 is read as if 2^124 were added, and so of version 0.",
    },
    {
      id: "KDS-039",
      grade: "measured",
      says: "Tags hold letters, digits, blanks and a few marks. A percent sign passes the first rule, and is refused by the second in other words.",
    },
    { id: "KDS-040", grade: "measured", says: "A stream has 50 tags at most; the refusal's text says 10." },
    {
      id: "KDS-041",
      grade: "measured",
      says: "A split's hash key lies between the shard's start plus one and its end; the first shard of a merge ends right before the second.",
    },
    {
      id: "KDS-042",
      grade: "documented",
      says: "The last event of a subscription names the child shards and has no ContinuationSequenceNumber: the Kinesis Client Library takes neither without the other.",
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
