import type { CreateQueueResult } from "@aws-sdk/client-sqs";
import {
  document,
  maybe,
  createTextShape,
  createWholeChange,
  createBooleanShape,
  createListShape,
  needed,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { createQueueExistsFault } from "../model/faults";
import { sqs } from "../service";
import { createQueue, deleteQueue, getQueueAttributes, setQueueAttributes, tagQueue, untagQueue } from "../api/queues";
import { tagChanges, tagList, toTagsByKey } from "../../cloudformation/model/properties/api-shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import type { JsonObject } from "../../cloudformation/model/properties/json";

/**
 * The values of attributes that are removed from a template; undefined for those that keep their value. Recorded on AWS
 * by LocalStack: test_update_standard_queue_remove_some_properties (2025-12-18),
 * test_update_fifo_queue_remove_all_properties_except_queuename (2026-01-14).
 */
const VALUES_AFTER_REMOVAL: Readonly<Record<string, string | undefined>> = {
  ContentBasedDeduplication: "false",
  DeduplicationScope: undefined,
  DelaySeconds: "0",
  FifoThroughputLimit: undefined,
  KmsDataKeyReusePeriodSeconds: "300",
  KmsMasterKeyId: "",
  MaximumMessageSize: "262144",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  RedriveAllowPolicy: "",
  RedrivePolicy: "",
  SqsManagedSseEnabled: undefined,
  VisibilityTimeout: "30",
};

const isAttribute = (name: string): boolean => Object.hasOwn(VALUES_AFTER_REMOVAL, name) || name === "FifoQueue";

/** Properties as the queue's attributes, whose values are all strings. */
const getAttributes = (properties: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => isAttribute(name))
      .map(([name, value]: [string, unknown]) => [
        name,
        typeof value === "object" ? JSON.stringify(value) : String(value),
      ]),
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const queue = defineResourceType({
  type: "AWS::SQS::Queue",
  properties: {
    ContentBasedDeduplication: maybe(createBooleanShape()),
    DeduplicationScope: maybe(createTextShape()),
    DelaySeconds: maybe(createWholeChange()),
    FifoQueue: maybe(createBooleanShape()),
    FifoThroughputLimit: maybe(createTextShape()),
    MaximumMessageSize: maybe(createWholeChange()),
    MessageRetentionPeriod: maybe(createWholeChange()),
    QueueName: maybe(createTextShape()),
    ReceiveMessageWaitTimeSeconds: maybe(createWholeChange()),
    RedriveAllowPolicy: maybe(document()),
    RedrivePolicy: maybe(document()),
    Tags: maybe(tagList()),
    VisibilityTimeout: maybe(createWholeChange()),
    KmsDataKeyReusePeriodSeconds: maybe(createWholeChange()),
    KmsMasterKeyId: maybe(createTextShape()),
    SqsManagedSseEnabled: maybe(createBooleanShape()),
  },
  replacement: ["QueueName", "FifoQueue"],
  named: "QueueName",
  maxNameLength: 75,
  attributes: ["Arn", "QueueName", "QueueUrl"],
  async create(context, properties) {
    const { FifoQueue: isFifo = false, Tags = [] } = properties;
    const QueueName = properties.QueueName ?? (isFifo ? `${context.generatedName}.fifo` : context.generatedName);
    // For an existing queue CreateQueue returns its URL, but a stack must not take over a queue that it did not create.
    if (context.cloud.sqs.find(QueueName) !== undefined) context.fail(sqs, createQueueExistsFault("QueueName"));
    const Attributes = getAttributes(properties);
    // For FifoQueue SQS accepts only "true".
    if (!isFifo) delete Attributes["FifoQueue"];
    const { QueueUrl } = await context.call<CreateQueueResult>(sqs, createQueue, {
      QueueName,
      Attributes,
      ...(Tags.length === 0 ? {} : { tags: toTagsByKey(Tags) }),
    });
    return QueueUrl ?? "";
  },
  async settle(context, { id: QueueUrl }) {
    const queue = context.cloud.sqs.find(QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1));
    // Of a queue that somebody has deleted meanwhile, the call is refused, which fails the resource.
    if (queue === undefined) await context.call(sqs, getQueueAttributes, { QueueUrl });
    return queue !== undefined && context.cloud.sqs.isUsable(queue);
  },
  async update(context, { id: QueueUrl, properties: before }, desired) {
    const was = getAttributes(before);
    const is = getAttributes(desired);
    const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (name) => was[name] !== is[name] && name !== "FifoQueue",
    );
    const Attributes = Object.fromEntries(
      changed
        .map((name) => [name, is[name] ?? VALUES_AFTER_REMOVAL[name]] as const)
        .filter(([, value]) => value !== undefined),
    );
    if (Object.keys(Attributes).length > 0) await context.call(sqs, setQueueAttributes, { QueueUrl, Attributes });
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    if (set.length > 0) await context.call(sqs, tagQueue, { QueueUrl, Tags: toTagsByKey(set) });
    if (removed.length > 0) await context.call(sqs, untagQueue, { QueueUrl, TagKeys: removed });
  },
  async remove(context, { id: QueueUrl }) {
    await context.call(sqs, deleteQueue, { QueueUrl });
  },
  describe({ cloud }, { id }) {
    const name = id.slice(id.lastIndexOf("/") + 1);
    return { Arn: cloud.createArn("sqs", name), QueueName: name, QueueUrl: id };
  },
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicy = defineResourceType({
  type: "AWS::SQS::QueuePolicy",
  properties: { PolicyDocument: needed(document()), Queues: needed(createListShape(createTextShape())) },
  replacement: [],
  attributes: ["Id"],
  async create(context, { PolicyDocument, Queues }) {
    await write(context, Queues, PolicyDocument);
    return context.generatedName;
  },
  async update(context, { properties: before }, { PolicyDocument, Queues }) {
    await write(
      context,
      before.Queues.filter((url) => !Queues.includes(url)),
      undefined,
    );
    await write(context, Queues, PolicyDocument);
  },
  remove: (context, { properties: { Queues } }) => write(context, Queues, undefined),
  describe: (_ground, { id }) => ({ Id: id }),
});

async function write(context: ResourceContext, urls: readonly string[], policy: JsonObject | undefined): Promise<void> {
  for (const QueueUrl of urls)
    await context.call(sqs, setQueueAttributes, {
      QueueUrl,
      Attributes: { Policy: policy === undefined ? "" : JSON.stringify(policy) },
    });
}
