import { toBytes, type Case, type PlainValue } from "../case";

const call = (operation: string, input: PlainValue, rest: Omit<Case, "service" | "operation" | "input">): Case => ({
  service: "kinesis",
  operation,
  input,
  ...rest,
});
const StreamName = "trips";
const ShardId = "shardId-000000000000";
const NEWEST = "340282366920938463463374607431768211455";

/** Cases from the creation of a stream to its deletion. */
export const kinesisCases: readonly Case[] = [
  call(
    "DescribeStream",
    { StreamName },
    {
      says: "do not find a stream that is not there (KDS-005)",
      fault: {
        code: "ResourceNotFoundException",
        message: "Stream trips under account 000000000000 not found.",
        status: 400,
      },
    },
  ),
  call(
    "CreateStream",
    { StreamName: "", ShardCount: 0 },
    {
      says: "learn all that is wrong with an input from one message (KDS-002)",
      fault: {
        code: "ValidationException",
        message:
          /^3 validation errors detected: Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1; /,
      },
    },
  ),
  call("CreateStream", { StreamName, ShardCount: 2 }, { says: "create a stream" }),
  call(
    "DescribeStream",
    { StreamName },
    {
      says: "see it in CREATING, without shards (KDS-003)",
      output: {
        "StreamDescription.StreamStatus": "CREATING",
        "StreamDescription.Shards": [],
        "StreamDescription.RetentionPeriodHours": 24,
        "StreamDescription.EncryptionType": "NONE",
      },
    },
  ),
  call(
    "PutRecord",
    { StreamName, PartitionKey: "k", Data: toBytes("x") },
    {
      says: "cannot write to it yet (KDS-004)",
      fault: { code: "ResourceNotFoundException", message: "Stream trips under account 000000000000 not found." },
    },
  ),
  call(
    "DescribeStreamSummary",
    { StreamName },
    {
      says: "see it ACTIVE a second later",
      afterSeconds: 1,
      output: { "StreamDescriptionSummary.StreamStatus": "ACTIVE", "StreamDescriptionSummary.OpenShardCount": 2 },
    },
  ),
  call(
    "CreateStream",
    { StreamName, ShardCount: 1 },
    {
      says: "cannot create it twice (KDS-005)",
      fault: { code: "ResourceInUseException", message: "Stream trips under account 000000000000 already exists." },
    },
  ),
  call(
    "ListShards",
    { StreamName },
    {
      says: "see its halves of the hash space (KDS-009)",
      output: { "Shards.0.HashKeyRange.StartingHashKey": "0", "Shards.1.HashKeyRange.EndingHashKey": NEWEST },
    },
  ),
  call(
    "PutRecord",
    { StreamName, PartitionKey: "k", ExplicitHashKey: "0", Data: toBytes("Größe") },
    {
      says: "write a record to the shard of its hash key (KDS-010)",
      output: { ShardId, SequenceNumber: /^49\d{54}$/ },
    },
  ),
  call(
    "PutRecord",
    { StreamName, PartitionKey: "k", ExplicitHashKey: NEWEST, Data: toBytes("") },
    { says: "write an empty one to the other shard (KDS-011)", output: { ShardId: "shardId-000000000001" } },
  ),
  call(
    "PutRecord",
    { StreamName, PartitionKey: "k", ExplicitHashKey: `${NEWEST.slice(0, -1)}6`, Data: toBytes("x") },
    {
      says: "are refused a hash key outside the space (KDS-010)",
      fault: {
        code: "InvalidArgumentException",
        message: `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${NEWEST.slice(0, -1)}6`,
      },
    },
  ),
  call(
    "PutRecords",
    {
      StreamName,
      Records: [
        { PartitionKey: "a", ExplicitHashKey: "1", Data: toBytes("a") },
        { PartitionKey: "b", ExplicitHashKey: NEWEST, Data: toBytes("b") },
      ],
    },
    {
      says: "write several at once (KDS-015)",
      output: { FailedRecordCount: 0, "Records.0.ShardId": ShardId, "Records.1.ShardId": "shardId-000000000001" },
    },
  ),
  call(
    "GetShardIterator",
    { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" },
    { says: "get an iterator", output: { ShardIterator: /./ } },
  ),
  call(
    "GetRecords",
    { ShardIterator: { $from: "ShardIterator" } },
    {
      says: "read the shard's records in order (KDS-023)",
      output: {
        "Records.0.Data": toBytes("Größe"),
        "Records.0.PartitionKey": "k",
        "Records.1.Data": toBytes("a"),
        MillisBehindLatest: 0,
        NextShardIterator: /./,
      },
    },
  ),
  call(
    "GetRecords",
    { ShardIterator: { $from: "ShardIterator" } },
    {
      says: "cannot read with an iterator older than five minutes (KDS-021)",
      afterSeconds: 301,
      fault: {
        code: "ExpiredIteratorException",
        message:
          /^Iterator expired\. The iterator was created at time Tue Jan 01 00:00:01 UTC 2030 while right now it is /,
      },
    },
  ),
  call(
    "GetRecords",
    { ShardIterator: "garbage" },
    {
      says: "cannot read with garbage (KDS-021)",
      fault: { code: "InvalidArgumentException", message: "Invalid ShardIterator." },
    },
  ),
  call(
    "GetShardIterator",
    { StreamName, ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER" },
    {
      says: "must give a sequence number where one is needed (KDS-017)",
      fault: { code: "InvalidArgumentException", message: /^Must either specify \(1\) AT_SEQUENCE_NUMBER / },
    },
  ),
  call(
    "GetShardIterator",
    { StreamName, ShardId: "shardId-000000000009", ShardIteratorType: "LATEST" },
    {
      says: "do not find a shard that is not there (KDS-019)",
      fault: {
        code: "ResourceNotFoundException",
        message: "Shard shardId-000000000009 in stream trips under account 000000000000 does not exist",
      },
    },
  ),
  call(
    "SplitShard",
    { StreamName, ShardToSplit: ShardId, NewStartingHashKey: "1" },
    {
      says: "cannot split a shard at its edge (KDS-024)",
      fault: {
        code: "InvalidArgumentException",
        message: /is not both greater than one plus the shard's StartingHashKey 0/,
      },
    },
  ),
  call(
    "SplitShard",
    { StreamName, ShardToSplit: ShardId, NewStartingHashKey: "1000" },
    { says: "split a shard (KDS-024)" },
  ),
  call(
    "ListShards",
    { StreamName },
    {
      says: "see the children",
      afterSeconds: 1,
      output: { "Shards.2.ParentShardId": ShardId, "Shards.3.HashKeyRange.StartingHashKey": "1000" },
    },
  ),
  call(
    "GetShardIterator",
    { StreamName, ShardId, ShardIteratorType: "LATEST" },
    { says: "get an iterator at the closed shard's end" },
  ),
  call(
    "GetRecords",
    { ShardIterator: { $from: "ShardIterator" } },
    {
      says: "are shown its children there (KDS-023)",
      output: {
        "ChildShards.0.ShardId": "shardId-000000000002",
        "ChildShards.1.ShardId": "shardId-000000000003",
        NextShardIterator: "undefined",
      },
    },
  ),
  call(
    "MergeShards",
    { StreamName, ShardToMerge: "shardId-000000000002", AdjacentShardToMerge: "shardId-000000000001" },
    { says: "cannot merge shards that do not touch (KDS-024)", fault: { code: "InvalidArgumentException" } },
  ),
  call(
    "MergeShards",
    { StreamName, ShardToMerge: "shardId-000000000002", AdjacentShardToMerge: "shardId-000000000003" },
    { says: "merge the children (KDS-024)" },
  ),
  call(
    "ListShards",
    { StreamName, ShardFilter: { Type: "AT_LATEST" } },
    {
      says: "see what is open now",
      afterSeconds: 1,
      output: {
        "Shards.0.ShardId": "shardId-000000000001",
        "Shards.1.AdjacentParentShardId": "shardId-000000000003",
        "Shards.2": "undefined",
      },
    },
  ),
  call("AddTagsToStream", { StreamName, Tags: { lab: "one" } }, { says: "tag the stream" }),
  call(
    "ListTagsForStream",
    { StreamName },
    { says: "see its tags", output: { "Tags.0.Key": "lab", "Tags.0.Value": "one", HasMoreTags: false } },
  ),
  call(
    "DescribeStreamSummary",
    { StreamName },
    { says: "see its ARN", output: { "StreamDescriptionSummary.StreamARN": /:stream\/trips$/ } },
  ),
  call(
    "RegisterStreamConsumer",
    { StreamARN: { $from: "StreamDescriptionSummary.StreamARN" }, ConsumerName: "fast" },
    {
      says: "register a consumer",
      output: { "Consumer.ConsumerStatus": "CREATING", "Consumer.ConsumerARN": /:stream\/trips\/consumer\/fast:\d+$/ },
    },
  ),
  call(
    "DescribeStreamConsumer",
    { ConsumerARN: { $from: "Consumer.ConsumerARN" } },
    {
      says: "see it ACTIVE a second later",
      afterSeconds: 1,
      output: { "ConsumerDescription.ConsumerStatus": "ACTIVE" },
    },
  ),
  call(
    "DeleteStream",
    { StreamName },
    { says: "cannot delete a stream that has a consumer", fault: { code: "ResourceInUseException" } },
  ),
  call(
    "DeregisterStreamConsumer",
    { ConsumerARN: { $from: "Consumer.ConsumerARN" } },
    { says: "take the consumer away" },
  ),
  call(
    "IncreaseStreamRetentionPeriod",
    { StreamName, RetentionPeriodHours: 48 },
    { says: "keep records for longer (KDS-028)", afterSeconds: 1 },
  ),
  call(
    "IncreaseStreamRetentionPeriod",
    { StreamName, RetentionPeriodHours: 9000 },
    {
      says: "cannot keep records for longer than a year (KDS-028)",
      afterSeconds: 1,
      fault: { code: "InvalidArgumentException", message: /^Maximum allowed retention period is 8760 hours/ },
    },
  ),
  call(
    "StartStreamEncryption",
    { StreamName, EncryptionType: "KMS", KeyId: "k" },
    {
      says: "are refused a key of KMS that is not there (SVC-055)",
      fault: { code: "KMSNotFoundException", message: "Invalid keyId 'k'", status: 400 },
    },
  ),
  call("DeleteStream", { StreamName }, { says: "delete the stream" }),
  call(
    "ListStreams",
    {},
    { says: "see none a second later", afterSeconds: 1, output: { StreamNames: [], HasMoreStreams: false } },
  ),
];
