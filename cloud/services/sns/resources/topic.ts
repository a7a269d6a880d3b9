import type { CreateTopicResponse, SubscribeResponse } from "@aws-sdk/client-sns";
import {
  createListShape,
  maybe,
  needed,
  createOnlyShape,
  record,
  createRefusedField,
  createTextShape,
  createBooleanShape,
  document,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { sns } from "../service";
import { createTopic, deleteTopic, setTopicAttributes } from "../api/topics";
import { subscribe, unsubscribe, setSubscriptionAttributes } from "../api/subscriptions";
import { tagResource, untagResource } from "../api/tags";
import { tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";
import type { JsonObject } from "../../cloudformation/model/properties/json";

const ATTRIBUTES = ["DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"] as const;

type Settings = { readonly [K in (typeof ATTRIBUTES)[number]]?: string };
interface Subscriber {
  readonly Protocol: string;
  readonly Endpoint: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topic = defineResourceType({
  type: "AWS::SNS::Topic",
  properties: {
    TopicName: maybe(createTextShape()),
    DisplayName: maybe(createTextShape()),
    KmsMasterKeyId: maybe(createTextShape()),
    SignatureVersion: maybe(createTextShape()),
    TracingConfig: maybe(createTextShape()),
    FifoTopic: maybe(createOnlyShape(createBooleanShape(), [false])),
    ContentBasedDeduplication: maybe(createOnlyShape(createBooleanShape(), [false])),
    Subscription: maybe(
      createListShape(record({ Protocol: needed(createTextShape()), Endpoint: needed(createTextShape()) })),
    ),
    Tags: maybe(tagList()),
    ArchivePolicy: createRefusedField(),
    DataProtectionPolicy: createRefusedField(),
    DeliveryStatusLogging: createRefusedField(),
    FifoThroughputScope: createRefusedField(),
  },
  replacement: ["TopicName", "FifoTopic"],
  named: "TopicName",
  maxNameLength: 256,
  attributes: ["TopicArn", "TopicName"],
  async create(context, properties) {
    const { TopicName: Name = context.generatedName, Tags = [], Subscription = [] } = properties;
    const attributes = ATTRIBUTES.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]]));
    const { TopicArn = "" } = await context.call<CreateTopicResponse>(sns, createTopic, {
      Name,
      Attributes: Object.fromEntries(attributes),
      ...(Tags.length === 0 ? {} : { Tags }),
    });
    context.noteCreated(TopicArn);
    await subscribeAll(context, TopicArn, Subscription);
    return TopicArn;
  },
  async update(context, { id: TopicArn, properties: before }, desired) {
    await setAll(context, TopicArn, { before, desired });
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    if (set.length > 0) await context.call(sns, tagResource, { ResourceArn: TopicArn, Tags: set });
    if (removed.length > 0) await context.call(sns, untagResource, { ResourceArn: TopicArn, TagKeys: removed });
    const stay = desired.Subscription ?? [];
    const { sns: topics } = context.cloud;
    for (const { Protocol, Endpoint } of before.Subscription ?? []) {
      if (stay.some((fields) => fields.Protocol === Protocol && fields.Endpoint === Endpoint)) continue;
      const found = topics
        .listSubscriptions(topics.parseName(TopicArn))
        .find((subscription) => subscription.protocol === Protocol && subscription.endpoint === Endpoint);
      if (found !== undefined)
        await context.call(sns, unsubscribe, { SubscriptionArn: topics.createSubscriptionArn(found) });
    }
    await subscribeAll(context, TopicArn, stay);
  },
  async remove(context, { id: TopicArn }) {
    await context.call(sns, deleteTopic, { TopicArn });
  },
  describe: (_ground, { id }) => ({ TopicArn: id, TopicName: id.slice(id.lastIndexOf(":") + 1) }),
});

async function setAll(
  context: ResourceContext,
  TopicArn: string,
  { before, desired }: { readonly before: Settings; readonly desired: Settings },
): Promise<void> {
  for (const AttributeName of ATTRIBUTES)
    if (before[AttributeName] !== desired[AttributeName])
      await context.call(sns, setTopicAttributes, {
        TopicArn,
        AttributeName,
        AttributeValue: desired[AttributeName] ?? "",
      });
}

/** Existing subscriptions stay. */
async function subscribeAll(context: ResourceContext, TopicArn: string, all: readonly Subscriber[]): Promise<void> {
  for (const { Protocol, Endpoint } of all) await context.call(sns, subscribe, { TopicArn, Protocol, Endpoint });
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const topicPolicy = defineResourceType({
  type: "AWS::SNS::TopicPolicy",
  properties: { PolicyDocument: needed(document()), Topics: needed(createListShape(createTextShape())) },
  replacement: [],
  attributes: ["Id"],
  async create(context, { PolicyDocument, Topics }) {
    await write(context, Topics, PolicyDocument);
    return context.generatedName;
  },
  async update(context, { properties: before }, { PolicyDocument, Topics }) {
    await write(
      context,
      before.Topics.filter((arn) => !Topics.includes(arn)),
      undefined,
    );
    await write(context, Topics, PolicyDocument);
  },
  remove: (context, { properties: { Topics } }) => write(context, Topics, undefined),
  describe: (_ground, { id }) => ({ Id: id }),
});

/** @param policy undefined for the default policy of topics */
async function write(context: ResourceContext, arns: readonly string[], policy: JsonObject | undefined): Promise<void> {
  for (const TopicArn of arns)
    await context.call(sns, setTopicAttributes, {
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: policy === undefined ? "" : JSON.stringify(policy),
    });
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const topicSubscription = defineResourceType({
  type: "AWS::SNS::Subscription",
  properties: {
    TopicArn: needed(createTextShape()),
    Protocol: needed(createTextShape()),
    Endpoint: maybe(createTextShape()),
    RawMessageDelivery: maybe(createBooleanShape()),
    // The topic's region, which the CDK gives if it subscribes a function.
    Region: maybe(createTextShape()),
    DeliveryPolicy: createRefusedField(),
    FilterPolicy: createRefusedField(),
    FilterPolicyScope: createRefusedField(),
    RedrivePolicy: createRefusedField(),
    ReplayPolicy: createRefusedField(),
    SubscriptionRoleArn: createRefusedField(),
  },
  replacement: ["TopicArn", "Protocol", "Endpoint", "Region"],
  attributes: ["Arn"],
  async create(context, { TopicArn, Protocol, Endpoint, RawMessageDelivery: isRaw }) {
    const { SubscriptionArn = "" } = await context.call<SubscribeResponse>(sns, subscribe, {
      TopicArn,
      Protocol,
      Endpoint,
      ReturnSubscriptionArn: true,
      ...(isRaw === undefined ? {} : { Attributes: { RawMessageDelivery: String(isRaw) } }),
    });
    return SubscriptionArn;
  },
  async update(context, { id: SubscriptionArn }, { RawMessageDelivery: isRaw = false }) {
    await context.call(sns, setSubscriptionAttributes, {
      SubscriptionArn,
      AttributeName: "RawMessageDelivery",
      AttributeValue: String(isRaw),
    });
  },
  async remove(context, { id: SubscriptionArn }) {
    await context.call(sns, unsubscribe, { SubscriptionArn });
  },
  describe: (_ground, { id }) => ({ Arn: id }),
});
