import { defineResourceType } from "../../cloudformation/resources/type-definition";
import {
  maybe,
  needed,
  createOnlyShape,
  record,
  createRefusedField,
  createTextShape,
  createWholeChange,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { kinesis } from "../service";
import { addTagsToStream, removeTagsFromStream } from "../api/tags";
import { createStream, deleteStream } from "../api/streams";
import {
  decreaseStreamRetentionPeriod,
  increaseStreamRetentionPeriod,
  updateMaxRecordSize,
  updateStreamMode,
  startStreamEncryption,
  stopStreamEncryption,
} from "../api/stream-settings";
import { describeStreamSummary } from "../api/describe-stream-summary";
import { updateShardCount } from "../api/shards";
import type { Stream } from "../model/stream";
import { tagChanges, tagList, toTagsByKey } from "../../cloudformation/model/properties/api-shape";

/** AWS's retention period for a stream that sets none, in hours. */
const USUAL_HOURS = 24;
const USUAL_RECORD_KIB = 1024;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html */
export const stream = defineResourceType({
  type: "AWS::Kinesis::Stream",
  properties: {
    Name: maybe(createTextShape()),
    ShardCount: maybe(createWholeChange()),
    RetentionPeriodHours: maybe(createWholeChange()),
    StreamModeDetails: maybe(record({ StreamMode: needed(createTextShape()) })),
    MaxRecordSizeInKiB: maybe(createWholeChange()),
    Tags: maybe(tagList()),
    StreamEncryption: maybe(
      record({ EncryptionType: needed(createOnlyShape(createTextShape(), ["KMS"])), KeyId: needed(createTextShape()) }),
    ),
    DesiredShardLevelMetrics: createRefusedField(),
    WarmThroughputMiBps: createRefusedField(),
  },
  replacement: ["Name"],
  named: "Name",
  maxNameLength: 128,
  attributes: ["Arn"],
  async create(context, properties) {
    const name = properties.Name ?? context.generatedName;
    const { mode, shards } = resolveCapacity(properties);
    const { MaxRecordSizeInKiB = USUAL_RECORD_KIB, Tags = [] } = properties;
    const input = { StreamName: name, StreamModeDetails: { StreamMode: mode }, MaxRecordSizeInKiB };
    await context.call(kinesis, createStream, {
      ...input,
      ...(shards === undefined ? {} : { ShardCount: shards }),
      ...(Tags.length === 0 ? {} : { Tags: toTagsByKey(Tags) }),
    });
    return name;
  },
  /** A stream allows one change at a time, so each call makes the next change. */
  async settle(context, { id: StreamName, properties }) {
    const there = await findStream(context, StreamName);
    if (there?.stored.status !== "ACTIVE") return false;
    const { stored, arn: StreamARN } = there;
    const { mode, shards } = resolveCapacity(properties);
    const { RetentionPeriodHours = USUAL_HOURS, MaxRecordSizeInKiB = USUAL_RECORD_KIB } = properties;
    if (stored.mode !== mode)
      await context.call(kinesis, updateStreamMode, { StreamARN, StreamModeDetails: { StreamMode: mode } });
    else if (shards !== undefined && there.open.length !== shards)
      await context.call(kinesis, updateShardCount, {
        StreamName,
        TargetShardCount: shards,
        ScalingType: "UNIFORM_SCALING",
      });
    else if (stored.maxRecordKiB !== MaxRecordSizeInKiB)
      await context.call(kinesis, updateMaxRecordSize, { StreamARN, MaxRecordSizeInKiB });
    else if (stored.retentionHours !== RetentionPeriodHours) await retain(context, there, RetentionPeriodHours);
    else if (stored.encryptionKey !== properties.StreamEncryption?.KeyId) await encrypt(context, there, properties);
    else return true;
    return false;
  },
  async update(context, { id: StreamName, properties: before }, { Tags = [] }) {
    const { set, removed } = tagChanges(before.Tags ?? [], Tags);
    if (set.length > 0) await context.call(kinesis, addTagsToStream, { StreamName, Tags: toTagsByKey(set) });
    if (removed.length > 0) await context.call(kinesis, removeTagsFromStream, { StreamName, TagKeys: removed });
  },
  async remove(context, { id }) {
    await context.call(kinesis, deleteStream, { StreamName: id, EnforceConsumerDeletion: true });
  },
  isGone: (context, { id }) => context.cloud.kinesis.find(id) === undefined,
  describe: ({ cloud }, { id }) => ({ Arn: cloud.createArn("kinesis", `stream/${id}`) }),
});

/** The stack's stream. Of one that somebody has deleted meanwhile, the call is refused, which fails the resource. */
async function findStream(context: ResourceContext, StreamName: string): Promise<Stream | undefined> {
  const there = context.cloud.kinesis.find(StreamName);
  if (there === undefined) await context.call(kinesis, describeStreamSummary, { StreamName });
  return there;
}

async function retain(context: ResourceContext, { name, stored }: Stream, RetentionPeriodHours: number): Promise<void> {
  const isLonger = stored.retentionHours < RetentionPeriodHours;
  const operation = isLonger ? increaseStreamRetentionPeriod : decreaseStreamRetentionPeriod;
  await context.call(kinesis, operation, { StreamName: name, RetentionPeriodHours });
}

async function encrypt(
  context: ResourceContext,
  { name, stored }: Stream,
  { StreamEncryption: desired }: { readonly StreamEncryption?: { readonly KeyId: string } },
): Promise<void> {
  const [operation, KeyId] =
    desired === undefined ? [stopStreamEncryption, stored.encryptionKey] : [startStreamEncryption, desired.KeyId];
  await context.call(kinesis, operation, { StreamName: name, EncryptionType: "KMS", KeyId });
}

/** Without a mode, a stream is provisioned, with one shard by default: CloudFormation's own default (KDS-007). */
function resolveCapacity({
  StreamModeDetails,
  ShardCount,
}: {
  readonly StreamModeDetails?: { readonly StreamMode?: string };
  readonly ShardCount?: number;
}): {
  readonly mode: string;
  readonly shards: number | undefined;
} {
  const mode = StreamModeDetails?.StreamMode ?? "PROVISIONED";
  return { mode, shards: mode === "ON_DEMAND" ? ShardCount : (ShardCount ?? 1) };
}
