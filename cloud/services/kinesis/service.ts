import type * as sdk from "@aws-sdk/client-kinesis";
import type { OperationNames } from "../../core/operation";
import { createValidationException } from "../../core/violations";
import { createAwsCbor } from "../../protocols/aws-cbor";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import {
  addTagsToStream,
  listTagsForResource,
  listTagsForStream,
  removeTagsFromStream,
  tagResource,
  untagResource,
} from "./api/tags";
import { createStream } from "./api/create-stream";
import { decreaseStreamRetentionPeriod, increaseStreamRetentionPeriod } from "./api/stream-retention-periods";
import { deleteStream } from "./api/delete-stream";
import {
  deregisterStreamConsumer,
  describeStreamConsumer,
  listStreamConsumers,
  registerStreamConsumer,
} from "./api/stream-consumers";
import { describeLimits } from "./api/describe-limits";
import { describeStream } from "./api/describe-stream";
import { describeStreamSummary } from "./api/describe-stream-summary";
import { getRecords, putRecord, putRecords } from "./api/records";
import { getShardIterator } from "./api/get-shard-iterator";
import { listShards, mergeShards, splitShard } from "./api/shards";
import { listStreams } from "./api/list-streams";
import { startStreamEncryption, stopStreamEncryption } from "./api/stream-encryption";
import { subscribeToShard } from "./api/subscribe-to-shard";
import { updateMaxRecordSize } from "./api/update-max-record-size";
import { updateShardCount } from "./api/update-shard-count";
import { updateStreamMode } from "./api/update-stream-mode";
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
