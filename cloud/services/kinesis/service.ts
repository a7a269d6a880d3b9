import type * as sdk from "@aws-sdk/client-kinesis";
import type { OperationNames } from "../../core/members";
import { createValidationException } from "../../core/rules";
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
import { createStream, deleteStream, describeLimits, listStreams } from "./api/streams";
import {
  decreaseStreamRetentionPeriod,
  increaseStreamRetentionPeriod,
  updateMaxRecordSize,
  updateStreamMode,
  startStreamEncryption,
  stopStreamEncryption,
} from "./api/stream-settings";
import {
  deregisterStreamConsumer,
  describeStreamConsumer,
  listStreamConsumers,
  registerStreamConsumer,
  subscribeToShard,
} from "./api/stream-consumers";
import { describeStream } from "./api/describe-stream";
import { describeStreamSummary } from "./api/describe-stream-summary";
import { getRecords, putRecord, putRecords } from "./api/records";
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from "./api/resource-policies";
import { getShardIterator } from "./api/iterator";
import { listShards, mergeShards, splitShard, updateShardCount } from "./api/shards";
import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { AwsFault } from "../../core/faults";
import { createRates, type Rate, type Rates } from "../../core/rates";
import { createRateExceededFault } from "./model/faults";
import type { LiveFigures } from "../../core/live-figures";
import type { Shard } from "./model/shard";

/** Live figures of each stream: its state, its open shards, how many records were ever put, and how many of them programs have read. */
const getLiveFigures = ({ kinesis }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    kinesis.streams.map((stream) => [
      stream.name,
      {
        status: stream.stored.status,
        open: stream.open.length,
        records: stream.shards.reduce((sum, { log }) => sum + log.next - 1, 0),
        read: stream.shards.reduce((sum, { readers }) => sum + readers.records, 0),
        unread: stream.shards.reduce((sum, shard) => sum + countUnread(shard), 0),
      },
    ]),
  );

/** The number of records that no program has read yet; 0 for a shard that no program reads. */
const countUnread = ({ readers: { reached }, log }: Shard): number =>
  reached === 0 ? 0 : Math.max(0, log.next - reached);

type Input = Readonly<Record<string, unknown>>;

const getStreamName = ({ StreamName, StreamARN, ConsumerARN }: Input): string => {
  if (typeof StreamName === "string") return StreamName;
  const arn = typeof StreamARN === "string" ? StreamARN : String(ConsumerARN ?? "");
  return /:stream\/([^/]+)/.exec(arn)?.[1] ?? "";
};

/** AWS's text, as users report it: it names the stream if the request does. */
const createTooManyFault = (account: string, input: Input): AwsFault => {
  const stream = getStreamName(input);
  const of = stream === "" ? `account ${account}` : `stream ${stream} under account ${account}`;
  return new AwsFault("LimitExceededException", `Rate exceeded for ${of}.`);
};

const createAccountRate = (perSecond: number): Rate => ({ perSecond, createThrottlingFault: createTooManyFault });
const createStreamRate = (perSecond: number): Rate => ({
  perSecond,
  getSharedKey: getStreamName,
  createThrottlingFault: createTooManyFault,
});

/** Calls per second, from the operations' pages in the API reference (LAG-004). */
const rates: Rates = {
  ...createRates(
    [
      "AddTagsToStream",
      "CreateStream",
      "DeleteStream",
      "ListStreams",
      "ListTagsForStream",
      "MergeShards",
      "RegisterStreamConsumer",
      "RemoveTagsFromStream",
      "SplitShard",
    ],
    createAccountRate(5),
  ),
  DescribeLimits: createAccountRate(1),
  DescribeStream: createAccountRate(10),
  DescribeStreamSummary: createAccountRate(20),
  DescribeStreamConsumer: createStreamRate(20),
  ...createRates(["DeregisterStreamConsumer", "ListStreamConsumers"], createStreamRate(5)),
  GetShardIterator: {
    perSecond: 5,
    getSharedKey: (input) => `${getStreamName(input)}/${String(input["ShardId"])}`,
    createThrottlingFault: (account, input) =>
      createRateExceededFault({ name: getStreamName(input), account }, String(input["ShardId"])),
  },
};

/** What the console shows of Kinesis: each stream with its shards. */
const createViews = (cloud: Services): readonly View[] => [
  {
    title: "Kinesis data streams",
    columns: ["Stream", "Status", "Mode", "Open shards", "Records so far", "Retention", "Created"],
    rows: cloud.kinesis.streams.map((stream) => {
      const { name, stored } = stream;
      const records = stream.shards.reduce((sum, { log }) => sum + log.next - 1, 0);
      return [
        name,
        stored.status,
        stored.mode,
        String(stream.open.length),
        String(records),
        `${stored.retentionHours} h`,
        new Date(stored.madeAt).toISOString(),
      ];
    }),
  },
];

/** Room for 10 MiB of records in base64, and the JSON around them. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** Amazon Kinesis Data Streams, without channels and shard-level metrics. */
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
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteStream: deleteStream,
    DeregisterStreamConsumer: deregisterStreamConsumer,
    DescribeLimits: describeLimits,
    DescribeStream: describeStream,
    DescribeStreamConsumer: describeStreamConsumer,
    DescribeStreamSummary: describeStreamSummary,
    GetRecords: getRecords,
    GetResourcePolicy: getResourcePolicy,
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
    PutResourcePolicy: putResourcePolicy,
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
