import type * as sdk from "@aws-sdk/client-kinesis";
import type { OperationNames } from "../../core/operation";
import { createValidationException } from "../../core/violations";
import { createAwsCbor } from "../../protocols/aws-cbor";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { addTagsToStream } from "./operations/add-tags-to-stream";
import { createStream } from "./operations/create-stream";
import { decreaseStreamRetentionPeriod } from "./operations/decrease-stream-retention-period";
import { deleteStream } from "./operations/delete-stream";
import { deregisterStreamConsumer } from "./operations/deregister-stream-consumer";
import { describeLimits } from "./operations/describe-limits";
import { describeStream } from "./operations/describe-stream";
import { describeStreamConsumer } from "./operations/describe-stream-consumer";
import { describeStreamSummary } from "./operations/describe-stream-summary";
import { getRecords } from "./operations/get-records";
import { getShardIterator } from "./operations/get-shard-iterator";
import { increaseStreamRetentionPeriod } from "./operations/increase-stream-retention-period";
import { listShards } from "./operations/list-shards";
import { listStreamConsumers } from "./operations/list-stream-consumers";
import { listStreams } from "./operations/list-streams";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { listTagsForStream } from "./operations/list-tags-for-stream";
import { mergeShards } from "./operations/merge-shards";
import { putRecord } from "./operations/put-record";
import { putRecords } from "./operations/put-records";
import { registerStreamConsumer } from "./operations/register-stream-consumer";
import { removeTagsFromStream } from "./operations/remove-tags-from-stream";
import { splitShard } from "./operations/split-shard";
import { startStreamEncryption } from "./operations/start-stream-encryption";
import { stopStreamEncryption } from "./operations/stop-stream-encryption";
import { subscribeToShard } from "./operations/subscribe-to-shard";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateMaxRecordSize } from "./operations/update-max-record-size";
import { updateShardCount } from "./operations/update-shard-count";
import { updateStreamMode } from "./operations/update-stream-mode";
import { getLiveFigures } from "./live";
import { rates } from "./rates";
import { createViews } from "./views";

/** Room for 10 MiB of records in base64, and the JSON around them. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** Amazon Kinesis Data Streams, without channels, shard-level metrics and resource policies. */
export const kinesis = createService({
  name: "kinesis",
  signingName: "kinesis",
  target: "Kinesis_20131202",
  protocols: [createAwsJson("1.1"), createAwsCbor()],
  maxBodyBytes: LARGEST_BODY_BYTES,
  createInvalidFault: createValidationException,
  rates,
  operations: {
    AddTagsToStream: addTagsToStream,
    CreateStream: createStream,
    DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod,
    DeleteStream: deleteStream,
    DeregisterStreamConsumer: deregisterStreamConsumer,
    DescribeLimits: describeLimits,
    DescribeStream: describeStream,
    DescribeStreamConsumer: describeStreamConsumer,
    DescribeStreamSummary: describeStreamSummary,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod,
    ListShards: listShards,
    ListStreamConsumers: listStreamConsumers,
    ListStreams: listStreams,
    ListTagsForResource: listTagsForResource,
    ListTagsForStream: listTagsForStream,
    MergeShards: mergeShards,
    PutRecord: putRecord,
    PutRecords: putRecords,
    RegisterStreamConsumer: registerStreamConsumer,
    RemoveTagsFromStream: removeTagsFromStream,
    SplitShard: splitShard,
    StartStreamEncryption: startStreamEncryption,
    StopStreamEncryption: stopStreamEncryption,
    SubscribeToShard: subscribeToShard,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateMaxRecordSize: updateMaxRecordSize,
    UpdateShardCount: updateShardCount,
    UpdateStreamMode: updateStreamMode,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews,
  getLiveFigures,
});
